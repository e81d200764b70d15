/** A SCIM attribute path taken apart, for example `emails[type eq "work"].value` or `urn:…:User:department`. */
export interface AttributePath {
  /** Extension schema URN; null for a core attribute. */
  readonly schema: string | null;
  /** Attribute name; empty when the path names a whole extension. */
  readonly attribute: string;
  /** The element a filter picks; null without a filter. */
  readonly selector: { readonly attribute: string; readonly value: string } | null;
  readonly sub: string | null;
}

const simple = /^([\w$-]+)(?:\[\s*([\w$-]+)\s+eq\s+"((?:[^"\\]|\\.)*)"\s*\])?(?:\.([\w$-]+))?$/i;
const parsed = new Map<string, AttributePath | null>();

// Paths come from schemas and from requests; the bound keeps a hostile client from growing the cache without end.
const cacheLimit = 5_000;

/**
 * Takes an attribute path apart.
 * Takes the text of a target attribute name or of a PATCH path; gives null when it is none of the forms Entra sends.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
 */
export function parseAttributePath(path: string): AttributePath | null {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const result = parse(path);
  if (parsed.size >= cacheLimit) parsed.clear();
  parsed.set(path, result);
  return result;
}

function parse(path: string): AttributePath | null {
  if (/^urn:/i.test(path)) {
    if (/:(User|Group)$/i.test(path)) return { schema: path, attribute: '', selector: null, sub: null };
    // The selector's value may hold colons, so the schema ends at the last colon before it.
    const bracket = path.indexOf('[');
    const split = path.lastIndexOf(':', bracket === -1 ? undefined : bracket);
    const rest = parse(path.slice(split + 1));
    return rest === null ? null : { ...rest, schema: path.slice(0, split) };
  }
  const match = simple.exec(path);
  const attribute = match?.[1];
  if (match === null || attribute === undefined) return null;
  const selector =
    match[2] === undefined ? null : { attribute: match[2], value: (match[3] ?? '').replace(/\\(.)/g, '$1') };
  return { schema: null, attribute, selector, sub: match[4] ?? null };
}
