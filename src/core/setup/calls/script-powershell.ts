import type { Plan } from '#shared/model/plan';
import type { PlannedCall } from '#shared/model/planned-call';
import { commentLines, headingOf, placeholdersOf } from './script-words.ts';

/** Everything that PowerShell takes for a single quote is doubled. Source: learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules */
const quoted = (text: string): string => `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;

const comment = (text: string): readonly string[] => commentLines(text).map((line) => `# ${line}`);

const prologue = (plan: Plan, scopes: readonly string[], graph: string): readonly string[] => [
  ...comment(`Plan for ${plan.application} (${plan.vendor}) in tenant ${plan.tenantId}`),
  '# Needs the module Microsoft.Graph.Authentication. It stops at the first error.',
  "$ErrorActionPreference = 'Stop'",
  `Connect-MgGraph -TenantId ${quoted(plan.tenantId)} -Scopes ${scopes.map(quoted).join(', ')}`,
  `$graph = ${quoted(`${graph}/v1.0`)}`,
  '$values = @{}',
  'function Expand([string]$text) {',
  "  foreach ($name in $values.Keys) { $text = $text.Replace('{' + $name + '}', [string]$values[$name]) }",
  '  $text',
  '}',
  'function Read-Secret([string]$label) {',
  "  $plain = [Net.NetworkCredential]::new('', (Read-Host $label -AsSecureString)).Password",
  '  $json = ConvertTo-Json $plain -Compress',
  '  $json.Substring(1, $json.Length - 2)',
  '}',
];

const captured = ({ captures }: PlannedCall): readonly string[] =>
  captures.map(({ name, from }) => `$values[${quoted(name)}] = $answer.${from}`);

/** A schema that nobody has read yet is edited by a person between two calls. */
const editedByHand = ({ note }: PlannedCall): readonly string[] => [
  ...comment(note ?? ''),
  "$schema | ConvertTo-Json -Depth 100 | Set-Content 'schema.json' -Encoding utf8",
  "Read-Host 'Edit schema.json as the lines above say, save it, then press Enter'",
  "$body = Get-Content 'schema.json' -Raw -Encoding utf8",
];

function callText(call: PlannedCall, index: number): readonly string[] {
  const { method, path, body, note, headers, captures } = call;
  const written = note !== null ? editedByHand(call) : body === null ? [] : ["$body = Expand @'", body, "'@"];
  const names = Object.entries(headers).map(([name, value]) => `${quoted(name)} = ${quoted(value)}`);
  const send = [
    `$answer = Invoke-MgGraphRequest -Method ${method} -Uri ($graph + (Expand ${quoted(path)}))`,
    ...(names.length === 0 ? [] : [`-Headers @{ ${names.join('; ')} }`]),
    ...(written.length === 0 ? [] : ["-Body $body -ContentType 'application/json'"]),
  ].join(' ');
  const wait = captures.some(({ name }) => name === 'servicePrincipalId')
    ? ['# A new application takes a while until every part of the service sees it.', 'Start-Sleep -Seconds 60']
    : [];
  const keep = method === 'GET' && path.endsWith('/schema') ? ['$schema = $answer'] : [];
  const heading = headingOf(call, index + 1).map((line) => `# ${line}`);
  return ['', ...heading, ...written, send, ...captured(call), ...keep, ...wait];
}

/**
 * Takes a plan, its calls, the permissions that they need and the origin of Graph; gives a PowerShell script that makes them. Secrets are
 * asked for when it runs. Pure. Source: learn.microsoft.com/powershell/microsoftgraph/authentication-commands (Invoke-MgGraphRequest)
 */
export function powershellScript(
  plan: Plan,
  calls: readonly PlannedCall[],
  { scopes, graph }: { readonly scopes: readonly string[]; readonly graph: string },
): string {
  const { ids, secrets } = placeholdersOf(calls);
  return [
    ...prologue(plan, scopes, graph),
    ...(ids.includes('newAppRoleId') ? ["$values['newAppRoleId'] = [guid]::NewGuid().ToString()"] : []),
    ...secrets.map((label) => `$values[${quoted(`secret:${label}`)}] = Read-Secret ${quoted(label)}`),
    ...calls.flatMap(callText),
    '',
  ].join('\n');
}
