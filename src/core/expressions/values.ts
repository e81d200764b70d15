/** The value of an attribute of the source object. A multi-valued attribute is a list of strings. */
export type AttributeValue = string | number | boolean | null | readonly string[];

/** An app role that was assigned to the person: `value` is null for a role such as Default Access that has none. */
export interface AssignedAppRole {
  readonly id?: string;
  readonly value: string | null;
  readonly displayName: string;
}

/**
 * One entry of the target's `roles` as the two complex role functions write it.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#provisioning-a-role-to-a-scim-app
 */
export interface RoleEntry {
  readonly primary: false;
  readonly type: 'WindowsAzureActiveDirectoryRole';
  readonly display: string;
  readonly value: string;
}

/** What an expression or a part of it gives. Null means that the attribute is dropped from the flow. */
export type ExpressionValue = AttributeValue | readonly RoleEntry[];

/** The closed list of reasons why an expression cannot be evaluated. */
export type EvaluationErrorCode =
  | 'unknownFunction'
  | 'argumentCount'
  | 'missingArgument'
  | 'invalidArgument'
  | 'multiValuedArgument'
  | 'unquotedText'
  | 'nestedTooDeep'
  | 'incomplete'
  | 'notTopLevel'
  | 'invalidDate'
  | 'invalidDateFormat'
  | 'invalidRegex'
  | 'unsupportedRegex'
  | 'regexTooSlow'
  | 'valueTooLong'
  | 'missingContext'
  | 'noUniqueValue';

/** Thrown by functions while an expression is evaluated; the evaluator turns it into a result. */
export class EvaluationFailure extends Error {
  override readonly name = 'EvaluationFailure';
  readonly code: EvaluationErrorCode;

  constructor(code: EvaluationErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Characters that a value may have; the service's own limits are far below, so whatever is longer has run away. */
export const maximumTextLength = 1_000_000;

/** The failure to throw when a value runs away. Takes what made it. */
export function tooLong(what: string): EvaluationFailure {
  const limit = maximumTextLength.toLocaleString('en');
  return new EvaluationFailure(
    'valueTooLong',
    `${what} gives more than ${limit} characters. Write the expression shorter.`,
  );
}

/** True for null and for the empty string, and for a list without entries. */
export function isEmptyValue(value: ExpressionValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A single value as text: booleans as `True` and `False`, numbers without an exponent, null as the empty string. */
export function scalarText(value: string | number | boolean | null): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

/** The number that `value` is or spells, or undefined. Text may be decimal, signed, with an exponent. */
export function asNumber(value: ExpressionValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(value)) return undefined;
  return Number(value);
}

/**
 * Whether a condition holds: `True` in any case, and every number but zero.
 * Source: CBool in learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data
 */
export function asCondition(value: ExpressionValue): boolean {
  if (typeof value === 'boolean') return value;
  const number = asNumber(value);
  if (number !== undefined) return number !== 0;
  return typeof value === 'string' && value.trim().toLowerCase() === 'true';
}
