import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveBatch } from '#core/archive/archive-port';
import { type ArchivedRow, archivedRowOf } from '#core/archive/archived-row';
import { ticksIn, ticksOfMs } from '#core/archive/ticks';
import { createArchiveStore } from '#platform/archive/archive-store';
import type { KeyVault } from '#platform/identity/keychain';

export const tenant = { authority: 'https://login.example', graph: 'https://graph.example', tenantId: 'contoso' };
export const now = Date.UTC(2026, 10, 21, 12);

export interface RowFacts {
  readonly id?: string;
  readonly hoursAgo?: number;
  readonly person?: string;
  readonly name?: string;
  readonly application?: string;
  readonly status?: string;
  readonly action?: string;
  readonly code?: string | null;
  readonly reason?: string | null;
  readonly cycle?: string;
}

export const guid = (number: number): string => `${String(number).padStart(8, '0')}-1111-4222-8333-444444444444`;

/** A row of the log as the service sends it. */
export const rawRow = (number: number, facts: RowFacts = {}): Readonly<Record<string, unknown>> => ({
  id: facts.id ?? guid(number),
  activityDateTime: new Date(now - (facts.hoursAgo ?? number) * 3_600_000).toISOString(),
  provisioningAction: facts.action ?? 'update',
  cycleId: facts.cycle ?? 'cycle-1',
  servicePrincipal: { id: `sp-${facts.application ?? 'airstack'}`, displayName: facts.application ?? 'Airstack' },
  sourceIdentity: {
    id: facts.person ?? guid(900_000 + number),
    displayName: facts.name ?? `Person ${number}`,
    identityType: 'User',
    details: {
      UserPrincipalName: `${facts.name ?? `person${number}`}@contoso.example`.replaceAll(' ', '.').toLowerCase(),
    },
  },
  provisioningStatusInfo: {
    status: facts.status ?? 'success',
    errorInformation:
      facts.code === undefined && facts.reason === undefined
        ? null
        : { errorCode: facts.code ?? null, reason: facts.reason ?? null },
  },
});

export function rowOf(number: number, facts: RowFacts = {}): ArchivedRow {
  const row = archivedRowOf(rawRow(number, facts));
  if (row === null) throw new Error('a row of the test cannot be read');
  return row;
}

export const batchOf = (rows: readonly ArchivedRow[], change: Partial<ArchiveBatch> = {}): ArchiveBatch => ({
  rows,
  read: null,
  runStartedAt: null,
  finalAfter: ticksIn(24 * 3_600_000),
  ...change,
});

export const wholeDay = { from: ticksOfMs(now - 86_400_000), to: ticksOfMs(now), readAt: ticksOfMs(now) };

export const vaultWith = (byte: number | null): KeyVault => ({
  get: async () => (byte === null ? null : new Uint8Array(32).fill(byte)),
});

/** A folder for archives, and stores on it as processes would open them. */
export function createArchiveFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  const open: { close(): Promise<void> }[] = [];
  return {
    folder,
    store(vault: KeyVault = vaultWith(1), maxPages?: number) {
      const log = { write: () => undefined };
      const clock = { now: () => now, sleep: async () => undefined };
      const store = createArchiveStore({ folder, vault, clock, log, maxPages });
      open.push(store);
      return store;
    },
    async remove() {
      await Promise.all(open.map((store) => store.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
