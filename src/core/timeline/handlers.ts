import type { Graph } from '#core/graph/graph';
import type { ServicePrincipal } from '#core/graph/shapes';
import { canonicalJson, sha256 } from '#core/journal/canonical-json';
import { entriesOf } from '#core/journal/handlers';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import { type FoundJournal, readJournal, verificationOf } from '#core/journal/verify-journal';
import { selectApplication } from '#core/operations/select-application';
import type { JournalKey, Ports } from '#core/ports';
import type { CallContext, Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { compareContents } from '#core/snapshots/compare-snapshots';
import { contentOf } from '#core/snapshots/content';
import { snapshotsOf } from '#core/snapshots/handlers';
import { type KeptSnapshot, type KeptSnapshots, listKept, readContent } from '#core/snapshots/keep-snapshot';
import { readFacts } from '#core/snapshots/read-facts';
import { momentInWords, type SnapshotContent, snapshotSummary } from '#core/snapshots/snapshot';
import type { Timeline, TimelineGap } from '#shared/model/timeline';
import { readAuditEvents, retention } from './audit-events.ts';
import { buildTimeline, type Window } from './build-timeline.ts';
import { ownRuns } from './own-runs.ts';

interface Services {
  readonly ports: Ports;
  readonly graph: Graph;
}

/** Windows whose snapshots are read and compared; older ones are only listed. */
const mostWindows = 200;

/** Contents of snapshots, each read once; null = it cannot be read, which the gaps say. */
function createContents(ports: Ports, key: JournalKey) {
  const read = new Map<string, Promise<SnapshotContent | null>>();
  const unreadable: string[] = [];
  const open = async (kept: KeptSnapshot): Promise<SnapshotContent | null> => {
    try {
      return await readContent(ports, key, kept);
    } catch (cause) {
      if (!(cause instanceof CoreError) || cause.code !== 'storage_corrupt') throw cause;
      unreadable.push(kept.head.at);
      return null;
    }
  };
  return {
    unreadable,
    of: (kept: KeptSnapshot): Promise<SnapshotContent | null> => {
      const found = read.get(kept.head.hash) ?? open(kept);
      read.set(kept.head.hash, found);
      return found;
    },
  };
}

type Contents = ReturnType<typeof createContents>;

const summaryOf = ({ id, head }: KeptSnapshot) => snapshotSummary(id, head);

async function windowBetween(contents: Contents, before: KeptSnapshot, after: KeptSnapshot): Promise<Window> {
  const ends = { before: summaryOf(before), after: summaryOf(after) };
  if (before.head.hash === after.head.hash) return { ...ends, differences: [] };
  const [one, other] = await Promise.all([contents.of(before), contents.of(after)]);
  return { ...ends, differences: one === null || other === null ? [] : compareContents(one, other).differences };
}

async function windowsOf(
  contents: Contents,
  snapshots: readonly KeptSnapshot[],
  live: SnapshotContent | null,
): Promise<readonly Window[]> {
  const recent = snapshots.slice(-mostWindows);
  const windows: Window[] = [];
  for (const [index, before] of recent.entries()) {
    const after = recent[index + 1];
    if (after !== undefined) windows.push(await windowBetween(contents, before, after));
  }
  const last = recent.at(-1);
  if (last === undefined || live === null) return windows;
  const same = (await sha256(canonicalJson(live))) === last.head.hash;
  const content = same ? null : await contents.of(last);
  const differences = content === null ? [] : compareContents(content, live).differences;
  return [...windows, { before: summaryOf(last), after: null, differences }];
}

/** The application as it is now, or why the end of the history is open. */
async function liveContent(services: Services, servicePrincipal: ServicePrincipal, signal: AbortSignal) {
  const { graph, ports } = services;
  const facts = await readFacts(
    { graph, profiles: ports.profiles },
    { servicePrincipal: Promise.resolve(servicePrincipal), servicePrincipalId: servicePrincipal.id, signal },
  );
  const gaps: TimelineGap[] = facts.missing.map(({ part, reason }) => ({
    code: 'partUnreadable',
    message: `The ${part} cannot be read now, so changes of it since the last snapshot cannot be seen: ${reason}`,
  }));
  return { content: contentOf(facts), gaps };
}

function snapshotGaps({ setAside, locked }: KeptSnapshots, own: readonly KeptSnapshot[]): readonly TimelineGap[] {
  const [first] = own;
  return [
    first === undefined
      ? {
          code: 'noSnapshots',
          message: 'There is no snapshot yet, so what changed elsewhere cannot be said.',
          nextStep: 'Take a snapshot: from then on every change can be told.',
        }
      : {
          code: 'beforeFirst',
          message: `What was changed elsewhere before the first snapshot of ${momentInWords(first.head.at)} cannot be said.`,
        },
    ...(setAside.length === 0
      ? []
      : [{ code: 'setAside', message: `Damaged records were set aside: ${setAside.join(', ')}.` }]),
    ...(locked === 0
      ? []
      : [
          {
            code: 'locked',
            message: `${locked} snapshots were sealed with another key (another program of this product, or a vault that was replaced) and cannot be opened here.`,
          },
        ]),
  ];
}

const alwaysGaps: readonly TimelineGap[] = [
  {
    code: 'thisMachine',
    message:
      'Our own writes and snapshots are those of this machine; what this product wrote on another one shows as made elsewhere.',
  },
  { code: 'late', message: 'Events of the tenant arrive some minutes late; the newest ones may be missing.' },
  {
    code: 'assignments',
    message:
      'Who assigned people or groups elsewhere is not among the events about provisioning; that it happened is seen from the snapshots.',
  },
];

const journalGaps = (journal: FoundJournal): readonly TimelineGap[] => {
  const { problem } = verificationOf(journal);
  return problem === null
    ? []
    : [
        {
          code: 'journal',
          message: `Our own journal cannot be trusted as it is: ${problem}.`,
          nextStep: 'Look at "journal verify".',
        },
      ];
};

async function show(
  services: Services,
  wanted: { readonly application: string; readonly since?: string | undefined; readonly limit: number },
  { signal, progress }: CallContext,
): Promise<Timeline> {
  const { ports, graph } = services;
  const key = journalKeyOf(ports.identity.cloud, await requireAccount(ports.identity));
  const servicePrincipal = await selectApplication(graph, { application: wanted.application, signal });
  const now = ports.clock.now();
  const oldest = new Date(now - retention.premiumDays * 86_400_000).toISOString();
  const since = wanted.since !== undefined && wanted.since > oldest ? wanted.since : oldest;
  const about = { servicePrincipalId: servicePrincipal.id, since, now, signal, progress };
  const [journal, kept, audit, live] = await Promise.all([
    readJournal(ports, key),
    listKept(ports, key),
    readAuditEvents(graph, about),
    liveContent(services, servicePrincipal, signal),
  ]);
  const own = snapshotsOf(kept.snapshots, servicePrincipal.id);
  const contents = createContents(ports, key);
  const windows = await windowsOf(contents, own, live.content);
  const { entries } = journal.chain;
  const all = buildTimeline({
    runs: ownRuns(entriesOf(entries, servicePrincipal.id), entries),
    audits: audit.events,
    snapshots: own.map(summaryOf),
    windows,
    now: new Date(now).toISOString(),
  }).filter(({ at }) => wanted.since === undefined || Date.parse(at) >= Date.parse(wanted.since));
  return {
    application: servicePrincipal.displayName,
    servicePrincipalId: servicePrincipal.id,
    entries: all.slice(0, wanted.limit),
    gaps: [
      ...audit.gaps,
      ...snapshotGaps(kept, own),
      ...contents.unreadable.map((at) => ({
        code: 'unreadable',
        message: `What the snapshot of ${momentInWords(at)} held is damaged or gone.`,
      })),
      ...live.gaps,
      ...journalGaps(journal),
      ...alwaysGaps,
    ],
    complete: all.length <= wanted.limit,
  };
}

/** Takes the ports and Graph; gives the handler of the change history. It raises what selecting the application and reading raise. */
export const createHistoryHandlers = (services: Services): Pick<Handlers, 'history.show'> => ({
  'history.show': (wanted, context) => show(services, wanted, context),
});
