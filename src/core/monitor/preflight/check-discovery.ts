import { z } from 'zod';
import { describedSchemas, isDescribed } from './attribute-coverage.ts';
import { type Finding, failed, passed, skipped, unknown, warned } from './finding.ts';
import type { CheckOutcome, PreflightRun } from './run-state.ts';
import { plainText, type ScimAnswer, scimList, statusWords } from './scim-answer.ts';

const supported = z.looseObject({ supported: z.unknown().optional() }).nullish();
const ProviderConfig = z.looseObject({
  patch: supported,
  filter: z.looseObject({ supported: z.unknown().optional(), maxResults: z.unknown().optional() }).nullish(),
});

const isYes = (value: { readonly supported?: unknown } | null | undefined): boolean | null =>
  value == null ? null : value.supported === true || String(value.supported).toLowerCase() === 'true';

const cannotTell = (what: string, answer: ScimAnswer): Finding =>
  unknown({
    finding: 'notDescribed',
    seen: `The application does not describe its ${what} (${statusWords(answer)}), so it cannot be told from here.`,
    fix: 'The service works without; compare with the vendor’s own documentation.',
  });

/** Takes the answer of /ServiceProviderConfig; judges it. Pure. Source: RFC 7643, 5 */
export function judgeProvider(answer: ScimAnswer): Finding {
  const config = answer.status === 200 ? ProviderConfig.safeParse(answer.json).data : undefined;
  if (config === undefined || (config.patch == null && config.filter == null)) return cannotTell('abilities', answer);
  const patch = isYes(config.patch);
  const filter = isYes(config.filter);
  const words = (yes: boolean | null): string => (yes === null ? 'not said' : yes ? 'yes' : 'no');
  const most = config.filter?.maxResults;
  const facts = { patch: words(patch), filter: words(filter), 'most results': typeof most === 'number' ? most : null };
  if (patch === false || filter === false) {
    const missing = [...(patch === false ? ['PATCH'] : []), ...(filter === false ? ['filters'] : [])].join(' and ');
    return failed({
      finding: patch === false ? 'patchNotSupported' : 'filterNotSupported',
      seen: `The application says that it does not support ${missing}.`,
      fix: 'The service cannot work without: ask the vendor.',
      facts,
    });
  }
  if (patch === null || filter === null)
    return unknown({
      finding: 'abilitiesNotSaid',
      seen: 'The application does not say all of what it supports.',
      facts,
    });
  return passed('The application says that it supports PATCH and filters.', facts);
}

const ResourceType = z.looseObject({ id: z.unknown().optional(), name: z.unknown().optional(), endpoint: z.string() });

/** Takes the answer of /ResourceTypes and the endpoints that are needed; judges it. Pure. Source: RFC 7643, 6 */
export function judgeResourceTypes(answer: ScimAnswer, needed: readonly string[]): Finding {
  const list = answer.status === 200 ? scimList(answer.json) : null;
  const listed = list?.resources ?? (Array.isArray(answer.json) ? answer.json : []);
  const types = listed.flatMap((one) => ResourceType.safeParse(one).data ?? []);
  if (types.length === 0) return cannotTell('resource types', answer);
  const ends = types.map(({ endpoint }) => endpoint.replace(/\/+$/, ''));
  const missing = needed.filter((endpoint) => !ends.some((one) => one === endpoint || one.endsWith(endpoint)));
  const facts = { endpoints: plainText(ends.join(', ')) };
  if (missing.length === 0) return passed(`It has ${needed.join(' and ')}.`, facts);
  return failed({
    finding: 'endpointMissing',
    seen: `The application does not name ${missing.join(' and ')} among its resource types.`,
    fix: missing.includes('/Groups')
      ? 'Turn the mapping of groups off, or ask the vendor for groups.'
      : 'Ask the vendor: the service uses no other address.',
    facts,
  });
}

const shown = 12;
const inShort = (names: readonly string[]): string =>
  names.length <= shown ? names.join(', ') : `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`;

/** Takes the answer of /Schemas and what is mapped; judges whether each mapped attribute is described. Pure. */
export function judgeSchemas(answer: ScimAnswer, objects: PreflightRun['objects']): Finding {
  const schemas = answer.status === 200 ? describedSchemas(answer.json) : null;
  if (schemas === null) return cannotTell('schemas', answer);
  const mapped = objects.flatMap(({ source, attributes }) => attributes.map((name) => ({ source, name })));
  if (mapped.length === 0) {
    return unknown({
      finding: 'mappingsUnknown',
      seen: 'It describes its schemas, but which attributes are mapped is not known before there is an application.',
    });
  }
  const missing = mapped.filter(({ source, name }) => !isDescribed(schemas, source, name));
  const facts = {
    mapped: mapped.length,
    described: mapped.length - missing.length,
    missing: missing.length === 0 ? null : inShort(missing.map(({ name }) => name)),
  };
  if (missing.length === 0) return passed(`All ${mapped.length} mapped attributes are described.`, facts);
  return warned({
    finding: 'attributesMissing',
    seen: `${missing.length} of ${mapped.length} mapped attributes are not described: ${inShort(missing.map(({ name }) => name))}.`,
    fix: 'Take their mappings out, or ask the vendor whether the attributes are taken although they are not described.',
    facts,
  });
}

/** Takes a run; reads what the application says that it can do. */
export const checkProvider = async (run: PreflightRun): Promise<CheckOutcome> =>
  judgeProvider(await run.asker.ask({ path: '/ServiceProviderConfig', as: 'holder' }));

/** Takes a run; reads which kinds of objects the application has. */
export const checkResourceTypes = async (run: PreflightRun): Promise<CheckOutcome> =>
  run.objects.length === 0
    ? skipped('Nothing is mapped.')
    : judgeResourceTypes(
        await run.asker.ask({ path: '/ResourceTypes', as: 'holder' }),
        run.objects.map(({ endpoint }) => endpoint),
      );

/** Takes a run; reads which attributes the application knows. */
export const checkSchemas = async (run: PreflightRun): Promise<CheckOutcome> =>
  judgeSchemas(await run.asker.ask({ path: '/Schemas', as: 'holder' }), run.objects);
