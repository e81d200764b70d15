import { type Filter, parse, filter as testerOf } from 'scim2-parse-filter';
import type { ResourceDialect } from './dialect.ts';
import type { ResourceStore } from './resource-store.ts';
import { isRecord, ScimFault, type ScimResource } from './scim-types.ts';

const singleEquals = /^\s*([\w$-]+)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/i;
const selectorThenCompare =
  /([\w$-]+)\[([^\]]+)\]\.([\w$-]+)\s+(eq|ne|co|sw|ew|gt|ge|lt|le)\s+("(?:[^"\\]|\\.)*"|\S+)/gi;

// Their values are compared as written (caseExact true in RFC 7643); all others in any case, as Entra expects.
const caseExactAttributes = new Set(['id', 'externalid']);

/** What a list request asks for. */
export interface FilterQuery {
  readonly text: string;
  readonly store: ResourceStore;
  readonly dialect: ResourceDialect;
}

/**
 * Resources that a filter selects.
 * Takes the filter text, the store and the dialect; gives the matching resources in the store's order.
 * Raises ScimFault 400 invalidFilter for a filter that cannot be read or names an attribute the vendor cannot filter by.
 * Source: RFC 7644 section 3.4.2.2
 */
export function selectByFilter(query: FilterQuery): readonly ScimResource[] {
  const quick = singleEquals.exec(query.text);
  if (quick?.[1] !== undefined && quick[2] !== undefined) {
    requireFilterable(quick[1], query.dialect);
    const hits = query.store.find(quick[1], unquote(quick[2]));
    if (hits !== null) return hits;
  }
  const tree = readFilter(query.text);
  for (const attribute of attributesOf(tree)) requireFilterable(attribute, query.dialect);
  const test = testerOf(foldTree(tree));
  return query.store.all().filter((resource) => test(foldValue(resource)));
}

function unquote(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    throw new ScimFault(400, `The filter value ${literal} is not a JSON string.`, 'invalidFilter');
  }
}

function readFilter(text: string): Filter {
  try {
    // `emails[type eq "work"].value eq "x"` must test one element; the parser would split it in two tests.
    return parse(text.replace(selectorThenCompare, '$1[$2 and $3 $4 $5]'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ScimFault(400, `The filter cannot be read: ${reason}`, 'invalidFilter');
  }
}

function attributesOf(tree: Filter): readonly string[] {
  switch (tree.op) {
    case 'and':
    case 'or':
      return tree.filters.flatMap(attributesOf);
    case 'not':
      return attributesOf(tree.filter);
    default:
      return [tree.attrPath];
  }
}

function requireFilterable(attribute: string, dialect: ResourceDialect): void {
  if (dialect.filterable === 'any') return;
  const name = attribute.toLowerCase();
  const allowed = ['id', 'members', 'members.value', ...dialect.filterable.map((each) => each.toLowerCase())];
  if (allowed.includes(name)) return;
  throw new ScimFault(400, `Filtering by ${attribute} is not supported.`, 'invalidFilter');
}

/** Lower-cases the compared strings and lets `members eq` mean `members.value eq`, which Entra sends. */
function foldTree(tree: Filter): Filter {
  switch (tree.op) {
    case 'and':
    case 'or':
      return { ...tree, filters: tree.filters.map(foldTree) };
    case 'not':
      return { ...tree, filter: foldTree(tree.filter) };
    case '[]':
      return { ...tree, valFilter: foldTree(tree.valFilter) };
    case 'pr':
      return tree;
    default: {
      const attrPath = tree.attrPath === 'members' ? 'members.value' : tree.attrPath;
      const exact = caseExactAttributes.has(attrPath.toLowerCase());
      const compValue = typeof tree.compValue === 'string' && !exact ? tree.compValue.toLowerCase() : tree.compValue;
      return { ...tree, attrPath, compValue };
    }
  }
}

function foldValue(value: unknown): unknown {
  if (typeof value === 'string') return value.toLowerCase();
  if (Array.isArray(value)) return value.map(foldValue);
  if (!isRecord(value)) return value;
  const folded: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    folded[key] = caseExactAttributes.has(key.toLowerCase()) ? each : foldValue(each);
  }
  return folded;
}
