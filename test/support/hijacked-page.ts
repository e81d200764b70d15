import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contract, type Path, paths } from '#shared/contract/index';
import { plausibleInputs } from '#test/contract/inputs';

/** One call as a page makes it that was taken over. */
export interface Attack {
  readonly path: string;
  readonly input: unknown;
}

/** What came of a call, as the page sees it. */
export interface Answered {
  readonly ok: boolean;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: string; readonly reason?: string };
}

/** Makes calls from inside the page, all at once; gives their answers in the same order, null for one that has none in time. */
export type CallAll = (attacks: readonly Attack[], limitMs: number) => Promise<readonly (Answered | null)[]>;

/** What ends the page's own session, so that nothing could be tried after it. */
const lastPaths: readonly Path[] = ['session.signOut', 'host.changeTarget'];

/** Takes a value and a text; gives the value once for each of its texts, with that one replaced. */
function replacedTexts(value: unknown, text: string): readonly unknown[] {
  if (typeof value === 'string') return [text];
  if (Array.isArray(value))
    return value.flatMap((member, index) => replacedTexts(member, text).map((other) => value.with(index, other)));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    replacedTexts(member, text).map((other) => ({ ...value, [key]: other })),
  );
}

/** Takes a procedure and what a hijacked page wants to reach; gives every call of it that might. */
function attacksOn(path: Path, texts: readonly string[]): readonly Attack[] {
  const plausible = plausibleInputs[path];
  const inputs = texts.flatMap((text) => [
    ...replacedTexts(plausible, text),
    ...['path', 'file', 'folder', 'url', 'target'].map((name) => ({ ...plausible, [name]: text })),
    text,
    [text],
  ]);
  return [plausible, ...inputs].map((input) => ({ path, input }));
}

/** Long enough for what a task does to a tenant on this machine. */
const taskMs = 2_000;

/** A host takes so many calls of one page at a time. */
const atOnce = 50;

/** Takes the way to call and attacks on one procedure; makes them, waits for tasks that begin and ends them; gives everything that came back. */
async function attack(call: CallAll, attacks: readonly Attack[]): Promise<string> {
  const said: unknown[] = [];
  for (let from = 0; from < attacks.length; from += atOnce) {
    const some = attacks.slice(from, from + atOnce);
    const answers = await call(some, taskMs);
    const isTask = (path: string): boolean => Object.hasOwn(contract, path) && contract[path as Path].kind === 'task';
    const taskIds = answers.flatMap((answer, index) =>
      isTask(some[index]?.path ?? '') ? (answer?.data?.taskId ?? []) : [],
    );
    const about = (path: Path): Attack[] => taskIds.map((taskId) => ({ path, input: { taskId } }));
    said.push(answers, await call(about('tasks.wait'), taskMs), await call(about('tasks.cancel'), taskMs));
  }
  return JSON.stringify(said);
}

/** Takes the way to call; makes one call and gives its answer, that of a task where it is one. Raises where there is none. */
async function callOne(call: CallAll, path: Path, input: unknown): Promise<Answered> {
  const [answer] = await call([{ path, input }], 30_000);
  if (answer === null || answer === undefined) throw new Error(`${path} did not answer.`);
  if (!answer.ok || contract[path].kind !== 'task') return answer;
  const [ended] = await call([{ path: 'tasks.wait', input: { taskId: answer.data?.taskId } }], 30_000);
  if (ended === null || ended === undefined) throw new Error(`${path} did not end.`);
  return ended.ok ? (ended.data as unknown as Answered) : ended;
}

const dataOf = ({ ok, data, error }: Answered): Readonly<Record<string, unknown>> => {
  if (!ok || data === undefined) throw new Error(JSON.stringify(error));
  return data;
};

/** Takes the way to call and a configuration file; sets the application up as its page would, with the token of a demo vendor. */
async function setUpFromPage(call: CallAll, text: string): Promise<Readonly<Record<string, unknown>>> {
  const configuration = dataOf(await callOne(call, 'configuration.parse', { text }));
  const { handle } = dataOf(await callOne(call, 'secrets.makeDemoToken', { vendor: configuration.vendor }));
  const plan = dataOf(await callOne(call, 'setup.plan', { configuration, secrets: { SecretToken: handle } }));
  dataOf(await callOne(call, 'setup.apply', { planId: plan.id, planHash: plan.hash }));
  return configuration;
}

const confirmationsOf = (plan: Readonly<Record<string, unknown>>): readonly unknown[] =>
  (plan.steps as readonly { readonly confirmation?: unknown }[]).flatMap(({ confirmation }) => confirmation ?? []);

/** Takes the way to call and what is set up; tries each way to take people away, confirmed by the page itself; gives the answers. */
async function tryToRemovePeople(
  call: CallAll,
  configuration: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, Answered>>> {
  const applied = async (plan: Readonly<Record<string, unknown>>, confirmed: readonly unknown[]): Promise<Answered> =>
    callOne(call, 'setup.apply', { planId: plan.id, planHash: plan.hash, confirmed });
  const undo = dataOf(await callOne(call, 'setup.planUndo', { configuration }));
  const nobody = {
    name: 'nobody',
    groups: [
      {
        name: 'nobody',
        clauses: [
          { sourceOperandName: 'department', operatorName: 'EQUALS', targetOperand: { values: ['nobody at all'] } },
        ],
      },
    ],
  };
  const filter = { ...configuration, mappings: [{ source: 'User', target: 'User', scopingFilter: nobody }] };
  const narrowed = await callOne(call, 'setup.plan', { configuration: filter });
  return {
    undo: await applied(undo, confirmationsOf(undo)),
    'undo without a word': await applied(undo, []),
    forceDeletes: await callOne(call, 'synchronizationJobs.restart', {
      application: 'Airstack',
      resetScope: 'ForceDeletes',
    }),
    deleteJob: await callOne(call, 'synchronizationJobs.delete', { application: 'Airstack' }),
    ...(narrowed.ok
      ? {
          filter: await applied(dataOf(narrowed), confirmationsOf(dataOf(narrowed))),
          'filter without a word': await applied(dataOf(narrowed), []),
        }
      : { filter: narrowed }),
  };
}

/** Takes the way to call; gives what is in the tenant that a hijacked page must not take away. */
async function whatIsThere(call: CallAll): Promise<{
  readonly applications: readonly string[];
  readonly assigned: readonly unknown[];
  readonly filters: readonly unknown[];
}> {
  const { applications } = dataOf(await callOne(call, 'fleet.show', {}));
  const { configuration } = dataOf(await callOne(call, 'configuration.export', { application: 'Airstack' }));
  const { assignments, mappings } = configuration as Readonly<Record<string, readonly Record<string, unknown>[]>>;
  return {
    applications: (applications as readonly { readonly servicePrincipalId: string }[])
      .map(({ servicePrincipalId }) => servicePrincipalId)
      .sort(),
    assigned: assignments ?? [],
    filters: (mappings ?? []).map(({ source, scopingFilter }) => [source, scopingFilter ?? null]),
  };
}

/** What a hijacked page reached, and what it was not to reach. */
export interface Tried {
  /** Ways to remove people, each with its answer. */
  readonly removals: Readonly<Record<string, Answered>>;
  readonly before: Awaited<ReturnType<typeof whatIsThere>>;
  readonly after: Awaited<ReturnType<typeof whatIsThere>>;
  /** Procedures whose answers held what stands in a file of a person's own. */
  readonly leaked: readonly string[];
  /** Names and texts of the files beside it, when everything was tried. */
  readonly files: readonly (readonly [string, string])[];
}

/** What stands in the file that a hijacked page must not read or write. */
export const ownFile = ['own.txt', 'what stands in a file of a person of their own'] as const;

/**
 * Takes the way to call, a configuration file and an empty folder outside of the program's own; sets an application up,
 * then tries to remove its people, and every procedure of the contract with paths of that folder.
 */
export async function tryEverything(
  call: CallAll,
  { text, folder }: { readonly text: string; readonly folder: string },
): Promise<Tried> {
  const [name, secret] = ownFile;
  const own = join(folder, name);
  writeFileSync(own, secret);
  const configuration = await setUpFromPage(call, text);
  const before = await whatIsThere(call);
  const removals = await tryToRemovePeople(call, configuration);
  const climbing = `../../../../../../../..${own}`;
  const texts = [own, pathToFileURL(own).href, join(folder, 'written.txt'), climbing, 'https://evil.example/'];
  const leaked: string[] = [];
  const tryAll = async (some: readonly Path[]): Promise<void> => {
    for (const path of some) if ((await attack(call, attacksOn(path, texts))).includes(secret)) leaked.push(path);
  };
  await tryAll(paths.filter((path) => !lastPaths.includes(path)));
  const after = await whatIsThere(call);
  await tryAll(lastPaths);
  const files = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);
  return { removals, before, after, leaked, files };
}
