import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import type { TenantOptions } from '#emulator/tenant-options';
import { openSqlDatabase } from '#platform/archive/sql-database';
import { runCommand } from '#test/support/command-line';
import { CallFailed, type DemoWorld, openDemoWorld } from '#test/support/demo-world';

const visitor = 'ada.admin@contoso.demo.example';
const logRows = 1_500;

describe('the log commands on a machine without a key vault', () => {
  let served: ServedTenant;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'log-archive-'));
    served = await serveTenant({
      clockMode: 'real',
      size: { users: 200, logRows },
      faults: [{ fault: 'report-limit', on: false }],
    });
    writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(served.endpoints));
  });
  afterEach(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const cli = (...args: string[]) =>
    runCommand([...args, '--endpoints', join(folder, 'endpoints.json'), '--data-dir', join(folder, 'data'), '--json'], {
      visitor,
      env: { PROVISIONING_SECRET_ARCHIVE: 'four words for testing' },
    });
  const passphrase = ['--secret', 'Passphrase=env:PROVISIONING_SECRET_ARCHIVE'];
  const dataOf = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout);

  it('are off until a passphrase is set and locked without it, and read the service until then', async () => {
    const off = await cli('log', 'sync');
    expect(off.exitCode).toBe(2);
    expect(off.stderr).toContain('archiveOff');
    expect(dataOf(await cli('archive', 'status'))).toMatchObject({ status: 'off', reason: 'noVault', rows: 0 });
    expect(dataOf(await cli('log', 'search', '--limit', '3'))).toMatchObject({ source: 'service', complete: false });
    expect(dataOf(await cli('log', 'groups', '--limit', '2'))).toMatchObject({ source: 'service' });

    expect((await cli('archive', 'passphrase', ...passphrase)).exitCode).toBe(0);
    expect(dataOf(await cli('log', 'search', '--limit', '3'))).toMatchObject({ source: 'service' });
    const locked = await cli('log', 'sync');
    expect(locked.stderr).toContain('archiveLocked');
  }, 200_000);

  it('refuse a passphrase that is short, another secret, and a passphrase as an argument', async () => {
    expect((await cli('archive', 'passphrase', '--secret', 'Passphrase=abc')).stderr).toContain('secretFromArgument');
    expect((await cli('archive', 'passphrase', '--secret', 'Other=stdin')).stderr).toContain('secretLabelUnknown');
    expect((await cli('archive', 'passphrase')).stderr).toContain('secretNotGiven');
    expect((await cli('log', 'export', '--out', 'log.txt')).stderr).toContain('outMissing');
    expect((await cli('log', 'search', '--since', 'yesterday')).stderr).toContain('invalidInput');
  }, 100_000);
});

let world: DemoWorld;
let folder: string;
let target = '';

const open = async (options: Partial<TenantOptions> & { readonly username?: string }) => {
  folder = mkdtempSync(join(tmpdir(), 'log-export-'));
  target = join(folder, 'log');
  world = await openDemoWorld({
    ...options,
    host: (fixed) => ({
      ...fixed,
      picker: {
        chooseConfiguration: async () => null,
        chooseFolder: async () => null,
        chooseCertificates: async () => null,
        chooseBundle: async () => null,
        chooseBundleFolder: async () => null,
        chooseExport: async (name) => `${target}-${name}`,
      },
    }),
  });
};

afterEach(async () => {
  await world?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

describe('the archive on a demo tenant', () => {
  beforeEach(() => open({ size: { users: 200, logRows } }));

  it('has every row of the log, and tells rate and time left on the way', async () => {
    const report = await world.call('logs.sync', {});
    expect(report).toMatchObject({ added: logRows, removed: 0, unreadable: 0, clockAheadMs: 0 });
    expect(await world.call('archive.show', {})).toMatchObject({
      status: 'ready',
      rows: logRows,
      gaps: [],
      brokenOff: false,
    });
    const messages = world.progress.map(({ message }) => message);
    expect(
      messages.some((message) => /^[\d,]+ new rows, [\d,]+ a second, about (?:a|\d+) minutes? left$/.test(message)),
    ).toBe(true);
    expect(await world.call('logs.sync', {})).toMatchObject({ added: 0 });
  });

  it('never sends more than five requests in ten seconds, whoever reads the log', async () => {
    const reading = [
      world.call('logs.sync', {}),
      ...Array.from({ length: 4 }, () => world.call('logs.list', { limit: 5 })),
    ];
    await Promise.all(reading);
    const reports = world.served.tenant.requestLog.filter(({ path }) => path.includes('/auditLogs/'));
    expect(reports.length).toBeGreaterThan(34);
    expect(reports.filter(({ status }) => status === 429)).toEqual([]);
  });

  it('gives one entry whole, with the remedy of the catalogue beside what the service recommends', async () => {
    await world.call('logs.sync', {});
    const { rows } = await world.call('logs.search', { filter: { errorCode: 'EntryConflict' }, limit: 1 });
    const [row] = rows;
    const detail = await world.call('logs.entry', { id: row?.id ?? '' });
    expect(detail.entry.steps.length).toBeGreaterThan(1);
    expect(detail.catalogue).toContain('another account');
    expect(detail.recommended).not.toBe(detail.catalogue);
    expect((await world.call('logs.count', { filter: { errorCode: 'EntryConflict' } })).rows).toBeGreaterThan(1);
  });

  it.each(['csv', 'json', 'sqlite'] as const)('writes what fits as %s', async (format) => {
    await world.call('logs.sync', {});
    const { rows: expected } = await world.call('logs.count', { filter: { status: 'failure' } });
    const written = await world.call('logs.export', { filter: { status: 'failure' }, format });
    expect(written).toMatchObject({
      rows: expected,
      source: 'archive',
      complete: true,
      file: `log-provisioning-log.${format}`,
    });
    const path = `${target}-provisioning-log.${format}`;
    expect(statSync(path).mode & 0o077).toBe(0);
    if (format === 'json') expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveLength(expected);
    if (format === 'csv') expect(readFileSync(path, 'utf8').split('\r\n')).toHaveLength(expected + 2);
    if (format !== 'sqlite') return;
    const database = await openSqlDatabase(path, null);
    expect(database.statement('SELECT count(*) FROM log').rows([])).toEqual([[expected]]);
    database.close();
  });

  it('writes a recovery key into a file that only this user reads, and gives it to no caller', async () => {
    await world.call('logs.sync', {});
    expect(await world.call('archive.makeRecoveryKey', {})).toEqual({ file: 'log-log-archive-recovery-key.txt' });
    const path = `${target}-log-archive-recovery-key.txt`;
    expect(readFileSync(path, 'utf8')).toMatch(/^(?:[0-9A-Z]{4}-){7}[0-9A-Z]{4}$/m);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(await world.call('archive.show', {})).toMatchObject({ recoveryKey: true });
  });

  it('leaves no file where an export is cut short', async () => {
    await world.call('logs.sync', {});
    target = join(folder, 'no-such-folder', 'log');
    await expect(world.call('logs.export', { filter: {}, format: 'csv' })).rejects.toThrow('fileUnwritable');
    expect(existsSync(join(folder, 'no-such-folder'))).toBe(false);
  });
});

const failureOf = async (call: Promise<unknown>) => {
  const cause: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (cause instanceof CallFailed) return cause.error;
  throw new Error('the call did not fail as it should');
};

describe('a log that cannot be read', () => {
  it('says that the tenant has no premium licence; what was archived is searched on', async () => {
    await open({ size: { users: 100, logRows: 300 } });
    await world.call('logs.sync', {});
    Object.assign(world.served.tenant.state, { premium: false });
    const error = await failureOf(world.call('logs.sync', {}));
    expect(error).toMatchObject({ code: 'license_required', requestId: expect.any(String) });
    expect(error.message).toContain('P1 or P2');
    expect(await world.call('logs.search', { limit: 5 })).toMatchObject({ source: 'archive' });
    expect(await world.call('archive.show', {})).toMatchObject({ status: 'ready', rows: 300 });
    expect((await world.call('fleet.show', {})).applications).toBeDefined();
  });

  it('says that the role may not read it', async () => {
    await open({ size: { users: 100, logRows: 50 } });
    const { served } = world;
    const person = await openDemoWorld({ served, username: 'sofia.nyberg@contoso.demo.example' });
    try {
      const error = await failureOf(person.call('logs.sync', {}));
      expect(error).toMatchObject({ code: 'role_missing', requestId: expect.any(String) });
      expect(error.nextStep).toContain('Reports Reader');
      expect(await person.call('archive.show', {})).toMatchObject({ status: 'ready', rows: 0 });
      expect(await person.call('session.show', {})).toMatchObject({
        account: { username: expect.stringContaining('sofia') },
      });
    } finally {
      await person.close();
    }
  });

  it('goes on when a link to the next page has expired', async () => {
    await open({ size: { users: 100, logRows: 4_000 } });
    const { tenant } = world.served;
    let pages = 0;
    Object.defineProperty(tenant.faults, 'expireSkiptokens', { value: tenant.faults.expireSkiptokens, writable: true });
    const watching = setInterval(() => {
      pages += 1;
      tenant.faults.expireSkiptokens(pages % 2 === 0 ? tenant.clock.now() : Number.NEGATIVE_INFINITY);
    }, 1);
    try {
      expect(await world.call('logs.sync', {})).toMatchObject({ added: 4_000 });
    } finally {
      clearInterval(watching);
    }
  });
});
