import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveTenant } from '#emulator/serve';
import { needlesOf } from '#test/support/canary';
import { bound, canaryToken, configurationText, openCanaryWorld } from '#test/support/canary-world';
import { recordTokens } from '#test/support/recorded-tokens';
import { openSandbox, type Sandbox } from '#test/support/sandbox';

// A program that does everything wrong: it says, writes and hands on what it is given on standard input.
const leakyProgram = `
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
const text = readFileSync(0, 'utf8');
process.stdout.write('out ' + text);
process.stderr.write('err ' + text);
writeFileSync(join(process.env.HOME, 'kept'), Buffer.concat([Buffer.from([0, 255]), Buffer.from(text)]));
writeFileSync(join(process.env.TMPDIR, 'draft'), text);
spawnSync(process.execPath, ['-e', 'setTimeout(() => undefined, 120)', '--', 'key=' + text]);
`;

const disguises: readonly [string, string][] = [
  ['as it is', canaryToken],
  ['as a piece of 12 characters', canaryToken.slice(7, 19)],
  ['JSON-escaped', JSON.stringify({ value: canaryToken })],
  ['JSON in JSON', JSON.stringify({ body: JSON.stringify({ value: canaryToken }) })],
  ['URL-encoded', `?token=${encodeURIComponent(canaryToken)}`],
  ['as a form sends it', new URLSearchParams({ token: canaryToken }).toString()],
  ['base64', Buffer.from(canaryToken).toString('base64')],
  ['base64 behind "Bearer "', Buffer.from(`Bearer ${canaryToken}`).toString('base64')],
  ['base64url', Buffer.from(canaryToken).toString('base64url')],
];

describe.runIf(process.platform === 'linux')('a planted leak', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = openSandbox({}, 'nobody');
  });
  afterEach(() => sandbox.close());

  it.each(disguises)('%s is found wherever a program can leave it', async (_name, text) => {
    const script = sandbox.path('leaky.mjs');
    writeFileSync(script, leakyProgram);
    writeFileSync(sandbox.path('output', 'report'), text);
    const outcome = await sandbox.run([], { script, stdin: text });
    const places = new Set(sandbox.leaks([outcome], needlesOf(canaryToken)).map(({ place }) => place));
    expect([...places].sort()).toEqual(
      ['arguments', 'home: kept', 'output: report', 'stderr', 'stdout', 'temp: draft'].sort(),
    );
  });

  it('is not seen where there is none', async () => {
    const script = sandbox.path('leaky.mjs');
    writeFileSync(script, leakyProgram);
    const outcome = await sandbox.run([], { script, stdin: 'Zq9 and "t\\en" mean nothing by themselves' });
    expect(sandbox.leaks([outcome], needlesOf(canaryToken))).toEqual([]);
  });
});

describe('a token of the sign-in', () => {
  it('is recorded by its kind, and its appearance in what a command wrote is found', async () => {
    const world = await openCanaryWorld();
    const more = recordTokens(world.served.tenant);
    await world.run(['setup', 'plan', world.file(configurationText()), ...bound, '--json']);
    const [access] = [...more].filter((token) => token.startsWith('eyJ'));
    const refresh = [...more].find((token) => token.startsWith('1.'));
    expect(world.leaks()).toEqual([]);
    for (const [index, token] of [access, refresh].entries()) {
      writeFileSync(`${world.folder}/${index}`, `x ${token?.slice(-20)} x`);
    }
    expect(world.leaks().map(({ place }) => place)).toEqual(['0', '1']);
    await world.close();
  });

  it('is left in the answer that the tenant gives', async () => {
    const served = await serveTenant({ clockMode: 'warp' });
    recordTokens(served.tenant);
    const url = `${served.endpoints.authority}/organizations/oauth2/v2.0/token`;
    const answer = await served.tenant.fetch(new Request(url, { method: 'POST', body: 'grant_type=none' }));
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: expect.any(String) }]);
    await served.close();
  });
});
