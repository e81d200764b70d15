import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { closestName } from '#core/expressions/suggestions';
import { CoreError } from '#core/rpc/errors';
import type { Location } from '#shared/contract/result';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import { yamlFaultText } from './yaml-faults.ts';

type Path = readonly PropertyKey[];

interface Source {
  readonly document: Document;
  readonly lines: LineCounter;
}

const refuse = (
  reason: string,
  message: string,
  details: { readonly location: Location; readonly nextStep?: string | undefined },
): CoreError => new CoreError('bad_request', message, { reason, ...details });

const at = (lines: LineCounter, offset: number | undefined): Location => {
  if (offset === undefined) return {};
  const { line, col } = lines.linePos(offset);
  return line < 1 ? {} : { line, column: Math.max(1, col) };
};

/** Where the value at a path begins; for a member that is missing, where its parent begins. */
function valueOffset({ document }: Source, path: Path): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return undefined;
}

function keyOffset({ document }: Source, path: Path, key: string): number | undefined {
  const parent: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(parent)
    ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
    : undefined;
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}

interface SchemaDefinition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly innerType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
}

const definitionOf = (schema: z.core.$ZodType): SchemaDefinition => {
  const definition = schema._zod.def as SchemaDefinition;
  return definition.innerType === undefined ? definition : definitionOf(definition.innerType);
};

/** Names of the members that may stand at a path. */
function memberNames(path: Path): readonly string[] {
  let schema: z.core.$ZodType | undefined = ProvisioningConfiguration;
  for (const part of path) {
    if (schema === undefined) return [];
    const definition = definitionOf(schema);
    schema = definition.shape?.[String(part)] ?? definition.element ?? definition.valueType;
  }
  return schema === undefined ? [] : Object.keys(definitionOf(schema).shape ?? {});
}

const pathText = (path: Path): string => path.map(String).join('.');

function unknownKey(source: Source, path: Path, key: string): CoreError {
  const known = memberNames(path);
  const close = closestName(key, known);
  const place = path.length === 0 ? 'the configuration' : pathText(path);
  if (isBesideSecrets(path)) return namelessKey(source, path, key);
  return refuse('unknownKey', `${place} has no member "${key}".`, {
    location: { ...at(source.lines, keyOffset(source, path, key)), path: pathText([...path, key]) },
    nextStep: close === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean "${close}"?`,
  });
}

/** Who types a secret into the file is likely to type it there, and then even a name may be one. */
const isBesideSecrets = ([first, second]: Path): boolean => first === 'connection' && second === 'secrets';

const namelessKey = (source: Source, path: Path, key: string): CoreError =>
  refuse('unknownKey', `${pathText(path)} has a member that it does not know.`, {
    location: { ...at(source.lines, keyOffset(source, path, key)), path: pathText(path) },
    nextStep:
      'Each member of connection.secrets is a setting with a label, for example SecretToken: { label: SecretToken }.',
  });

const isMissing = (issue: z.core.$ZodIssue, value: unknown): boolean =>
  value === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value');

function faultOf(source: Source, issue: z.core.$ZodIssue, value: unknown): CoreError {
  const path = issue.path;
  if (issue.code === 'invalid_key' && isBesideSecrets(path)) {
    return namelessKey(source, path.slice(0, -1), String(path.at(-1)));
  }
  if (issue.code === 'unrecognized_keys') return unknownKey(source, path, issue.keys[0] ?? '');
  const found = path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );
  const location = { ...at(source.lines, valueOffset(source, path)), path: pathText(path) };
  if (path.length === 0) {
    return refuse('wrongType', 'A configuration is a mapping of names to values.', {
      location,
      nextStep: 'Begin it with "schemaVersion: 1".',
    });
  }
  if (isMissing(issue, found)) {
    return refuse('missingMember', `${pathText(path)} is missing.`, { location, nextStep: `Add ${pathText(path)}.` });
  }
  return refuse('wrongValue', `${pathText(path)}: ${issue.message}.`, {
    location,
    nextStep: `Correct ${pathText(path)}.`,
  });
}

/**
 * Takes the text of a configuration, YAML or JSON; gives the configuration with defaults filled in.
 * Raises `bad_request` (brokenYaml, unknownKey, missingMember, wrongType, wrongValue) with line and column from 1.
 * Source: yaml.org/spec/1.2.2
 */
export function parseConfiguration(text: string): ProvisioningConfiguration {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true, uniqueKeys: true, stringKeys: true });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const location = at(lines, broken.pos[0]);
    throw refuse('brokenYaml', `The configuration is not valid YAML: ${yamlFaultText(broken.code)}.`, {
      location,
      nextStep:
        location.line === undefined ? undefined : `Look at line ${location.line}, column ${location.column ?? 1}.`,
    });
  }
  const value = plainValue(document);
  const parsed = ProvisioningConfiguration.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw parsed.error;
  throw faultOf({ document, lines }, issue, value);
}

function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (cause) {
    // Too many or unknown aliases: the only faults that show up this late.
    if (cause instanceof Error)
      throw refuse(
        'brokenYaml',
        'The configuration cannot be read: a reference ("*name") leads nowhere, or there are too many.',
        {
          location: {},
          nextStep: 'Write the values out, and put quotes around a value that begins with "*".',
        },
      );
    throw cause;
  }
}
