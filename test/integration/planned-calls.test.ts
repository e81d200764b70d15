import { afterEach, describe, expect, it } from 'vitest';
import { isWrite } from '#core/graph/graph-call';
import type { ApplyReport, Plan } from '#shared/model/plan';
import type { PlannedCall } from '#shared/model/planned-call';
import { type DemoWorld, exampleText, openDemoWorld } from '#test/support/demo-world';
import { recordRequests, type SentRequest } from '#test/support/recorded-requests';
import { applyPlan, planText } from './setup-calls.ts';

const open: DemoWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

async function openWorld() {
  const world = await openDemoWorld({ replicationDelayMs: 0 });
  open.push(world);
  return { world, sent: recordRequests(world.served.tenant) };
}

const callsOf = async (world: DemoWorld, plan: Plan): Promise<readonly PlannedCall[]> =>
  (await world.call('setup.calls', { planId: plan.id, planHash: plan.hash })).calls;

/** Ids that were made on the way, by the placeholder that stood for them. */
function madeIds(world: DemoWorld, { servicePrincipalId, jobId }: ApplyReport): ReadonlyMap<string, string> {
  const { servicePrincipals, applications, jobs, assignments } = world.served.tenant.state;
  const principal = servicePrincipals.get(servicePrincipalId ?? '');
  const application = [...applications.values()].find(({ appId }) => appId === principal?.appId);
  const role = [...assignments.values()].find((one) => one.servicePrincipalId === servicePrincipalId)?.appRoleId;
  return new Map(
    Object.entries({
      servicePrincipalId,
      jobId,
      applicationId: application?.id,
      appId: principal?.appId,
      appRoleId: role,
      templateId: jobs.get(jobId ?? '')?.templateId,
    }).flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name, value]])),
  );
}

const lineOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method} ${decodeURIComponent(path.split('?')[0] ?? '')}`;

/** What was sent as it would have been shown: ids made on the way and secrets by the names of their placeholders. */
function asShown(sent: readonly SentRequest[], names: ReadonlyMap<string, string>): readonly SentRequest[] {
  let text = JSON.stringify(sent);
  for (const [name, value] of names) {
    const quoted = JSON.stringify(value);
    // The id of a template is an ordinary word, which may stand elsewhere too.
    if (name === 'templateId') text = text.replaceAll(`"templateId":${quoted}`, '"templateId":"{templateId}"');
    else text = text.replaceAll(quoted.slice(1, -1), `{${name}}`).replaceAll(encodeURIComponent(value), `{${name}}`);
  }
  return JSON.parse(text);
}

/** A run that waits for a person, or for the service, asks the same again and again. */
const once = (sent: readonly SentRequest[]): readonly SentRequest[] =>
  sent.filter(
    (one, index) =>
      !one.path.endsWith('/validateCredentials') || lineOf(one) !== lineOf(sent[index - 1] ?? { method: '', path: '' }),
  );

const changing = ({ method, path }: SentRequest): boolean =>
  method !== 'GET' && (isWrite({ method, path }) || path.endsWith('/validateCredentials'));

/** Branches of a run go beside each other, so their order to one another is not fixed; that of each resource is. */
const chainOf = (lines: readonly string[], part: RegExp): readonly string[] => lines.filter((line) => part.test(line));
const chains = [
  /\/synchronization\/(?!.*validateCredentials)/,
  /appRoleAssignedTo/,
  /validateCredentials/,
  /^PATCH|^DELETE/,
];

function expectSame(shown: readonly PlannedCall[], sent: readonly SentRequest[]): void {
  const made = once(sent.filter(changing));
  // A schema that nobody has read yet may be as wanted already; then nothing is sent.
  const isSent = (call: PlannedCall): boolean => call.note === null || made.some((one) => lineOf(one) === lineOf(call));
  const wanted = shown.filter((call) => call.method !== 'GET' && isSent(call));
  const lines = { shown: wanted.map(lineOf), sent: made.map(lineOf) };
  expect([...lines.shown].sort()).toEqual([...lines.sent].sort());
  for (const part of chains) expect(chainOf(lines.shown, part)).toEqual(chainOf(lines.sent, part));
  for (const call of wanted) {
    if (call.note !== null) continue;
    const bodies = made.filter((one) => lineOf(one) === lineOf(call)).map(({ body }) => body ?? null);
    expect(bodies).toContainEqual(call.body === null ? null : JSON.parse(call.body));
  }
  const reads = new Set(sent.map(lineOf));
  for (const call of shown.filter(({ method }) => method === 'GET')) expect(reads).toContain(lineOf(call));
}

const secretLabels = { airstack: 'SecretToken', 'cloud-academy-sso': 'ApiKey', askspoke: 'ApiToken' } as const;

describe('the calls of a plan', () => {
  it.each(['airstack', 'schoolstream-asa', 'cloud-academy-sso', 'askspoke', 'atea'] as const)(
    'are those that applying it sends: a new %s',
    async (vendor) => {
      const { world, sent } = await openWorld();
      const text = exampleText(vendor);
      const label = Object.hasOwn(secretLabels, vendor) ? secretLabels[vendor as 'airstack'] : 'SecretToken';
      const token = text.includes('label:') ? world.target(vendor).mintToken() : null;
      const plan = await planText(world, text, token === null ? {} : { secrets: { [label]: token } });
      const shown = await callsOf(world, plan);
      const before = sent.length;
      const report = await applyPlan(world, plan, { authorization: 'wait' });
      const names = new Map([
        ...madeIds(world, report),
        ...(token === null ? [] : [[`secret:${label}`, token] as const]),
      ]);
      expect(shown.some(({ captures }) => captures.some(({ name }) => name === 'servicePrincipalId'))).toBe(true);
      expectSame(shown, asShown(sent.slice(before), names));
    },
  );

  it('are those that applying it sends: another mapping, scope and state of an application that is there, then its undo', async () => {
    const { world, sent } = await openWorld();
    const token = world.target('airstack').mintToken();
    const first = await planText(world, exampleText('airstack'), { secrets: { SecretToken: token } });
    await applyPlan(world, first);
    const { configuration } = await world.call('configuration.export', { application: 'Airstack' });
    const [users, ...others] = configuration.mappings;
    if (users === undefined) throw new Error('no mapping of users');
    const attributeMappings = (users.attributeMappings ?? []).map((one) =>
      one.targetAttributeName === 'displayName' ? { ...one, defaultValue: 'Nobody' } : one,
    );
    const changed = await world.call('setup.plan', {
      configuration: {
        ...configuration,
        mappings: [{ ...users, attributeMappings }, ...others],
        scope: { people: 'everyone' },
        provisioning: 'off',
      },
      secrets: { SecretToken: (await world.call('secrets.put', { value: token })).handle },
    });
    const shown = await callsOf(world, changed);
    const put = shown.find(({ method, path }) => method === 'PUT' && path.endsWith('/schema'));
    expect(put).toMatchObject({ note: null, step: 'schema.edit', body: expect.stringContaining('Nobody') });
    let before = sent.length;
    await applyPlan(world, changed);
    expectSame(shown, asShown(sent.slice(before), new Map([['secret:SecretToken', token]])));

    const undo = await world.call('setup.planUndo', { configuration });
    const removals = await callsOf(world, undo);
    expect(removals.some(({ method }) => method === 'DELETE')).toBe(true);
    before = sent.length;
    await applyPlan(world, undo);
    expectSame(removals, sent.slice(before));
  });

  it('show no secret, in any format, and send nothing', async () => {
    const { world, sent } = await openWorld();
    const token = 'canary-7f3a"\\token';
    const plan = await planText(world, exampleText('airstack'), { secrets: { SecretToken: token } });
    const before = sent.length;
    for (const format of ['list', 'powershell', 'http'] as const) {
      const answer = await world.call('setup.calls', { planId: plan.id, planHash: plan.hash, format });
      expect(JSON.stringify(answer)).not.toContain('canary-7f3a');
      expect(JSON.stringify(answer.calls)).toContain('{secret:SecretToken}');
      expect(answer.file?.name ?? null).toBe({ list: null, powershell: 'airstack.ps1', http: 'airstack.http' }[format]);
    }
    expect(sent.slice(before)).toEqual([]);
  });
});
