import { unsupportedQuery } from '#emulator/graph/graph-fault';
import type { FilterExpression } from './filter-expression.ts';
import { parseFilter } from './parse-filter.ts';

export interface OrderBy {
  readonly path: string;
  readonly descending: boolean;
}

/** OData options of one request, parsed. */
export interface QueryOptions {
  readonly filter: FilterExpression | null;
  readonly select: readonly string[] | null;
  readonly orderBy: readonly OrderBy[];
  readonly top: number | null;
  readonly skip: number;
  readonly count: boolean;
  readonly skipToken: string | null;
}

const knownOptions = ['filter', 'select', 'orderby', 'top', 'skip', 'count', 'skiptoken'];

/**
 * Parses the options of a URL. Names count in any case and with or without `$`, as in Graph. Raises a GraphFault 400 for
 * an option of OData that is not supported here ($expand, $search, $apply, …), a bad number or a bad filter.
 * Source: learn.microsoft.com/graph/query-parameters
 */
export function parseQueryOptions(parameters: URLSearchParams): QueryOptions {
  const values = new Map<string, string>();
  for (const [rawName, value] of parameters) {
    const name = rawName.toLowerCase().replace(/^\$/, '');
    if (!knownOptions.includes(name)) {
      if (rawName.startsWith('$')) throw unsupportedQuery(`The query option '${rawName}' is not supported here.`);
      continue;
    }
    values.set(name, value);
  }
  const filter = values.get('filter');
  const select = values.get('select');
  const top = values.get('top');
  return {
    filter: filter === undefined ? null : parseFilter(filter),
    select: select === undefined ? null : listOf(select),
    orderBy: listOf(values.get('orderby') ?? '').map(orderByOf),
    top: top === undefined ? null : wholeNumber('$top', top, 1),
    skip: wholeNumber('$skip', values.get('skip') ?? '0', 0),
    count: values.get('count')?.toLowerCase() === 'true',
    skipToken: values.get('skiptoken') ?? null,
  };
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function orderByOf(clause: string): OrderBy {
  const [path = '', direction = 'asc', ...rest] = clause.split(/\s+/);
  if (rest.length > 0 || !/^(asc|desc)$/i.test(direction)) {
    throw unsupportedQuery(`The value '${clause}' of $orderby is not a property with 'asc' or 'desc'.`);
  }
  return { path, descending: direction.toLowerCase() === 'desc' };
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least) {
    throw unsupportedQuery(
      `Invalid value '${text}' for the query option '${name}': a whole number of at least ${least}.`,
    );
  }
  return number;
}
