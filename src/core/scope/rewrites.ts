import { fromAttributeMappingSource } from '#core/expressions/attribute-mapping-source';
import { compileExpression } from '#core/expressions/evaluator';
import { childrenOf, type Expression, isWithinNesting } from '#core/expressions/syntax-tree';
import { type AttributeValue, isEmptyValue } from '#core/expressions/values';
import type { AttributeMappingChange } from '#core/schema/compare-mappings';
import type { ReadAttribute } from '#core/schema/scoping-filter';
import type { AttributeMapping, AttributeMappingSource } from '#shared/model/attribute-mapping';
import type { Rewrite } from '#shared/model/scope';

/** A value in words; null = nothing is sent; undefined = it cannot be told. */
type Told = string | null | undefined;

interface CompiledSource {
  readonly attributes: readonly string[];
  readonly value: (read: ReadAttribute, now: number) => Told;
}

const examplesKept = 3;

/** Takes an expression; gives the source attributes that it reads, each once. Pure. */
export function attributesOf(tree: Expression): readonly string[] {
  if (!isWithinNesting(tree)) return [];
  const names = new Set<string>();
  const walk = (node: Expression): void => {
    if (node.kind === 'attribute') names.add(node.name);
    for (const child of childrenOf(node)) walk(child);
  };
  walk(tree);
  return [...names];
}

const inWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Takes the source of an attribute mapping; gives it ready for many people. Pure. */
export function compileSource(source: AttributeMappingSource | null): CompiledSource {
  if (source === null) return { attributes: [], value: () => null };
  const { tree } = fromAttributeMappingSource(source);
  if (tree === undefined) return { attributes: [], value: () => undefined };
  const attributes = attributesOf(tree);
  const evaluate = compileExpression(tree);
  return {
    attributes,
    value: (read, now) => {
      const values: Record<string, AttributeValue> = {};
      for (const name of attributes) {
        const value = read(name);
        if (value === undefined) return undefined;
        values[name] = value;
      }
      const result = evaluate({ attributes: values, now });
      if (!result.ok) return undefined;
      return isEmptyValue(result.value) ? null : inWords(result.value);
    },
  };
}

/** Counts what a changed attribute mapping rewrites. */
export interface RewriteCounter {
  /** Names of the attributes that both sides read. */
  readonly attributes: readonly string[];
  /** Takes somebody in scope before and after; says whether an account is written because of this mapping. */
  count(who: { readonly name: string; readonly read: ReadAttribute }, now: number): boolean;
  /** How many of those are accounts that it turns off. */
  turnedOff(): number;
  result(): Rewrite;
}

/** Whoever stays in scope is not deleted; the directory has no attribute of that name. */
const softDeleted = 'IsSoftDeleted';
const ofWhoStays =
  (read: ReadAttribute): ReadAttribute =>
  (name) =>
    name === softDeleted ? 'False' : read(name);

/**
 * Whether an attribute says that an account is on: SCIM calls it active, others read it from IsSoftDeleted.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works (deprovisioning)
 */
const isSwitch = (target: string, sources: readonly { readonly attributes: readonly string[] }[]): boolean =>
  target.toLowerCase() === 'active' || sources.some(({ attributes }) => attributes.includes(softDeleted));

const flowsAlways = ({ flowType }: AttributeMapping): boolean =>
  (flowType ?? 'Always').toLowerCase() !== 'objectaddonly';

function writesNobody(after: AttributeMapping | null): Rewrite['writesNobody'] {
  if (after === null) return 'removed';
  return flowsAlways(after) ? null : 'onlyOnCreate';
}

/**
 * Takes a change of one attribute mapping and its object; gives a counter. A mapping that is removed writes nothing any more,
 * one that flows only when an account is created rewrites nobody, and an empty value is not sent.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes
 */
export function createRewriteCounter(object: string, change: AttributeMappingChange): RewriteCounter {
  const { targetAttributeName, before, after } = change;
  const old = compileSource(before?.source ?? null);
  const wanted = compileSource(after?.source ?? null);
  const nobody = writesNobody(after);
  const switches = isSwitch(targetAttributeName, [old, wanted]);
  const examples: Rewrite['examples'] = [];
  let people = 0;
  let open = 0;
  let off = 0;
  return {
    attributes: [...new Set([...old.attributes, ...wanted.attributes])].filter((name) => name !== softDeleted),
    count(who, now) {
      if (nobody !== null) return false;
      const { name } = who;
      const read = ofWhoStays(who.read);
      const [from, to] = [old.value(read, now), wanted.value(read, now)];
      if (from === undefined || to === undefined) open += 1;
      else if (to !== null && from !== to) {
        people += 1;
        if (switches && to.toLowerCase() === 'false') off += 1;
        if (examples.length < examplesKept) examples.push({ name, before: from, after: to });
        return true;
      }
      return false;
    },
    turnedOff: () => off,
    result: () => ({ object, targetAttributeName, before, after, people, writesNobody: nobody, open, examples }),
  };
}
