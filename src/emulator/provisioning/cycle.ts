import type { CompiledObjectMapping } from './compiled-mapping.ts';
import { forEachConcurrently } from './concurrently.ts';
import { groupCandidates, personCandidates, resolvableReferences } from './cycle-candidates.ts';
import type { CycleRun, KindRun } from './cycle-run.ts';
import type { EntryEvent } from './entry-event.ts';
import { processEntry } from './entry-processor.ts';
import { decide } from './entry-scope.ts';
import { groupEntry, personEntry, type SourceEntry } from './source-entry.ts';
import { stageDelete } from './staged-deletes.ts';

/** What a cycle came to. */
export interface CycleCounts {
  evaluated: number;
  exported: number;
  failed: number;
  /** Deletes and disables held back by the threshold; 0 when it was not reached. */
  staged: number;
}

/** A cycle with its mappings and how far it came. */
export interface CyclePlan {
  readonly run: CycleRun;
  readonly mappings: readonly CompiledObjectMapping[];
  /** Objects a page; progress is counted in pages. */
  readonly pageSize: number;
}

interface KindWork {
  readonly kindRun: KindRun;
  /** Entries are made when their turn comes: all at once they would take more memory than the rest of a cycle. */
  readonly ids: readonly string[];
  readonly entryOf: (id: string) => SourceEntry;
}

/** Members are references to people, so people come first, whatever the order in the schema. */
const order = { User: 0, Group: 1 } as const;

/**
 * Runs one cycle: people first, then the references between them, then groups with their members.
 * Takes the plan; gives the counts. Deletes are counted before the first one is made: from the deletion threshold on,
 * all of them are held back. Raises ConnectionFailure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works
 */
export async function runCycle(plan: CyclePlan): Promise<CycleCounts> {
  const { run } = plan;
  const counts: CycleCounts = { evaluated: 0, exported: 0, failed: 0, staged: 0 };
  const works = plan.mappings
    .flatMap((mapping) => kindWork(run, mapping) ?? [])
    .toSorted((a, b) => order[a.kindRun.kind] - order[b.kindRun.kind]);
  const held = heldDeletes(run, works);
  const progress = createProgress(plan, works);

  for (const work of works) {
    const { kindRun } = work;
    await forEachConcurrently(work.ids, async (id) => {
      const entry = work.entryOf(id);
      const event = held.has(entry.id) ? stageDelete(kindRun, entry) : await processEntry(kindRun, entry);
      count(counts, event);
      progress.advance();
    });
    if (kindRun.kind === 'User') await resolveReferences(kindRun, counts);
  }
  counts.staged = held.size;
  run.runtime.stagedDeletes.clear();
  for (const id of held) run.runtime.stagedDeletes.add(id);
  progress.finish();
  return counts;
}

function kindWork(run: CycleRun, mapping: CompiledObjectMapping): KindWork | null {
  const kind = mapping.sourceObjectName.toLowerCase();
  if (kind === 'user') {
    const ids = personCandidates(run);
    return { kindRun: { run, mapping, kind: 'User' }, ids, entryOf: (id) => personEntry(run, id) };
  }
  if (kind === 'group') {
    const ids = groupCandidates(run);
    return { kindRun: { run, mapping, kind: 'Group' }, ids, entryOf: (id) => groupEntry(run, id) };
  }
  return null;
}

/** Ids whose delete or disable is held back: none below the threshold, all from it on. "500" allows 499. */
function heldDeletes(run: CycleRun, works: readonly KindWork[]): ReadonlySet<string> {
  const threshold = run.settings.deleteThreshold;
  if (threshold === null || run.runtime.forceDeletes) return new Set();
  const held = works.flatMap(({ kindRun, ids, entryOf }) =>
    ids.filter((id) => {
      const { kind } = decide(kindRun, entryOf(id)).decision;
      return kind === 'delete' || kind === 'disable';
    }),
  );
  return held.length >= threshold ? new Set(held) : new Set();
}

async function resolveReferences(kindRun: KindRun, counts: CycleCounts): Promise<void> {
  const { run } = kindRun;
  // Unchanged people would be logged a second time in a full cycle.
  const quiet: KindRun = { ...kindRun, run: { ...run, full: false } };
  await forEachConcurrently(resolvableReferences(run), async (id) => {
    const entry = personEntry(run, id);
    if (decide(quiet, entry).decision.kind === 'export') count(counts, await processEntry(quiet, entry));
  });
}

function count(counts: CycleCounts, event: EntryEvent | null): void {
  counts.evaluated += 1;
  if (event?.status === 'failure') counts.failed += 1;
  if (event?.status === 'success') counts.exported += 1;
}

function createProgress({ run, pageSize }: CyclePlan, works: readonly KindWork[]) {
  const total = works.reduce((sum, work) => sum + work.ids.length, 0);
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const progress = { completed: 0, total: pages, observedAt: run.now() };
  run.runtime.progress = progress;
  let done = 0;
  return {
    advance(): void {
      done += 1;
      progress.completed = Math.floor(done / pageSize);
      progress.observedAt = run.now();
    },
    finish(): void {
      progress.completed = pages;
      progress.observedAt = run.now();
    },
  };
}
