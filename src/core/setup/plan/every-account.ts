import { CoreError } from '#core/rpc/errors';
import { quoted } from '#core/schema/attribute-source';
import type { WantedObjectMapping } from '#core/schema/edit-schema';
import type { AttributeMapping } from '#shared/model/attribute-mapping';

/**
 * Takes a mapping; gives the expression whose value reaches every account where the default of the mapping only reaches
 * new ones, or null where it has no default or is no plain attribute. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes
 */
export function everyAccountExpression({ source, defaultValue }: AttributeMapping): string | null {
  if (source?.type !== 'Attribute' || (defaultValue ?? '') === '') return null;
  // Not IIF: the reference says that its condition fails when the attribute is empty.
  return `Coalesce([${source.name ?? ''}], ${quoted(defaultValue ?? '')})`;
}

function onEveryAccount(mapping: AttributeMapping): AttributeMapping {
  const expression = everyAccountExpression(mapping);
  if (expression === null) return mapping;
  return { ...mapping, source: { type: 'Function', expression }, defaultValue: null };
}

/**
 * Takes the wanted object mappings and target attributes whose default shall reach every account; gives the mappings with
 * an expression there. Raises `bad_request` (noDefaultToReplace) for an attribute that the vendor's profile maps without a
 * default, or not at all. Pure.
 */
export function withEveryAccount(
  wanted: readonly WantedObjectMapping[],
  attributes: readonly string[],
): readonly WantedObjectMapping[] {
  const puts = wanted.flatMap(({ put = [] }) => put).filter((one) => everyAccountExpression(one) !== null);
  const replaceable = new Set(puts.map(({ targetAttributeName }) => targetAttributeName));
  const unknown = attributes.findIndex((name) => !replaceable.has(name));
  if (unknown !== -1) {
    throw new CoreError('bad_request', `"${attributes[unknown]}" has no default that could reach every account.`, {
      reason: 'noDefaultToReplace',
      nextStep:
        replaceable.size === 0
          ? 'Take everyAccount out of the configuration.'
          : `Name one of ${[...replaceable].join(', ')}.`,
      location: { path: `everyAccount.${unknown}` },
    });
  }
  return wanted.map((mapping) =>
    mapping.put === undefined
      ? mapping
      : {
          ...mapping,
          put: mapping.put.map((one) => (attributes.includes(one.targetAttributeName) ? onEveryAccount(one) : one)),
        },
  );
}
