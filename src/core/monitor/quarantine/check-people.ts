import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import type { IdentityPort } from '#core/ports';
import { nameOf } from '#core/scope/count-people';
import { entitledPrincipals } from '#core/scope/entitled';
import { type DirectoryAccess, missingPermissions } from '#core/scope/missing-permissions';
import { type LiveScope, readScope } from '#core/scope/read-scope';
import { memberPages, type PageOptions, pagesById, peoplePages } from '#core/scope/scope-pages';
import { type DirectoryRecord, type SourceReading, sourceReading } from '#core/scope/source-values';
import type { JobView } from '#shared/model/job';
import type { AnsweredCheck } from '#shared/model/quarantine';
import { answered, unknownBecause } from './answered.ts';

/** People that are looked at; a check is no audit. */
const mostPeople = 20_000;
const mostNamed = 5;

interface Reader {
  readonly graph: Graph;
  readonly identity: IdentityPort;
}

interface Asked {
  readonly job: JobView;
  readonly signal: AbortSignal;
}

/** Takes a schema; gives the attribute of the directory that people are matched by, null where it is computed or not known. Pure. */
export function matchingSource({ schema }: Pick<LiveScope, 'schema'>): string | null {
  const mappings = (schema.synchronizationRules ?? [])
    .flatMap((rule) => rule.objectMappings ?? [])
    .filter(({ sourceObjectName }) => sourceObjectName.toLowerCase() === 'user')
    .flatMap(({ attributeMappings }) => attributeMappings ?? [])
    .filter(({ matchingPriority }) => (matchingPriority ?? 0) > 0)
    .sort((one, other) => (one.matchingPriority ?? 0) - (other.matchingPriority ?? 0));
  const source = mappings[0]?.source ?? null;
  if (source?.type.toLowerCase() !== 'attribute') return null;
  return source.name ?? /^\s*\[(.*)\]\s*$/.exec(source.expression ?? '')?.[1] ?? null;
}

interface Looked {
  readonly looked: number;
  readonly without: readonly string[];
  readonly more: boolean;
}

async function* pagesInScope(
  { graph }: Reader,
  live: LiveScope,
  { access, options }: { readonly access: DirectoryAccess; readonly options: PageOptions },
): AsyncGenerator<readonly DirectoryRecord[]> {
  if (live.settings.everyone) {
    yield* peoplePages(graph, options);
    return;
  }
  const { people, groups } = entitledPrincipals(live.assignments, live.roles);
  if (people.size > 0) yield* pagesById(graph, { path: '/users', ids: [...people] }, options);
  if (!access.members) return;
  const ofMembers = { ...options, permissions: [scopes.groups, ...options.permissions] };
  for (const group of groups) yield* memberPages(graph, group, ofMembers);
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';

async function lookAt(
  pages: AsyncGenerator<readonly DirectoryRecord[]>,
  { of }: SourceReading,
  attribute: string,
): Promise<Looked> {
  const seen = new Set<string>();
  const without: string[] = [];
  for await (const page of pages) {
    for (const record of page) {
      const id = String(record.id);
      if (seen.has(id)) continue;
      seen.add(id);
      if (isEmpty(of(record)(attribute))) without.push(nameOf(record));
    }
    if (seen.size >= mostPeople) return { looked: seen.size, without, more: true };
  }
  return { looked: seen.size, without, more: false };
}

/** Takes how many were looked at and who has no value; gives the answer. Pure. */
export function judgeMatching(
  attribute: string,
  { looked, without, more }: Looked,
  missing: readonly string[],
): AnsweredCheck {
  const whole = !more && missing.length === 0;
  const of = `${looked} ${looked === 1 ? 'person' : 'people'} in scope${whole ? '' : ' who could be looked at'}`;
  if (without.length > 0) {
    const names = without.slice(0, mostNamed).join(', ');
    const rest = without.length > mostNamed ? `, and ${without.length - mostNamed} more` : '';
    return answered('matching', 'failed', {
      seen: `${without.length} of ${of} have no value for the matching attribute "${attribute}": ${names}${rest}.`,
      nextStep: 'Fill the attribute in, or match by one that everybody has.',
      scopes: missing,
    });
  }
  return answered('matching', whole ? 'passed' : 'unknown', {
    seen: `All of ${of} have a value for the matching attribute "${attribute}".`,
    nextStep: whole ? null : 'Not everybody in scope could be looked at.',
    scopes: missing,
  });
}

/** Takes a job; answers whether everybody in scope has a value for the attribute that they are matched by, as far as it may be read. */
export async function checkMatching(reader: Reader, { job, signal }: Asked): Promise<AnsweredCheck> {
  try {
    const live = await readScope(reader.graph, { application: job.servicePrincipalId, signal });
    const attribute = matchingSource(live);
    if (attribute === null)
      return answered('matching', 'unknown', {
        seen: 'People are matched by a computed value, which cannot be told from the directory alone.',
        nextStep: 'Try it on one person with provisioning on demand.',
      });
    const groups = !live.settings.everyone && entitledPrincipals(live.assignments, live.roles).groups.size > 0;
    const access = await missingPermissions(reader.identity, { groups }, signal);
    const reading = sourceReading([attribute], { kind: 'person', full: access.full });
    if (reading.unreadable.length > 0)
      return answered('matching', 'unknown', { seen: `Microsoft Graph does not give the attribute "${attribute}".` });
    if (reading.hidden.length > 0)
      return answered('matching', 'unknown', {
        seen: `The attribute "${attribute}" cannot be read without User.Read.All.`,
        nextStep: 'Consent to it, then check again.',
        scopes: [scopes.peopleInFull],
      });
    const scope = access.full ? scopes.peopleInFull : scopes.people;
    const options = { select: reading.select, permissions: [scope], signal };
    const looked = await lookAt(pagesInScope(reader, live, { access, options }), reading, attribute);
    return judgeMatching(attribute, looked, access.members ? [] : [scopes.groups]);
  } catch (cause) {
    return unknownBecause('matching', cause);
  }
}
