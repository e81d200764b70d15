import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journalKeyOf } from '#core/journal/journal-key';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import { createArchiveStore } from '#platform/archive/archive-store';
import { parseEndpointsFile, toCloud } from '#platform/clouds';
import { fixedVault } from '#test/support/archive/fixed-vault';
import { createHardLog } from '#test/support/archive/hard-log';
import type { FromArchiver } from '#test/support/archive/kill-messages';
import { type BuiltProgram, buildChild } from '#test/support/kill/build-child';

const hour = 3_600_000;
const startAt = Date.UTC(2026, 10, 21, 12, 0, 0);
const size = 6_000;

let program: BuiltProgram;
let served: ServedTenant;
let dataFolder: string;
let log: ReturnType<typeof createHardLog>;
let running: ChildProcess | null = null;
/** Kills the process that runs when so many pages of the log were answered. */
let pagesUntilKill = Number.POSITIVE_INFINITY;
let delayMs = 0;

beforeAll(async () => {
  program = await buildChild('test/support/archive/kill-child.ts');
  dataFolder = mkdtempSync(join(tmpdir(), 'kill-archive-'));
  log = createHardLog(startAt, size);
  served = await serveTenant({
    clockMode: 'warp',
    startAt,
    faults: [{ fault: 'late-logs' }],
    intercept: async (phase, { path }) => {
      if (phase !== 'acted' || !path.includes('/auditLogs/provisioning')) return;
      pagesUntilKill -= 1;
      const child = running;
      // Not awaited: the page arrives, and the kill meets whatever is done with it.
      if (pagesUntilKill === 0) void wait(delayMs).then(() => child?.kill('SIGKILL'));
    },
  });
  Object.assign(served.tenant.provisioning, { logRows: log.rows });
});

afterAll(async () => {
  await served.close();
  program.remove();
  rmSync(dataFolder, { recursive: true, force: true });
});

/** One run in a process of its own: how it ended. */
async function archive(): Promise<string> {
  const child = fork(program.entry, [], {
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  running = child;
  let stderr = '';
  let end = 'crashed';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  child.on('message', (message: FromArchiver) => {
    if (message.kind === 'done') end = 'done';
    if (message.kind === 'failed') end = `failed: ${message.error.code} ${message.error.message}`;
    if (message.kind !== 'sleep') return;
    void served.tenant.clock.sleep(message.milliseconds).then(() => {
      if (child.connected) child.send({ kind: 'woke', id: message.id, now: served.tenant.clock.now() });
    });
  });
  child.send({
    kind: 'work',
    endpoints: served.endpoints,
    dataFolder,
    username: 'ada.admin@contoso.demo.example',
    now: served.tenant.clock.now(),
  });
  const [[, signal]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  running = null;
  if (signal === 'SIGKILL') return 'killed';
  return end === 'crashed' ? `crashed: ${stderr}` : end;
}

async function archivedRows(): Promise<Map<string, string | null>> {
  const store = createArchiveStore({
    folder: join(dataFolder, 'archive'),
    vault: fixedVault,
    clock: served.tenant.clock,
    log: { write: () => undefined },
  });
  try {
    const cloud = toCloud(parseEndpointsFile(JSON.stringify(served.endpoints)));
    const account = { tenantId: served.tenant.state.tenantId };
    const reader = await store.read(journalKeyOf(cloud, account as Parameters<typeof journalKeyOf>[1]));
    if (reader === null) throw new Error('there is no archive');
    const ids: string[] = [];
    for (let offset = 0; ; offset += 1000) {
      const page = await reader.search({}, { offset, limit: 1000 });
      ids.push(...page.map(({ id }) => id));
      if (page.length < 1000) break;
    }
    expect(ids).toHaveLength(await reader.count({}));
    const originals = await reader.originals(ids);
    expect(new Set(ids).size).toBe(ids.length);
    return new Map(ids.map((id, index) => [id, originals[index] ?? null]));
  } finally {
    await store.close();
  }
}

// Kills at these pages of a run, so many milliseconds after the answer left; and how long nothing happens afterwards.
const kills = [
  [1, 0, 0],
  [2, 0, 0],
  [2, 12, 0],
  [3, 3, 0.2],
  [4, 25, 0],
  [5, 8, 0],
  [7, 1, 1.5],
  [9, 40, 0],
  [3, 15, 0],
  [12, 6, 0.5],
  [2, 30, 3],
  [4, 18, 0],
] as const;

describe('an archive whose process is killed while it reads the log', () => {
  it('equals the tenant’s log in the end, row for row, late rows and rows on borders of windows included', async () => {
    const ends: string[] = [];
    for (const [pages, delay, hours] of kills) {
      pagesUntilKill = pages;
      delayMs = delay;
      ends.push(await archive());
      await served.tenant.clock.advance(hours * hour);
    }
    pagesUntilKill = Number.POSITIVE_INFINITY;
    expect(ends.filter((end) => end !== 'killed' && end !== 'done')).toEqual([]);
    expect(ends.filter((end) => end === 'killed').length).toBeGreaterThanOrEqual(kills.length - 2);
    expect(await archive()).toBe('done');
    await served.tenant.clock.advance(25 * hour);
    expect(await archive()).toBe('done');
    const rows = await archivedRows();
    const expected = new Map(log.all.map((row) => [String(row.id), JSON.stringify(row)]));
    expect(rows.size).toBe(expected.size);
    const different = [...expected].filter(([id, json]) => rows.get(id) !== json).map(([id]) => id);
    expect(different).toEqual([]);
  }, 300_000);
});
