import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bound, type CanaryWorld, configurationText, openCanaryWorld } from '#test/support/canary-world';

let world: CanaryWorld;
let ids: readonly string[] = [];

const threshold =
  'safety: { deletionThreshold: { enabled: true, value: 41 } }\nnotifications: { email: ops@contoso.demo.example }\n';

const json = async (...argv: readonly string[]) => {
  const { exitCode, stdout, stderr } = await world.run([...argv, '--json']);
  return { exitCode, stderr, data: stdout === '' ? null : JSON.parse(stdout) };
};

const journalFile = (): string => {
  const names = readdirSync(world.folder, { recursive: true, encoding: 'utf8' });
  return join(world.folder, names.find((name) => name.endsWith('journal.jsonl')) ?? '');
};

beforeAll(async () => {
  world = await openCanaryWorld();
  for (const text of [configurationText(), configurationText() + threshold]) {
    const { exitCode, stderr } = await world.run(['setup', 'apply', world.file(text), ...bound, '--yes']);
    if (exitCode !== 0) throw new Error(stderr);
  }
  const { data } = await json('snapshot', 'list', 'Canary');
  ids = data.snapshots.map(({ id }: { id: string }) => id);
}, 120_000);
afterAll(() => world.close());

describe('the commands about what changed', () => {
  it('list snapshots with who, when and how they are kept', async () => {
    const { exitCode, stdout } = await world.run(['snapshot', 'list', 'Canary']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/before +Canary +ada\.admin@contoso\.demo\.example +setting up/);
    expect(stdout).toContain('How they are kept: Not encrypted');
    expect(stdout).toContain('PROVISIONING_NO_KEYCHAIN');
    expect(ids).toHaveLength(4);
  });

  it('print a snapshot as a configuration whose plan names no write', async () => {
    const { stdout } = await world.run(['snapshot', 'show', ids[3] ?? '']);
    expect(stdout).toContain('label: SecretToken');
    const planned = await json('setup', 'plan', world.file(stdout));
    expect(planned.data.writes).toBe(0);
  });

  it('compare two snapshots, and one with the tenant now, in words', async () => {
    const both = await world.run(['snapshot', 'compare', ids[1] ?? '', ids[3] ?? '']);
    expect(both.stdout).toContain('deletion threshold');
    const now = await world.run(['snapshot', 'compare', (ids[3] ?? '').slice(0, 13)]);
    expect(now.stdout).toContain('nothing differs');
    expect((await world.run(['snapshot', 'compare', 'ffffffff'])).exitCode).toBe(1);
    expect((await world.run(['snapshot', 'compare', '../../etc'])).exitCode).toBe(2);
  });

  it('show a rollback before it is made, ask for it, and carry it out', async () => {
    const to = ids[1] ?? '';
    const shown = await world.run(['snapshot', 'rollback', to, '--plan']);
    expect([shown.exitCode, shown.stdout]).toEqual([0, expect.stringContaining('Accidental-deletion threshold')]);
    expect((await world.run(['snapshot', 'rollback', to, ...bound])).exitCode).toBe(2);
    const done = await world.run(['snapshot', 'rollback', to, ...bound, '--yes']);
    expect([done.exitCode, done.stdout]).toEqual([0, expect.stringContaining('verified')]);
    expect((await world.run(['snapshot', 'compare', to])).stdout).toContain('nothing differs');
  });

  it('tell the history with the rollback first, and what it cannot say', async () => {
    const { exitCode, stdout } = await world.run(['history', 'Canary']);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').slice(1, 3).join(' ')).toMatch(/ada\.admin.*Rolling back to the snapshot of/);
    expect(stdout).toContain('What it cannot say');
  });

  it('take several people on demand as a queue, list it, show it and compare it', async () => {
    const people = join(world.folder, '..', 'people.txt');
    writeFileSync(people, '# the first ones\nsofia.nyberg@contoso.demo.example\n\nnobody@contoso.demo.example\n');
    const run = await world.run(['provision', 'Canary', '--from', people, '--stop-at-failure']);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('nobody@contoso.demo.example: refused');
    const { data } = await json('on-demand', 'list', 'Canary');
    expect(data.runs).toMatchObject([{ number: 1, subjects: 2, tried: 2, failed: 1 }]);
    expect(data.keeping.words).toContain('values of people’s attributes are not kept');
    const shown = await json('on-demand', 'show', data.runs[0].id);
    expect(shown.data.valuesKept).toBe(false);
    expect(JSON.stringify(shown.data)).not.toContain('Sofia');
    const compared = await world.run(['on-demand', 'compare', data.runs[0].id, data.runs[0].id]);
    expect(compared.stdout).toContain('Nothing of the configuration changed');
    expect((await world.run(['on-demand', 'resume', data.runs[0].id])).exitCode).toBe(1);
  });

  it('verify and export the journal, and end with an exit code of their own when its end is gone', async () => {
    const whole = await world.run(['journal', 'verify']);
    expect([whole.exitCode, whole.stdout]).toEqual([0, expect.stringContaining('The journal is intact.')]);
    const text = readFileSync(journalFile(), 'utf8');
    const exported = await world.run(['journal', 'export']);
    expect(exported.stdout.trimEnd()).toBe(text.trimEnd());
    writeFileSync(journalFile(), `${text.trimEnd().split('\n').slice(0, -2).join('\n')}\n`);
    const cut = await world.run(['journal', 'verify']);
    expect([cut.exitCode, cut.stdout]).toEqual([6, expect.stringContaining('the end was removed')]);
    expect((await world.run(['jobs', 'pause', 'Canary'])).exitCode).toBe(6);
    expect((await world.run(['journal', 'accept-loss'])).exitCode).toBe(2);
    expect((await world.run(['journal', 'accept-loss', '--yes'])).exitCode).toBe(0);
    expect((await world.run(['jobs', 'pause', 'Canary'])).exitCode).toBe(0);
    expect((await world.run(['journal', 'verify'])).stdout).toContain('accepted');
  });

  it('left no piece of a secret anywhere', () => {
    expect(statSync(world.folder).isDirectory()).toBe(true);
    expect(world.leaks()).toEqual([]);
  });
});
