import type { GuideField, VendorGuide } from '#shared/model/vendor-guide';
import type { WizardAnswers } from '#shared/model/wizard';

/** Graph key of the tenant URL. Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationsecretkeystringvaluepair */
export const tenantUrlKey = 'BaseAddress';

type Answers = Pick<WizardAnswers, 'fields'>;

/** Takes the key of a field and a variable of its template; gives the name under which the variable's value is kept. */
export const variableName = (key: string, variable: string): string => `${key}.${variable}`;

const holes = /\{([^{}]*)\}/g;

/** What stands behind the last variable, so that a whole address that was pasted into it can be cut back. */
const tailOf = (template: string): string => template.slice(template.lastIndexOf('}') + 1);

function variableValue(template: string, typed: string, first: boolean): string {
  const tail = tailOf(template);
  const plain = typed.trim().replace(/\/+$/, '');
  const cut = tail !== '' && plain.toLowerCase().endsWith(tail.toLowerCase()) ? plain.slice(0, -tail.length) : plain;
  // A template that begins with a variable expects the whole address of a site; people write its host.
  return first && !/^[a-z][a-z0-9+.-]*:\/\//i.test(cut) ? `https://${cut}` : cut;
}

/** Takes a template such as `{site}/scim` and what was typed for each variable; gives the whole value, '' while one is missing. Pure. */
export function filledTemplate(template: string, typedFor: (variable: string) => string): string {
  const names = [...template.matchAll(holes)].map(([, name = '']) => name);
  if (names.some((name) => typedFor(name).trim() === '')) return '';
  return template.replace(holes, (_hole, name: string, offset: number) =>
    variableValue(template, typedFor(name), offset === 0),
  );
}

/** Takes a field that is not secret and the answers; gives its value as it will be sent, '' when there is none yet. Pure. */
export function fieldValue({ key, value }: GuideField, { fields }: Answers): string {
  const typed = (fields[key] ?? '').trim();
  if (typed !== '') return typed;
  if (value.kind === 'fixed') return value.value ?? '';
  if (value.kind === 'choice') return value.choices.length === 1 ? (value.choices[0]?.value ?? '') : '';
  if (value.kind !== 'template' || value.template === null) return '';
  return filledTemplate(value.template, (variable) => fields[variableName(key, variable)] ?? '');
}

/** Takes a guide; gives its fields that hold a secret. */
export const secretFields = (guide: VendorGuide): readonly GuideField[] =>
  guide.connection.fields.filter(({ secret }) => secret);

/** Takes a guide; gives its fields that hold none. */
export const openFields = (guide: VendorGuide): readonly GuideField[] =>
  guide.connection.fields.filter(({ secret }) => !secret);
