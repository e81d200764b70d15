import type { Plan } from '#shared/model/plan';
import type { PlannedCall } from '#shared/model/planned-call';
import { commentLines, headingOf, placeholdersOf } from './script-words.ts';
import { placeholdersIn } from './stand-ins.ts';

/** Names of variables have letters, digits, `-` and `_`. */
const variable = (name: string): string => name.replace('secret:', 'secret_');

const withVariables = (text: string): string =>
  placeholdersIn(text).reduce((filled, name) => filled.replaceAll(`{${name}}`, `{{${variable(name)}}}`), text);

const comment = (text: string): readonly string[] => commentLines(text).map((line) => `# ${line}`);

/** Made by a call before, so that nothing has to be filled in. */
function capturedAt(calls: readonly PlannedCall[]): ReadonlyMap<string, string> {
  return new Map(
    calls.flatMap(({ captures }, index) =>
      captures.map(({ name, from }) => [name, `{{call${index + 1}.response.body.$.${from}}}`] as const),
    ),
  );
}

function callText(call: PlannedCall, index: number): readonly string[] {
  const { method, path, body, note, headers, captures } = call;
  return [
    '',
    `### ${headingOf(call, index + 1)[0] ?? ''}`,
    ...comment(note ?? ''),
    ...(captures.length === 0 ? [] : [`# @name call${index + 1}`]),
    `${method} {{graph}}${withVariables(path)}`,
    'Authorization: Bearer {{token}}',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === null && note === null ? [] : ['Content-Type: application/json', '']),
    ...(note === null ? [] : ['{"fill in": "the schema that was read, with the changes above"}']),
    ...(body === null ? [] : [withVariables(body)]),
  ];
}

/**
 * Takes a plan, its calls and the origin of Graph; gives a file of HTTP requests for the REST clients of editors. Token and secrets are
 * variables that a person fills in. Pure.
 */
export function httpFile(plan: Plan, calls: readonly PlannedCall[], { graph }: { readonly graph: string }): string {
  const { ids, secrets } = placeholdersOf(calls);
  const made = capturedAt(calls);
  return [
    ...comment(`Plan for ${plan.application} (${plan.vendor}) in tenant ${plan.tenantId}`),
    `@graph = ${graph}/v1.0`,
    '@token = <access token>',
    ...secrets.map((label) => `@${variable(`secret:${label}`)} = <${label}>`),
    ...ids.map((name) => `@${name} = ${made.get(name) ?? (name === 'newAppRoleId' ? '<a new GUID>' : `<${name}>`)}`),
    ...calls.flatMap(callText),
    '',
  ].join('\n');
}
