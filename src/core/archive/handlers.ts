import type { Graph } from '#core/graph/graph';
import { canonicalJson } from '#core/journal/canonical-json';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import type { JournalKey, Ports } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { createSingleRun, type Waiter } from '#core/rpc/single-run';
import type { SecretRegister } from '#core/secrets/secret-register';
import type { Output } from '#shared/contract/index';
import { type SyncProgress, syncLog } from './sync-log.ts';
import { ticksIn, ticksOfMs } from './ticks.ts';

type ArchivePath =
  | 'archive.show'
  | 'archive.configure'
  | 'archive.setPassphrase'
  | 'archive.makeRecoveryKey'
  | 'archive.recover'
  | 'logs.sync';

export interface ArchiveServices {
  readonly ports: Ports;
  readonly graph: Graph;
  readonly secrets: SecretRegister;
}

const shortestPassphrase = 12;
const hourMs = 3_600_000;

/** Takes the ports; gives the tenant whose archive is meant. Raises `unauthenticated`. */
export const archiveKeyOf = async ({ identity }: Pick<Ports, 'identity'>): Promise<JournalKey> =>
  journalKeyOf(identity.cloud, await requireAccount(identity));

/**
 * Takes the ports, the way to Graph and the secrets of this process; gives the handlers of the archive. They raise what
 * `ArchiveStore` and the provisioning log raise.
 */
export function createArchiveHandlers({ ports, graph, secrets }: ArchiveServices): Pick<Handlers, ArchivePath> {
  const { archive, exports } = ports;
  const runs = createSingleRun<Output<'logs.sync'>>();
  return {
    'archive.show': async () => archive.describe(await archiveKeyOf(ports)),
    'archive.configure': async ({ retentionDays, finalAfterHours }) => {
      const key = await archiveKeyOf(ports);
      await archive.configure(key, {
        ...(retentionDays === undefined ? {} : { retentionDays }),
        ...(finalAfterHours === undefined ? {} : { finalAfterHours }),
      });
      return archive.describe(key);
    },
    'archive.setPassphrase': async ({ passphrase }) => {
      const key = await archiveKeyOf(ports);
      const text = secrets.reveal(passphrase);
      if ([...text].length < shortestPassphrase) throw tooShort();
      // Whatever comes of it, it is entered anew the next time.
      secrets.discard(passphrase);
      await archive.passphrase(key, text);
      return archive.describe(key);
    },
    'archive.makeRecoveryKey': async () => {
      const key = await archiveKeyOf(ports);
      const path = await exports.choose('log-archive-recovery-key.txt');
      if (path === null) return { file: null };
      await archive.makeRecoveryKey(key, (recoveryKey) => exports.writePrivate(path, recoveryText(key, recoveryKey)));
      return { file: nameOf(path) };
    },
    'archive.recover': async ({ name, secret }) => {
      const text = secret === undefined ? null : secrets.reveal(secret);
      if (secret !== undefined) secrets.discard(secret);
      return archive.recover(await archiveKeyOf(ports), { name, secret: text });
    },
    'logs.sync': async (_input, context) => {
      const key = await archiveKeyOf(ports);
      return runs.join(canonicalJson(key), (shared) => synchronise({ ports, graph }, key, shared), context);
    },
  };
}

/** Takes a path of this machine; gives the name of the file. */
export const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

const recoveryText = ({ tenantId }: JournalKey, recoveryKey: string): string =>
  [
    'Recovery key of the log archive',
    `Tenant: ${tenantId}`,
    '',
    recoveryKey,
    '',
    'Keep it where neither this computer nor its thief is: whoever has it and the archive can read the archive.',
    'To use it: open the log archive in the console, or run "archive recover FILE --secret RecoveryKey=prompt".',
    '',
  ].join('\n');

const tooShort = (): CoreError =>
  new CoreError('bad_request', `The passphrase has fewer than ${shortestPassphrase} characters.`, {
    reason: 'passphraseTooShort',
    nextStep: 'Take a longer one, for example four words that have nothing to do with each other.',
  });

async function synchronise(
  { ports, graph }: Pick<ArchiveServices, 'ports' | 'graph'>,
  key: JournalKey,
  { signal, progress }: Waiter,
): Promise<Output<'logs.sync'>> {
  const { settings } = await ports.archive.describe(key);
  const keep = settings.retentionDays === null ? null : ticksIn(settings.retentionDays * 24 * hourMs);
  const archive = await ports.archive.write(key);
  try {
    const report = await syncLog({
      graph,
      clock: ports.clock,
      archive,
      rules: { finalAfter: ticksIn(settings.finalAfterHours * hourMs), keep },
      signal,
      onProgress: (now) =>
        progress({ state: 'running', message: progressText(now), completed: Math.round(now.share * 100), total: 100 }),
    });
    // By the service's clock: a machine whose own is ahead would remove what is to be kept.
    const now = ports.clock.now() - (report.clockAheadMs ?? 0);
    const removed = keep === null ? 0 : await archive.prune(ticksOfMs(now) - keep);
    return { ...report, removed };
  } finally {
    await archive.close();
  }
}

/** Takes how far a run is; gives it in words: rows, rate and time left. Pure. */
export function progressText({ added, rowsPerSecond, leftMs }: SyncProgress): string {
  const rows = `${added.toLocaleString('en')} new rows, ${Math.round(rowsPerSecond).toLocaleString('en')} a second`;
  return leftMs === null || leftMs <= 0 ? rows : `${rows}, about ${durationText(leftMs)} left`;
}

function durationText(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  if (minutes < 2) return 'a minute';
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
