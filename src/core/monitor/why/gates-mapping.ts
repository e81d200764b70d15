import { remedyFor } from '#core/logs/error-catalogue';
import { isPasswordLike } from '#core/logs/summary-reading';
import { sourceExpression } from '#core/schema/attribute-source';
import { attributesOf } from '#core/schema/attribute-view';
import type { ReadAttribute } from '#core/schema/scoping-filter';
import { compileSource } from '#core/scope/rewrites';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import type { LogEntryView } from '#shared/model/job';
import type { GateSeen, WhyGate } from '#shared/model/why';
import { type PersonValues, toldFault, type WhyFacts } from './facts.ts';
import { fixAt, gateOf, sawThat } from './gate.ts';
import { wentWell } from './log-words.ts';
import { type PersonObject, personObject } from './person-object.ts';
import { readerOf, shownValue, unreadOf } from './person-values.ts';

/** What a mapping gives for the person. */
interface Given {
  readonly mapping: AttributeMapping;
  readonly seen: GateSeen;
  readonly needs: readonly string[];
}

interface MappingContext {
  readonly values: PersonValues;
  readonly read: ReadAttribute;
  readonly now: number;
}

const whatOf = ({ targetAttributeName, source }: AttributeMapping): string =>
  `${targetAttributeName} ← ${isPasswordLike(targetAttributeName) ? '(masked)' : sourceExpression(source)}`;

/** The log has what the service saw; a password-like attribute on either side hides the value. */
const maskedName = (mapping: AttributeMapping, reads: readonly string[]): string =>
  [mapping.targetAttributeName, ...reads].join(' ');

function givenBy(mapping: AttributeMapping, { values, read, now }: MappingContext): Given {
  const { attributes, value: evaluate } = compileSource(mapping.source);
  const value = evaluate(read, now);
  const what = whatOf(mapping);
  if (value === undefined) {
    const unread = attributes.filter((name) => read(name) === undefined).map((name) => unreadOf(name, values));
    const note =
      unread[0]?.note ?? 'This expression cannot be worked out here; only the provisioning service can tell.';
    return {
      mapping,
      seen: sawThat(what, null, { verdict: 'unknown', note }),
      needs: unread.flatMap(({ needs }) => needs),
    };
  }
  const shown = shownValue(maskedName(mapping, attributes), value);
  if (shown !== null) return { mapping, seen: sawThat(what, shown, { verdict: 'passed' }), needs: [] };
  const empty = attributes.filter((name) => shownValue(name, read(name)) === null);
  const note = empty.length === 0 ? 'It comes out empty.' : `The person has no ${empty.join(', ')}.`;
  return { mapping, seen: sawThat(what, null, { verdict: 'failed', note }), needs: [] };
}

type Opened =
  | { readonly ok: true; readonly found: PersonObject; readonly context: MappingContext }
  | { readonly ok: false; readonly gate: WhyGate };

/** What both gates need of the mappings and the person, or why they cannot be looked at. */
function opened(name: 'matching' | 'required', { schema, values, person, now }: WhyFacts): Opened {
  const closed = (verdict: 'unknown' | 'notReached', why: string): Opened => ({
    ok: false,
    gate: gateOf(name, [verdict, why]),
  });
  if (schema === null) return closed('notReached', 'Without a synchronization job there are no mappings.');
  if (!schema.ok) return closed('unknown', `The mappings could not be read. ${toldFault(schema.fault)}`);
  const found = personObject(schema.value);
  if (found === null) return closed('notReached', 'People are not mapped at all.');
  if (values === null) return closed('notReached', 'The directory does not have this person any more.');
  if (!values.ok) return closed('unknown', `The person's attributes could not be read. ${toldFault(values.fault)}`);
  return { ok: true, found, context: { values: values.value, read: readerOf(person, values.value), now } };
}

const needsOf = (given: readonly Given[]): string[] => [...new Set(given.flatMap(({ needs }) => needs))];

/** The newest entry, when it is a failure with one of these codes: the service may put the connector's name before it. */
function lastFailure({ log }: WhyFacts, codes: readonly string[]): LogEntryView | null {
  const [newest] = log.entries;
  const code = newest?.errorCode?.toLowerCase() ?? '';
  return newest !== undefined && !wentWell(newest) && codes.some((one) => code.endsWith(one)) ? newest : null;
}

const duplicateCodes = ['duplicatetargetentries', 'duplicatesourceentries', 'multipleentriesinresponse'];

const withLog = (gate: WhyGate, entry: LogEntryView): WhyGate => ({
  ...gate,
  verdict: 'failed',
  why: `The service reported ${entry.errorCode ?? entry.status}${entry.reason === null ? '.' : `: ${entry.reason}`}`,
  fix: fixAt('log', entry.remedy ?? remedyFor(entry.errorCode) ?? 'Look at the entry of the log.', entry.id),
});

/**
 * Takes what was read; says whether the person can be matched with an account: at least one matching attribute has a value, and
 * the service found no doubles. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes (matching users)
 */
export function matchingGate(facts: WhyFacts): WhyGate {
  const start = opened('matching', facts);
  if (!start.ok) return start.gate;
  const mappings = (start.found.mapping.attributeMappings ?? [])
    .filter(({ matchingPriority }) => (matchingPriority ?? 0) > 0)
    .sort((a, b) => (a.matchingPriority ?? 0) - (b.matchingPriority ?? 0));
  if (mappings.length === 0)
    return gateOf('matching', ['unknown', 'No attribute is marked for matching in the mappings of people.'], {
      fix: fixAt('mappings', 'Mark an attribute for matching.'),
    });
  const given = mappings.map((mapping) => givenBy(mapping, start.context));
  const rest = { seen: given.map(({ seen }) => seen), byUs: true };
  const gate = matchingOf(given, rest);
  const doubled = lastFailure(facts, duplicateCodes);
  return doubled === null ? gate : withLog(gate, doubled);
}

function matchingOf(given: readonly Given[], rest: Pick<WhyGate, 'seen' | 'byUs'>): WhyGate {
  const first = given.find(({ seen }) => seen.verdict !== 'failed');
  if (first === undefined)
    return gateOf(
      'matching',
      [
        'failed',
        'No matching attribute has a value for this person, so the service does not evaluate the person at all.',
      ],
      { ...rest, fix: fixAt('mappings', 'Fill in the attribute for this person, or match by another one.') },
    );
  if (first.seen.verdict === 'unknown')
    return gateOf('matching', ['unknown', 'Whether a matching attribute has a value cannot be told.'], {
      ...rest,
      needs: needsOf(given),
    });
  return gateOf('matching', ['passed', `The account is looked for by ${first.mapping.targetAttributeName}.`], rest);
}

const missingCodes = ['missingvalues', 'mandatoryfieldsmissing'];

/** A default value stands in when an account is created. */
const withDefault = (given: Given): Given => {
  const { defaultValue } = given.mapping;
  if (given.seen.verdict !== 'failed' || (defaultValue ?? '') === '') return given;
  const note =
    `${given.seen.note ?? ''} The default value of the mapping stands in when the account is created.`.trim();
  return { ...given, seen: { ...given.seen, verdict: 'passed', note } };
};

interface RequiredName {
  readonly name: string;
  readonly by: string;
}

/** What the schema requires, and what the vendor's document requires of attributes that there are. */
function requiredNames({ schema, documented }: WhyFacts, { rule, mapping }: PersonObject): readonly RequiredName[] {
  const directories = schema?.ok === true ? schema.value.directories : null;
  const targets = attributesOf(directories, { directory: rule.targetDirectoryName, object: mapping.targetObjectName });
  const bySchema = targets.filter(({ required, anchor }) => required && !anchor).map(({ name }) => name);
  const there = new Set([
    ...targets.map(({ name }) => name),
    ...(mapping.attributeMappings ?? []).map(({ targetAttributeName }) => targetAttributeName),
  ]);
  return [
    ...bySchema.map((name) => ({ name, by: 'Required by the schema.' })),
    ...documented
      .filter((name) => there.has(name) && !bySchema.includes(name))
      .map((name) => ({ name, by: "Required by the vendor's document." })),
  ];
}

/** Takes what was read; says whether each target attribute that is required gets a value. Pure; our evaluator judges. */
export function requiredGate(facts: WhyFacts): WhyGate {
  const start = opened('required', facts);
  if (!start.ok) return start.gate;
  const mapped = start.found.mapping.attributeMappings ?? [];
  const looked = requiredNames(facts, start.found).map(({ name, by }): Given | GateSeen => {
    const mapping = mapped.find(({ targetAttributeName }) => targetAttributeName === name);
    if (mapping === undefined)
      return sawThat(name, null, { verdict: 'failed', note: `${by} Nothing is mapped to it.` });
    const given = withDefault(givenBy(mapping, start.context));
    return { ...given, seen: { ...given.seen, note: [by, given.seen.note ?? ''].join(' ').trim() } };
  });
  const seen = looked.map((one) => ('seen' in one ? one.seen : one));
  const needs = needsOf(looked.filter((one): one is Given => 'seen' in one));
  const gate = requiredOf(seen, needs);
  const missing = lastFailure(facts, missingCodes);
  return missing === null ? gate : withLog(gate, missing);
}

function requiredOf(seen: GateSeen[], needs: string[]): WhyGate {
  const failed = seen.filter(({ verdict }) => verdict === 'failed');
  const rest = { seen, byUs: true };
  if (failed.length > 0)
    return gateOf(
      'required',
      [
        'failed',
        `Required and empty: ${failed.map(({ what }) => what.split(' ← ')[0]).join(', ')}. The application refuses an account without it.`,
      ],
      {
        ...rest,
        fix: fixAt('mappings', 'Fill the attribute in for this person, or give the mapping a default value.'),
      },
    );
  if (seen.some(({ verdict }) => verdict === 'unknown'))
    return gateOf('required', ['unknown', 'Whether each required attribute has a value cannot be told.'], {
      ...rest,
      needs,
    });
  return gateOf(
    'required',
    [
      'passed',
      seen.length === 0
        ? 'The application requires no attribute that is known here.'
        : 'Each required attribute has a value.',
    ],
    rest,
  );
}
