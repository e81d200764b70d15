import { type MappingEdit, noEdits, type ObjectMappingEdits, withEdit } from '#shared/mappings/edits';
import { type SourceKind, sourceOf } from '#shared/mappings/source-kind';
import { AttributeType } from '#shared/model/attribute-definition';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import { ObjectFlowAction } from '#shared/model/configuration';
import type { ObjectMappingView } from '#shared/model/mappings';
import type { OptionDefinition } from './command.ts';
import { failure } from './failure.ts';
import type { Given } from './invocation.ts';

const repeatable = true;

/** The flags that say how an object mapping is changed. */
export const mappingEditOptions: readonly OptionDefinition[] = [
  { flags: '--object <source>', description: 'which object mapping: User (default) or Group' },
  { flags: '--direct <target=attribute>', description: 'take the value of a directory attribute', repeatable },
  { flags: '--constant <target=text>', description: 'always the same text', repeatable },
  { flags: '--expression <target=expression>', description: 'what an expression gives', repeatable },
  { flags: '--none <target>', description: 'no source: only the default, if there is one', repeatable },
  { flags: '--default <target=text>', description: 'what is sent when the value is null, on create', repeatable },
  { flags: '--match <target=precedence>', description: 'match by it, lowest first; 0 = not', repeatable },
  { flags: '--only-on-create <target>', description: 'apply the mapping only when an account is created', repeatable },
  { flags: '--always <target>', description: 'apply the mapping always', repeatable },
  { flags: '--remove <target>', description: 'remove the mapping', repeatable },
  { flags: '--attribute <name=type>', description: 'add to the attribute list, or change the type', repeatable },
  { flags: '--required <name=yes|no>', description: 'whether the application requires it', repeatable },
  { flags: '--multi-value <name=yes|no>', description: 'whether it takes several values', repeatable },
  { flags: '--exact-case <name=yes|no>', description: 'whether upper and lower case differ', repeatable },
  { flags: '--reference <name=object>', description: 'which object it refers to', repeatable },
  { flags: '--api-expression <name=key:value>', description: 'where its value stands in an answer', repeatable },
  { flags: '--remove-attribute <name>', description: 'take it out of the attribute list', repeatable },
  { flags: '--repair <attribute>', description: 'the first repair that "mapping show" offers for it', repeatable },
  { flags: '--actions <list>', description: 'what may be done in the application, for example create,update' },
  { flags: '--turn <on|off>', description: 'turn the object mapping on or off' },
];

const wrong = (flag: string, text: string, example: string) =>
  failure('bad_request', 'mappingFlagInvalid', {
    message: `${flag} cannot be read: "${text}".`,
    nextStep: `Write, for example, ${flag} ${example}.`,
  });

/** A target may hold `=` in quotes, as in emails[type eq "work"].value, but never a bare one. */
function pair(flag: string, text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw wrong(flag, text, '"displayName=…"');
  return [text.slice(0, at), text.slice(at + 1)];
}

const yes = (flag: string, text: string): boolean => {
  if (text !== 'yes' && text !== 'no') throw wrong(flag, text, 'name=yes');
  return text === 'yes';
};

type Put = (change: (mapping: AttributeMapping) => Partial<AttributeMapping>, target: string) => void;

const sources: readonly (readonly [string, SourceKind])[] = [
  ['direct', 'direct'],
  ['constant', 'constant'],
  ['expression', 'expression'],
];

function mappingFlags(given: Given, put: Put): void {
  for (const [name, kind] of sources)
    for (const text of given.list(name)) {
      const [target, value] = pair(`--${name}`, text);
      put(() => ({ source: sourceOf(kind, value) }), target);
    }
  for (const target of given.list('none')) put(() => ({ source: null }), target);
  for (const text of given.list('default')) {
    const [target, value] = pair('--default', text);
    put(() => ({ defaultValue: value === '' ? null : value }), target);
  }
  for (const text of given.list('match')) {
    const [target, value] = pair('--match', text);
    if (!/^\d{1,3}$/.test(value)) throw wrong('--match', text, 'userName=1');
    put(() => ({ matchingPriority: Number(value) }), target);
  }
  for (const target of given.list('onlyOnCreate')) put(() => ({ flowType: 'ObjectAddOnly' }), target);
  for (const target of given.list('always')) put(() => ({ flowType: 'Always' }), target);
}

function attributeFlags(given: Given, add: (edit: MappingEdit) => void): void {
  const define = (definition: Extract<MappingEdit, { kind: 'defineAttribute' }>['definition']): void =>
    add({ kind: 'defineAttribute', definition });
  for (const text of given.list('attribute')) {
    const [name, value] = pair('--attribute', text);
    const type = AttributeType.safeParse(value);
    if (!type.success) throw wrong('--attribute', text, 'nickName=String');
    define({ name, type: type.data });
  }
  for (const [flag, member] of [
    ['required', 'required'],
    ['multiValue', 'multivalued'],
    ['exactCase', 'caseExact'],
  ] as const)
    for (const text of given.list(flag)) {
      const [name, value] = pair(`--${flag}`, text);
      define({ name, [member]: yes(`--${flag}`, value) });
    }
  for (const text of given.list('reference')) {
    const [name, object] = pair('--reference', text);
    define({ name, referencedObjects: [{ object, property: null }] });
  }
  for (const text of given.list('apiExpression')) {
    const [name, rest] = pair('--api-expression', text);
    const [key = '', ...value] = rest.split(':');
    define({ name, apiExpressions: [{ key, value: value.join(':') }] });
  }
  for (const name of given.list('removeAttribute')) add({ kind: 'removeAttribute', name });
}

function repairEdits(object: ObjectMappingView, attribute: string): readonly MappingEdit[] {
  const [repair] = object.findings.find((one) => one.attribute === attribute)?.repairs ?? [];
  if (repair !== undefined) return repair.edits;
  throw failure('bad_request', 'nothingToRepair', {
    message: `There is no repair for "${attribute}".`,
    nextStep: 'See "mapping show" for what the profile finds and which repairs it has.',
  });
}

function switches(given: Given): Pick<ObjectMappingEdits, 'enabled' | 'actions'> {
  const turn = given.text('turn');
  if (turn !== undefined && turn !== 'on' && turn !== 'off') throw wrong('--turn', turn, 'off');
  const text = given.text('actions');
  const actions = text?.split(',').map((one) => ObjectFlowAction.safeParse(one.trim()).data ?? null);
  if (actions?.includes(null)) throw wrong('--actions', text ?? '', 'create,update,delete');
  return {
    ...(turn === undefined ? {} : { enabled: turn === 'on' }),
    ...(actions === undefined ? {} : { actions: actions.filter((one) => one !== null) }),
  };
}

/**
 * Takes what was given and the object mapping as it is; gives the edits that the flags say. Raises `bad_request`
 * (mappingFlagInvalid, nothingToRepair).
 */
export function mappingEdits(given: Given, object: ObjectMappingView): ObjectMappingEdits {
  let edits: ObjectMappingEdits = { ...noEdits, ...switches(given) };
  const add = (edit: MappingEdit): void => {
    edits = withEdit(edits, edit);
  };
  for (const attribute of given.list('repair')) for (const edit of repairEdits(object, attribute)) add(edit);
  attributeFlags(given, add);
  mappingFlags(given, (change, target) => {
    const live = object.mappings.find(({ targetAttributeName }) => targetAttributeName === target);
    const mapping = edits.mappings[target] ?? live ?? { targetAttributeName: target, source: null };
    add({ kind: 'putMapping', mapping: { ...mapping, ...change(mapping) } });
  });
  for (const target of given.list('remove')) add({ kind: 'removeMapping', target });
  return edits;
}
