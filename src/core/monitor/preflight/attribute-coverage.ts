import { z } from 'zod';

/** A target attribute as a mapping names it, taken apart. */
export interface AttributePath {
  /** Urn of an extension; null: the core schema. */
  readonly schema: string | null;
  readonly attribute: string;
  readonly subAttribute: string | null;
}

/** Takes the name of a target attribute, for example emails[type eq "work"].value; gives its parts. Pure. Source: RFC 7644, 3.10 */
export function attributePath(name: string): AttributePath {
  const plain = name.replace(/\[[^\]]*\]/g, '');
  const end = /^urn:/i.test(plain) ? plain.lastIndexOf(':') : -1;
  const [attribute = '', subAttribute = null] = plain.slice(end + 1).split('.');
  return { schema: end === -1 ? null : plain.slice(0, end), attribute, subAttribute };
}

const Attribute = z.looseObject({
  name: z.string(),
  subAttributes: z.array(z.looseObject({ name: z.string() })).nullish(),
});
const Schema = z.looseObject({ id: z.string(), attributes: z.array(Attribute).nullish() });
const Schemas = z.looseObject({ Resources: z.array(z.unknown()) });

/** A schema as a target describes it: attributes in lower case with their parts; null: it names no parts. */
export interface DescribedSchema {
  readonly id: string;
  readonly attributes: ReadonlyMap<string, ReadonlySet<string> | null>;
}

/** Takes the parsed answer of /Schemas, a list or one schema; gives what it describes, or null when it is neither. Pure. Source: RFC 7643, 7 */
export function describedSchemas(json: unknown): readonly DescribedSchema[] | null {
  const listed = Schemas.safeParse(json).data?.Resources ?? (Array.isArray(json) ? json : [json]);
  const schemas = listed.flatMap((one) => Schema.safeParse(one).data ?? []);
  if (schemas.length === 0) return null;
  return schemas.map(({ id, attributes }) => ({
    id: id.toLowerCase(),
    attributes: new Map(
      (attributes ?? []).map(({ name, subAttributes }) => [
        name.toLowerCase(),
        subAttributes == null || subAttributes.length === 0
          ? null
          : new Set(subAttributes.map((part) => part.name.toLowerCase())),
      ]),
    ),
  }));
}

/** Attributes that every resource has and that schemas need not describe. Source: RFC 7643, 3.1 */
const common = new Set(['id', 'externalid', 'meta', 'schemas']);

const coreUrn = { User: ':core:2.0:user', Group: ':core:2.0:group' } as const;

/** Takes what a target describes, a kind of object and a mapped attribute; says whether the attribute is described. Pure. */
export function isDescribed(schemas: readonly DescribedSchema[], source: 'User' | 'Group', name: string): boolean {
  const { schema, attribute, subAttribute } = attributePath(name);
  if (schema === null && common.has(attribute.toLowerCase())) return true;
  const wanted = schema?.toLowerCase() ?? null;
  const described = schemas.find(({ id }) => (wanted === null ? id.endsWith(coreUrn[source]) : id === wanted));
  const parts = described?.attributes.get(attribute.toLowerCase());
  if (parts === undefined) return false;
  return parts === null || subAttribute === null || parts.has(subAttribute.toLowerCase());
}
