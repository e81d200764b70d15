/** Attributes of the SCIM core schemas, as they are spelled. Source: RFC 7643, sections 4.1 and 4.2 */
const coreNames = [
  'userName',
  'externalId',
  'displayName',
  'nickName',
  'profileUrl',
  'title',
  'userType',
  'preferredLanguage',
  'locale',
  'timezone',
  'active',
  'password',
  'emails',
  'phoneNumbers',
  'ims',
  'photos',
  'addresses',
  'groups',
  'entitlements',
  'roles',
  'x509Certificates',
  'members',
  'name',
];
const spelling = new Map(coreNames.map((name) => [name.toLowerCase(), name]));

const foreignQuotes = /[“”„‟«»‹›″`´‘’]/u;

/** Takes the name of an attribute as a table states it; gives what is wrong with it in our words, or null. The name stays as it is. */
export function nameDefect(name: string): string | null {
  if (foreignQuotes.test(name)) return 'has quotation marks that no filter knows';
  if (/^urn:(?:scim|ietf:params:scim):schemas:[^ ]*:1\.\d\./i.test(name)) return 'is a dotted URN of SCIM 1.x';
  if (/^urn:ietf:params:scim:schemas:[\w:.-]*:2\.0:(?:User|Group)\.\w/i.test(name))
    return 'has a dot where its URN needs a colon';
  const outside = name.replaceAll(/\[[^\]]*\]/g, '');
  if (/[[\]]/.test(outside)) return 'has a bracket that is not closed';
  if (/\s/.test(outside)) return 'has a blank in it';
  if (/\[[^\]]*\]$/.test(name)) return 'has a filter without what it selects, such as .value';
  if (/\[[^\]]*\][^.]/.test(name)) return 'has no dot after its filter';
  if (/\[(?![\w.]+ (?:eq|ne|co|sw|ew|pr|gt|ge|lt|le)\b)[^\]]*\]/i.test(name)) return 'has a filter that cannot be read';
  if (/(?:^|[^:])\.\.|^\.|\.$/.test(name)) return 'has a stray dot';
  const [head = ''] = name.split(/[.[]/);
  const right = spelling.get(head.toLowerCase());
  return right !== undefined && right !== head && !name.startsWith('urn:') ? `is spelled ${right} in SCIM` : null;
}

const types = ['String', 'Integer', 'Reference', 'Binary', 'Boolean', 'DateTime'] as const;
export type AttributeType = (typeof types)[number];

const otherWords: Readonly<Record<string, AttributeType>> = {
  bool: 'Boolean',
  int: 'Integer',
  number: 'Integer',
  numeric: 'Integer',
  long: 'Integer',
  date: 'DateTime',
  datetime: 'DateTime',
  timestamp: 'DateTime',
  text: 'String',
  str: 'String',
  ref: 'Reference',
};

/** How many single letters lie between two words, up to two. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

const longestType = 30;

/** Takes the cell of a type; gives the type, and whether the cell states it plainly. A cell that states none gives String. */
export function readType(cell: string): { readonly type: AttributeType; readonly plain: boolean } {
  const word = cell.toLowerCase().replaceAll(/[^a-z]/g, '');
  const exact = types.find((type) => type.toLowerCase() === word);
  if (exact !== undefined) return { type: exact, plain: true };
  const known = Object.hasOwn(otherWords, word) ? otherWords[word] : undefined;
  if (known !== undefined) return { type: known, plain: true };
  if (word.length > longestType || word.length < 4) return { type: 'String', plain: false };
  const near = types.find((type) => distance(type.toLowerCase(), word) <= 2 || word.includes(type.toLowerCase()));
  return { type: near ?? 'String', plain: false };
}
