import { expect } from 'vitest';
import { type GoodCase, good, keptIn, type Story } from './good-case.ts';
import type { Transport } from './transport.ts';

const noWindow = ({ choosesFiles }: Transport) =>
  choosesFiles ? null : ({ code: 'bad_request', reason: 'noFileWindow' } as const);

/** Without a key vault each process begins with an archive that is off. */
const off = { code: 'secret_required', reason: 'archiveOff' } as const;

const isArchived = ({ transport }: Story): 'archive' | 'service' => (transport.oneProcess ? 'archive' : 'service');

/** The log: archived, searched, grouped, taken away. It holds what the cases before did. */
export const archiveCases: readonly GoodCase[] = [
  good('archive.show', {
    check: ({ status, settings, setAside }, { transport }) => {
      expect(status).toBe(transport.oneProcess ? 'ready' : 'off');
      expect([settings, setAside]).toEqual([{ retentionDays: 365, finalAfterHours: 24 }, []]);
    },
  }),
  good('archive.configure', {
    input: () => ({ finalAfterHours: 48 }),
    check: ({ settings }) => expect(settings).toEqual({ retentionDays: 365, finalAfterHours: 48 }),
  }),
  good('logs.sync', {
    check: ({ added, unreadable }) => {
      expect(added).toBeGreaterThan(3);
      expect(unreadable).toBe(0);
    },
    acrossProcesses: off,
  }),
  good('logs.search', {
    input: () => ({ filter: { status: 'success' }, limit: 3 }),
    check: ({ rows, source }, story) => {
      expect(source).toBe(isArchived(story));
      expect(rows.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
      story.kept.set('logRow', rows[0]?.id ?? '');
    },
  }),
  good('logs.count', {
    check: ({ rows }) => expect(rows).toBeGreaterThan(3),
    acrossProcesses: { code: 'not_found', reason: 'noArchive' },
  }),
  good('logs.groups', {
    input: () => ({ filter: { status: 'skipped' }, parts: 4 }),
    check: ({ groups, source }, story) => {
      expect(source).toBe(isArchived(story));
      for (const { trend, count } of groups) {
        expect(trend).toHaveLength(4);
        expect(trend.reduce((sum, part) => sum + part, 0)).toBe(count);
      }
    },
  }),
  good('logs.entry', {
    input: (story) => ({ id: keptIn(story, 'logRow') }),
    check: ({ entry, catalogue }, story) => {
      expect(entry).toMatchObject({ id: keptIn(story, 'logRow'), status: 'success' });
      expect(entry.steps.length).toBeGreaterThan(0);
      expect(catalogue).toBeNull();
    },
  }),
  good('logs.export', {
    input: () => ({ filter: { status: 'success' }, format: 'json' }),
    check: ({ file, rows }) => {
      expect(file).toMatch(/provisioning-log\.json$/);
      expect(rows).toBeGreaterThan(2);
    },
    refusedOn: noWindow,
  }),
  good('archive.setPassphrase', {
    input: async (story) => ({ passphrase: (await handOver(story, 'four words for testing')) as never }),
    check: ({ status, protection }) => expect([status, protection]).toEqual(['ready', 'vault']),
    acrossProcesses: { code: 'secret_required', reason: 'unknownSecretHandle' },
  }),
  good('archive.makeRecoveryKey', {
    check: ({ file }) => expect(file).toMatch(/recovery-key\.txt$/),
    refusedOn: noWindow,
  }),
  good('archive.recover', {
    input: () => ({ name: 'set-aside-2026-01-31T00-00-00Z-damaged' }),
    check: () => expect.unreachable('nothing was set aside'),
    refusedOn: ({ oneProcess }) => (oneProcess ? { code: 'not_found', reason: 'unknownFile' } : off),
  }),
];

async function handOver({ transport }: Story, value: string): Promise<string> {
  const { result } = await transport.call('secrets.put', { value });
  return result.ok ? (result.data as { readonly handle: string }).handle : `secret_${'0'.repeat(36)}`;
}
