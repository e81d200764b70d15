import type { ExtraAttributeMapping } from '#core/profiles/mapping-facts';
import type { Statement } from './article.ts';
import { type SortedArticle, statementsIn } from './sections.ts';

const adding = /\badd (?:a )?(?:new )?(?:attribute )?mapping\b/i;

/** One setting of the form "Edit Attribute". */
function settingIn(statements: readonly Statement[], field: RegExp): string | null {
  for (const { text, strong, code } of statements) {
    const at = text.search(field);
    if (at === -1) continue;
    const label = strong.find((one) => field.test(one));
    const values = [...strong.filter((one) => one !== label), ...code].filter((one) => text.indexOf(one) !== -1);
    const [value] = values;
    if (value !== undefined) return value;
    const typed = /\b(?:select|choose|enter|set (?:it )?to|as|:)\s+["“]?([^"”,.]{1,200})/i.exec(text.slice(at));
    if (typed?.[1] !== undefined) return typed[1].trim();
  }
  return null;
}

/** What the article means by the reader's own tenant id becomes the placeholder that the setup fills in. */
const filledIn = (value: string): string => (/\btenant ?id\b/i.test(value) ? '{{entraTenantId}}' : value);

function sourceOf(form: readonly Statement[]): ExtraAttributeMapping['source'] | null {
  const kind = settingIn(form, /mapping type/i) ?? '';
  const attribute = settingIn(form, /source attribute/i);
  const constant = settingIn(form, /constant value/i);
  const expression = settingIn(form, /^\s*(?:in the |enter )?.{0,12}\bexpression\b(?! mapping)/i);
  if (/constant/i.test(kind) && constant !== null)
    return { type: 'Constant', name: filledIn(constant), expression: `"${filledIn(constant)}"` };
  if (/expression/i.test(kind) && expression !== null && !/^expression$/i.test(expression))
    return { type: 'Function', expression };
  return attribute === null ? null : { type: 'Attribute', name: attribute, expression: `[${attribute}]` };
}

const most = 12;

function mappingOf(form: readonly Statement[]): ExtraAttributeMapping | null {
  const target = settingIn(form, /target attribute/i);
  const source = sourceOf(form);
  if (target === null || source === null) return null;
  const fallback = settingIn(form, /default value/i);
  const matching = settingIn(form, /match objects/i);
  const applied = settingIn(form, /apply this mapping/i);
  return {
    action: 'add',
    targetAttributeName: target,
    source,
    ...(fallback === null ? {} : { defaultValue: filledIn(fallback) }),
    ...(matching === null ? {} : { matchingPriority: /^yes/i.test(matching) ? 1 : 0 }),
    ...(applied === null
      ? {}
      : { flowType: /creat/i.test(applied) ? ('ObjectAddOnly' as const) : ('Always' as const) }),
  };
}

/** The object whose mapping the reader has open at a statement. */
function objectAt(steps: readonly Statement[], at: number): 'user' | 'group' {
  for (let before = at; before >= 0; before -= 1) {
    const named = /(?:synchroni[sz]e|provision|select|review the) .{0,40}?\b(users?|groups?)\b/i.exec(
      steps[before]?.text ?? '',
    )?.[1];
    if (named !== undefined) return /^group/i.test(named) ? 'group' : 'user';
  }
  return 'user';
}

/** Takes an article and a kind of object; gives the mappings that its steps tell the reader to add. */
export function readExtraMappings(article: SortedArticle, object: 'user' | 'group'): ExtraAttributeMapping[] {
  const steps = statementsIn(article, 'configuration', 'other');
  return steps.flatMap((step, at) => {
    if (!adding.test(step.text) || objectAt(steps, at) !== object) return [];
    const rest = steps.slice(at + 1, at + 1 + most);
    const next = rest.findIndex(({ text }) => adding.test(text) || /^review the/i.test(text));
    const mapping = mappingOf(next === -1 ? rest : rest.slice(0, next));
    return mapping === null ? [] : [mapping];
  });
}
