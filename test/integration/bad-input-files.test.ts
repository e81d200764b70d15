import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Location } from '#shared/contract/result';
import { PlanId } from '#shared/model/ids';
import { type DemoWorld, exampleText, openDemoWorld } from '#test/support/demo-world';
import { type ExpectedError, expectError } from './bad-input-cases.ts';
import { applyPlan, failure, planText } from './setup-calls.ts';
import { placeInLog, writesSeen } from './tenant-view.ts';

// Nothing in this file writes, so all of it shares one world.
let world: DemoWorld;
beforeAll(async () => {
  world = await openDemoWorld();
});
afterAll(() => world.close());

const token = 'sk-live-51Hq9vZ2eKx7Qm0W';
const head = 'schemaVersion: 1\nvendor: airstack\n';

interface Row extends ExpectedError {
  readonly what: string;
  readonly text: string;
  readonly at?: Location;
}

const files: readonly Row[] = [
  {
    what: 'a bracket that is never closed',
    text: `${head}scope: { people: assigned\nprovisioning: on\n`,
    code: 'bad_request',
    reason: 'brokenYaml',
    at: { line: 4, column: 1 },
    next: /line 4, column 1/,
  },
  {
    what: 'a tab for indentation',
    text: `${head}scope:\n\tpeople: assigned\n`,
    code: 'bad_request',
    reason: 'brokenYaml',
    at: { line: 4, column: 1 },
  },
  {
    what: 'a key twice',
    text: `${head}vendor: atea\n`,
    code: 'bad_request',
    reason: 'brokenYaml',
    at: { line: 3, column: 1 },
  },
  {
    what: 'an alias that is never defined',
    text: `${head}scope: *everyone\n`,
    code: 'bad_request',
    reason: 'brokenYaml',
  },
  {
    what: 'an unknown key',
    text: `${head}conection:\n  tenantUrl: https://scim.demo.example\n`,
    code: 'bad_request',
    reason: 'unknownKey',
    at: { line: 3, column: 1, path: 'conection' },
    next: /Did you mean "connection"/,
  },
  {
    what: 'an unknown key deep inside',
    text: `${head}safety:\n  deletionThreshold: { enabled: true, vlaue: 5 }\n`,
    code: 'bad_request',
    reason: 'unknownKey',
    at: { line: 4, column: 39, path: 'safety.deletionThreshold.vlaue' },
    next: /Did you mean "value"/,
  },
  {
    what: 'a later version of the format',
    text: 'schemaVersion: 2\nvendor: airstack\n',
    code: 'bad_request',
    reason: 'wrongValue',
    at: { line: 1, column: 16, path: 'schemaVersion' },
  },
  {
    what: 'no version',
    text: 'vendor: airstack\n',
    code: 'bad_request',
    reason: 'missingMember',
    at: { line: 1, column: 1, path: 'schemaVersion' },
    next: /Add schemaVersion/,
  },
  { what: 'an empty file', text: '', code: 'bad_request', reason: 'wrongType', next: /schemaVersion: 1/ },
  { what: 'a list', text: '- airstack\n- atea\n', code: 'bad_request', reason: 'wrongType' },
  { what: 'only text', text: 'airstack\n', code: 'bad_request', reason: 'wrongType' },
  {
    what: 'a secret where its label belongs',
    text: `${head}connection:\n  secrets:\n    SecretToken: ${token}\n`,
    code: 'bad_request',
    reason: 'wrongValue',
    at: { line: 5, column: 18, path: 'connection.secrets.SecretToken' },
  },
  {
    what: 'a secret as a label',
    text: `${head}connection:\n  secrets:\n    SecretToken: { label: "${token}/${token}" }\n`,
    code: 'bad_request',
    reason: 'wrongValue',
    says: /a label, never the secret itself/,
  },
  {
    what: 'an assignment of a person and a group at once',
    text: `${head}assignments:\n  - { user: a@contoso.demo.example, group: Sales }\n`,
    code: 'bad_request',
    reason: 'wrongValue',
    at: { line: 4, column: 5, path: 'assignments.0' },
  },
  {
    what: 'a threshold of nothing',
    text: `${head}safety:\n  deletionThreshold: { enabled: true, value: 0 }\n`,
    code: 'bad_request',
    reason: 'wrongValue',
    at: { line: 4, column: 46, path: 'safety.deletionThreshold.value' },
  },
];

describe('a file that cannot be read', () => {
  it.each(files)('$what is refused at its place', async ({ text, at, ...expected }) => {
    const error = await failure(world.call('configuration.parse', { text }));
    expectError(error, expected, [token]);
    if (at !== undefined) expect(error.location).toEqual(at);
  });

  it('of 5 MB is refused quickly, and so is a little one that unfolds to something huge', async () => {
    const began = performance.now();
    const five = `${head}# ${'x'.repeat(5_000_000)}\n`;
    expectError(await failure(world.call('configuration.parse', { text: five })), {
      code: 'bad_request',
      reason: 'invalidInput',
    });
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...['b', 'c', 'd', 'e', 'f', 'g'].map(line)].join('\n');
    const error = await failure(world.call('configuration.parse', { text: bomb }));
    expect(error).toMatchObject({ code: 'bad_request', reason: 'brokenYaml' });
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('may be long: 4,000 assignments are read', async () => {
    const people = Array.from({ length: 4_000 }, (_unused, index) => `  - user: p${index}@contoso.demo.example\n`);
    const { assignments } = await world.call('configuration.parse', {
      text: `${head}assignments:\n${people.join('')}`,
    });
    expect(assignments).toHaveLength(4_000);
  });
});

/** One line of a "billion laughs" file: nine times the line before. */
const line = (name: string): string => {
  const before = String.fromCharCode(name.charCodeAt(0) - 1);
  return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(',')}]`;
};

describe('a secret inside a configuration', () => {
  it.each(['SecretToken', 'Password', 'ClientSecret', 'Oauth2RefreshToken'])(
    'is refused among the settings (%s), without being repeated',
    async (key) => {
      const text = exampleText('airstack').replace('  secrets:', `  settings: { ${key}: "${token}" }\n  secrets:`);
      const error = await failure(planText(world, text));
      expectError(error, { code: 'bad_request', reason: 'secretInSettings', next: /connection\.secrets/ }, [token]);
      expect(error.location?.path).toBe(`connection.settings.${key}`);
    },
  );

  it.each(['SyncAll', 'BaseAddress', 'SyncNotificationSettings'])('%s has its own place', async (key) => {
    const text = exampleText('airstack').replace('  secrets:', `  settings: { ${key}: "true" }\n  secrets:`);
    expectError(await failure(planText(world, text)), { code: 'bad_request', reason: 'settingHasItsOwnPlace' });
  });
});

describe('a plan that was not shown', () => {
  it('is not carried out when its hash is another, its id is unknown, or it is too old', async () => {
    const plan = await planText(world, exampleText('airstack'), {
      secrets: { SecretToken: world.target('airstack').mintToken() },
    });
    const from = placeInLog(world);
    const stale = { code: 'plan_stale', reason: 'planUnknown', next: /Make the plan again/ } as const;
    const hash = plan.hash.replace(/^./, (first) => (first === '0' ? '1' : '0'));
    expectError(await failure(applyPlan(world, { ...plan, hash })), stale);
    expectError(
      await failure(
        applyPlan(world, { ...plan, id: PlanId.parse(`${plan.id.slice(0, -1)}${plan.id.endsWith('0') ? '1' : '0'}`) }),
      ),
      stale,
    );
    expectError(await failure(world.call('setup.apply', { planId: plan.id, planHash: '' })), stale);
    await world.served.tenant.clock.advance(1_800_001);
    expectError(await failure(applyPlan(world, plan)), { ...stale, says: /30 minutes/ });
    expect(writesSeen(world, from)).toEqual([]);
  });
});
