import type { EffectiveProfile } from '#core/profiles/effective-profile';
import type { AttributeFacts, ObjectMappingFacts } from '#core/profiles/mapping-facts';
import { completedSource, quoted, sourceExpression } from '#core/schema/attribute-source';
import {
  attributeMappingDefaults,
  describeAttributeMapping,
  sameAttributeMapping,
} from '#core/schema/compare-mappings';
import type { WantedObjectMapping } from '#core/schema/edit-schema';
import type { MappingEdit } from '#shared/mappings/edits';
import type { AttributeView } from '#shared/model/attribute-definition';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import type { ProfileFinding, Repair } from '#shared/model/mappings';
import { usualSource } from './usual-sources.ts';

/** One live object mapping and what a profile says about it. */
export interface FindingsInput {
  readonly profile: EffectiveProfile;
  readonly facts: ObjectMappingFacts | undefined;
  /** What the vendor needs beside the default mappings. */
  readonly extras: WantedObjectMapping | undefined;
  readonly source: string;
  readonly mappings: readonly AttributeMapping[];
  readonly targetAttributes: readonly AttributeView[];
  readonly sourceAttributes: readonly AttributeView[];
}

const finding = (
  code: ProfileFinding['code'],
  attribute: string,
  rest: Pick<ProfileFinding, 'message'> & Partial<ProfileFinding>,
): ProfileFinding => ({ code, attribute, explanation: null, repairs: [], ...rest });

const mappingOf = ({ mappings }: FindingsInput, target: string): AttributeMapping | undefined =>
  mappings.find(({ targetAttributeName }) => targetAttributeName === target);

const priorityOf = (mapping: AttributeMapping | undefined): number => mapping?.matchingPriority ?? 0;

const hasValue = (mapping: AttributeMapping | undefined): boolean =>
  mapping !== undefined && (mapping.source !== null || (mapping.defaultValue ?? '') !== '');

const sourceFrom = (expression: string): AttributeMapping['source'] => {
  const attribute = /^\[([^\]]+)\]$/.exec(expression)?.[1];
  return completedSource(
    attribute === undefined ? { type: 'Function', expression } : { type: 'Attribute', name: attribute },
  );
};

/** The names between brackets that an expression reads. */
const attributesRead = (expression: string): readonly string[] =>
  [...expression.matchAll(/\[([^\]]+)\]/g)].map((match) => match[1] ?? '');

/** A mapping with the usual source, when the directory has what it reads. */
function usualMapping(input: FindingsInput, target: string): AttributeMapping | null {
  const expression = usualSource(input.source, target);
  if (expression === null) return null;
  const known = new Set(input.sourceAttributes.map(({ name }) => name));
  if (known.size > 0 && attributesRead(expression).some((name) => !known.has(name))) return null;
  return {
    ...attributeMappingDefaults,
    ...mappingOf(input, target),
    targetAttributeName: target,
    source: sourceFrom(expression),
  };
}

/** The attribute has to be in the list before it can be mapped. */
function definitionEdits(
  input: FindingsInput,
  facts: AttributeFacts | undefined,
  name: string,
): readonly MappingEdit[] {
  const there = input.targetAttributes.some((attribute) => attribute.name === name);
  if (there || input.targetAttributes.length === 0) return [];
  return [{ kind: 'defineAttribute', definition: { name, type: facts?.type ?? 'String' } }];
}

function mapIt(input: FindingsInput, facts: AttributeFacts | undefined, target: string): readonly Repair[] {
  const mapping = usualMapping(input, target);
  if (mapping === null) return [];
  return [
    {
      label: `Map it from ${sourceExpression(mapping.source)}`,
      effect: null,
      edits: [...definitionEdits(input, facts, target), { kind: 'putMapping', mapping }],
    },
  ];
}

const isRequired = (input: FindingsInput, facts: AttributeFacts | undefined, name: string): boolean =>
  facts?.required === true || input.targetAttributes.some((one) => one.name === name && one.required && !one.anchor);

function requiredFindings(input: FindingsInput): readonly ProfileFinding[] {
  const documented = new Map((input.facts?.attributes ?? []).map((one) => [one.name, one]));
  const names = new Set([...documented.keys(), ...input.targetAttributes.map(({ name }) => name)]);
  return [...names]
    .filter((name) => isRequired(input, documented.get(name), name) && !hasValue(mappingOf(input, name)))
    .map((name) =>
      finding('requiredWithoutSource', name, {
        message: `The application requires "${name}", and nothing gives it a value: accounts without it are refused.`,
        repairs: [...mapIt(input, documented.get(name), name)],
      }),
    );
}

function missingFindings(input: FindingsInput): readonly ProfileFinding[] {
  const extra = new Set((input.extras?.put ?? []).map(({ targetAttributeName }) => targetAttributeName));
  return (input.facts?.attributes ?? [])
    .filter(({ name, mappedByDefault }) => mappedByDefault !== false && !extra.has(name))
    .filter(({ name }) => mappingOf(input, name) === undefined)
    .filter((facts) => !isRequired(input, facts, facts.name))
    .map((facts) =>
      finding('missing', facts.name, {
        message: `The document of ${input.profile.displayName} maps "${facts.name}" (${facts.type}), the application does not.`,
        explanation: facts.note ?? null,
        repairs: [...mapIt(input, facts, facts.name)],
      }),
    );
}

function extraFindings(input: FindingsInput): readonly ProfileFinding[] {
  const { facts, extras, mappings, profile } = input;
  // A document that shows its attributes in a picture says nothing about what is too much.
  if (facts?.attributesSource !== 'table' || facts.attributes.length === 0) return [];
  const documented = new Set([
    ...facts.attributes.map(({ name }) => name),
    ...(extras?.put ?? []).map(({ targetAttributeName }) => targetAttributeName),
  ]);
  return mappings
    .filter(({ targetAttributeName: name }) => !documented.has(name))
    .map((mapping) => {
      const name = mapping.targetAttributeName;
      const needed = priorityOf(mapping) > 0 || isRequired(input, undefined, name);
      return finding('extra', name, {
        message: `"${name}" is mapped, and the document of ${profile.displayName} does not name it.`,
        repairs: needed
          ? []
          : [{ label: 'Remove the mapping', effect: null, edits: [{ kind: 'removeMapping', target: name }] }],
      });
    });
}

function typeFindings(input: FindingsInput): readonly ProfileFinding[] {
  return (input.facts?.attributes ?? []).flatMap((facts) => {
    const live = input.targetAttributes.find(({ name }) => name === facts.name);
    if (live === undefined || live.type.toLowerCase() === facts.type.toLowerCase()) return [];
    return [
      finding('wrongType', facts.name, {
        message: `"${facts.name}" is ${live.type} in the attribute list and ${facts.type} in the document of ${input.profile.displayName}.`,
        repairs: live.anchor
          ? []
          : [
              {
                label: `Make it ${facts.type}`,
                effect: null,
                edits: [{ kind: 'defineAttribute', definition: { name: facts.name, type: facts.type } }],
              },
            ],
      }),
    ];
  });
}

function matchingRepair(input: FindingsInput, mapping: AttributeMapping): readonly Repair[] {
  const better = (input.facts?.attributes ?? [])
    .filter(({ filterable }) => filterable === true)
    .map(({ name }) => mappingOf(input, name))
    .find((candidate) => candidate !== undefined && hasValue(candidate));
  if (better === undefined) return [];
  const off: MappingEdit = { kind: 'putMapping', mapping: { ...mapping, matchingPriority: 0 } };
  const on: MappingEdit = { kind: 'putMapping', mapping: { ...better, matchingPriority: priorityOf(mapping) } };
  return [
    {
      label: `Match by "${better.targetAttributeName}" instead`,
      effect: 'People who have an account are found by that attribute from then on.',
      edits: priorityOf(better) > 0 ? [off] : [off, on],
    },
  ];
}

function matchingFindings(input: FindingsInput): readonly ProfileFinding[] {
  const facts = new Map((input.facts?.attributes ?? []).map((one) => [one.name, one]));
  return input.mappings
    .filter((mapping) => priorityOf(mapping) > 0 && facts.get(mapping.targetAttributeName)?.filterable === false)
    .map((mapping) =>
      finding('matchingNotFilterable', mapping.targetAttributeName, {
        message: `People are matched by "${mapping.targetAttributeName}", and ${input.profile.displayName} cannot be searched by it: each person would get a second account, or an error.`,
        repairs: [...matchingRepair(input, mapping)],
      }),
    );
}

/** The document's own way first; where only a default carries the value, an expression that reaches every account. */
function vendorRepairs(input: FindingsInput, wanted: AttributeMapping): readonly Repair[] {
  const facts = input.facts?.attributes.find(({ name }) => name === wanted.targetAttributeName);
  const before = definitionEdits(input, facts, wanted.targetAttributeName);
  const written = { ...attributeMappingDefaults, ...wanted, source: completedSource(wanted.source) };
  const fallback = wanted.defaultValue ?? '';
  const asDocumented: Repair = {
    label: fallback === '' ? 'Add it as the document says' : 'Add it with the default, as the document says',
    effect:
      fallback === ''
        ? null
        : 'A default only applies when an account is created: accounts that exist stay without it.',
    edits: [...before, { kind: 'putMapping', mapping: written }],
  };
  if (fallback === '' || wanted.source?.type !== 'Attribute') return [asDocumented];
  const expression = `Coalesce([${wanted.source.name ?? ''}], ${quoted(fallback)})`;
  const source = completedSource({ type: 'Function', expression });
  return [
    {
      label: `Add it as ${expression}`,
      effect: 'Every account gets the value, also those that exist already.',
      edits: [...before, { kind: 'putMapping', mapping: { ...written, source, defaultValue: null } }],
    },
    asDocumented,
  ];
}

const givesTheSame = (live: AttributeMapping | undefined, repairs: readonly Repair[]): boolean =>
  live !== undefined &&
  repairs.some(({ edits }) =>
    edits.some((edit) => edit.kind === 'putMapping' && sameAttributeMapping(live, edit.mapping)),
  );

function vendorFindings(input: FindingsInput): readonly ProfileFinding[] {
  const { profile, extras } = input;
  const added = (extras?.put ?? []).flatMap((wanted) => {
    const name = wanted.targetAttributeName;
    const live = mappingOf(input, name);
    const repairs = vendorRepairs(input, wanted);
    if (givesTheSame(live, repairs)) return [];
    const is = live === undefined ? 'is not mapped' : `is ${describeAttributeMapping(live)}`;
    return [
      finding('vendorMapping', name, {
        message: `${profile.displayName} needs "${name}" as ${describeAttributeMapping(wanted)}; it ${is}.`,
        explanation: profile.neededOnEveryAccount.find((one) => one.targetAttributeName === name)?.fact ?? null,
        repairs: [...repairs],
      }),
    ];
  });
  const dropped = (extras?.drop ?? [])
    .filter((name) => mappingOf(input, name) !== undefined)
    .map((name) =>
      finding('vendorMapping', name, {
        message: `The document of ${profile.displayName} says to remove the mapping of "${name}".`,
        repairs: [{ label: 'Remove the mapping', effect: null, edits: [{ kind: 'removeMapping', target: name }] }],
      }),
    );
  return [...added, ...dropped];
}

/**
 * Takes a live object mapping and what the profile says about it; gives what they disagree on, each with ways to put it right:
 * what the vendor needs first, then what stops people, then the rest. Pure.
 */
export const profileFindings = (input: FindingsInput): readonly ProfileFinding[] => [
  ...vendorFindings(input),
  ...requiredFindings(input),
  ...matchingFindings(input),
  ...typeFindings(input),
  ...missingFindings(input),
  ...extraFindings(input),
];
