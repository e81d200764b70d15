import { z } from 'zod';
import { withoutSecrets } from '#core/graph/secret-keys';
import type { ProbeAnswer } from './probe-port.ts';

/** An answer of a target, read as far as it can be. */
export interface ScimAnswer {
  readonly status: number;
  /** Without parameters, in lower case; '' where there is none. */
  readonly contentType: string;
  /** undefined: the body is no JSON. */
  readonly json: unknown;
  /** True: the body is longer than is read, or cannot be unpacked. */
  readonly unreadable: boolean;
  readonly headers: Headers;
  readonly tookMs: number;
}

/** Takes an answer as it came; gives it read. Pure. */
export function scimAnswer({ status, headers, body, cut, garbled, tookMs }: ProbeAnswer): ScimAnswer {
  const contentType = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const unreadable = cut || garbled;
  return { status, contentType, json: unreadable ? undefined : parsed(body), unreadable, headers, tookMs };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

/** Urn of a list. Source: RFC 7644, 3.4.2 */
const listUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

const List = z.looseObject({
  schemas: z.array(z.unknown()).optional(),
  totalResults: z.unknown().optional(),
  itemsPerPage: z.unknown().optional(),
  Resources: z.array(z.unknown()).nullish(),
});

/** A list as the target gave it. */
export interface ScimList {
  /** null: there is none, or it is no number. */
  readonly totalResults: number | null;
  readonly itemsPerPage: number | null;
  readonly resources: readonly unknown[];
  /** Whether it says that it is a list. */
  readonly namesItself: boolean;
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' && value >= 0 ? value : null);

/** Takes parsed JSON; gives the list that it is, or null when it is none. Pure. */
export function scimList(json: unknown): ScimList | null {
  const list = List.safeParse(json).data;
  if (list === undefined || (list.totalResults === undefined && list.Resources == null)) return null;
  return {
    totalResults: numberOf(list.totalResults),
    itemsPerPage: numberOf(list.itemsPerPage),
    resources: list.Resources ?? [],
    namesItself: (list.schemas ?? []).includes(listUrn),
  };
}

/** Source: RFC 7644, 3.12 */
const scimTypes = [
  'invalidFilter',
  'tooMany',
  'uniqueness',
  'mutability',
  'invalidSyntax',
  'invalidPath',
  'noTarget',
  'invalidValue',
  'invalidVers',
  'sensitive',
];

const ErrorBody = z.looseObject({ scimType: z.unknown().optional(), detail: z.unknown().optional() });
const longestDetail = 200;

/**
 * Takes the answer to a refused request and the secrets that were sent; gives what the target says about it: the kind of a closed list
 * and its text, cut and rid of the secrets and whatever looks like a piece of them. '' where it says nothing. Pure.
 */
export function refusalWords({ json }: ScimAnswer, secrets: readonly string[]): string {
  const body = ErrorBody.safeParse(json).data;
  const kind = scimTypes.find((one) => one === body?.scimType);
  const detail = typeof body?.detail === 'string' ? plainText(withoutSecrets(body.detail, secrets)) : '';
  return [...(kind === undefined ? [] : [kind]), ...(detail === '' ? [] : [`“${detail}”`])].join(': ');
}

/** Takes a text of a target; gives it in one short line that cannot pretend to be something else. Pure. */
export function plainText(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return plain.length > longestDetail ? `${plain.slice(0, longestDetail)}…` : plain;
}

/** Takes a status and a content type; gives them in words. */
export const statusWords = ({ status, contentType }: ScimAnswer): string =>
  `HTTP ${status}, ${contentType === '' ? 'no content type' : plainText(contentType)}`;
