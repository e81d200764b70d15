import { type SourceKind, sourceKindOf, sourceOf, sourceValueOf } from '#shared/mappings/source-kind';
import type { AttributeMapping } from '#shared/model/attribute-mapping';

/** A mapping as a form holds it: what was written for each kind stays while another is looked at. */
export interface MappingForm {
  readonly target: string;
  readonly kind: SourceKind;
  readonly values: Readonly<Record<SourceKind, string>>;
  readonly defaultValue: string;
  readonly onCreateOnly: boolean;
  readonly matches: boolean;
  readonly precedence: number;
}

/** Takes a mapping, or none for a new one; gives the form. An expression begins as what gives the same value. Pure. */
export function formOf(mapping: AttributeMapping | null): MappingForm {
  const source = mapping?.source ?? null;
  const kind = mapping === null ? 'direct' : sourceKindOf(source);
  const value = sourceValueOf(source);
  const values = { direct: '', constant: '', expression: '', none: '', [kind]: value };
  const same = kind === 'direct' && value !== '' ? `[${value}]` : values.expression;
  return {
    target: mapping?.targetAttributeName ?? '',
    kind,
    values: { ...values, expression: same },
    defaultValue: mapping?.defaultValue ?? '',
    onCreateOnly: mapping?.flowType === 'ObjectAddOnly',
    matches: (mapping?.matchingPriority ?? 0) > 0,
    precedence: Math.max(1, mapping?.matchingPriority ?? 1),
  };
}

/** A flow type that the form does not offer stays unless the choice is changed. */
const flowOf = (form: MappingForm, before: AttributeMapping | null): string => {
  if (form.onCreateOnly) return 'ObjectAddOnly';
  const flow = before?.flowType ?? 'Always';
  return flow === 'ObjectAddOnly' ? 'Always' : flow;
};

/** Takes a form and the mapping it began as; gives the mapping. Members that the form does not show stay. Pure. */
export function mappingOf(form: MappingForm, before: AttributeMapping | null): AttributeMapping {
  const value = form.values[form.kind];
  const unchanged =
    before !== null && sourceKindOf(before.source) === form.kind && sourceValueOf(before.source) === value;
  return {
    ...before,
    targetAttributeName: form.target,
    source: unchanged ? before.source : sourceOf(form.kind, value),
    defaultValue: form.defaultValue === '' ? null : form.defaultValue,
    flowType: flowOf(form, before),
    matchingPriority: form.matches ? form.precedence : 0,
  };
}

/** Takes a form; says whether it is filled in far enough to be taken over. Pure. */
export const isComplete = ({ target, kind, values }: MappingForm): boolean =>
  target !== '' && (kind === 'none' || values[kind].trim() !== '');
