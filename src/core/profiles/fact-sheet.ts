import { CoreError } from '#core/rpc/errors';
import type { CuratedFact, FactSheet } from '#shared/contract/library';
import { factsByArea } from './compare-facts.ts';
import type { CuratedFacts, VendorProfile } from './profile-schema.ts';

const curatedOf = (curated: CuratedFacts): readonly CuratedFact[] => [
  ...curated.aliases.map((alias) => ({ kind: 'alias', fact: alias, source: null })),
  ...Object.entries(curated.applicationTemplateIds).map(([cloud, id]) => ({
    kind: 'applicationTemplate',
    fact: `${cloud}: ${id}`,
    source: null,
  })),
  ...(curated.synchronizationTemplateId === null
    ? []
    : [{ kind: 'synchronizationTemplate', fact: curated.synchronizationTemplateId, source: null }]),
  ...curated.neededOnEveryAccount.map(({ targetAttributeName, fact, source }) => ({
    kind: 'neededOnEveryAccount',
    fact: `${targetAttributeName}: ${fact}`,
    source,
  })),
  ...curated.connectionChecks.map(({ text, source }) => ({ kind: 'connectionCheck', fact: text, source })),
  ...curated.corrections.map(({ slip, correction, source }) => ({
    kind: 'correction',
    fact: `${slip}; what is meant: ${correction}`,
    source,
  })),
];

/**
 * Takes a profile file and where it comes from; gives its facts as text, each with its source: the document for what was imported, a
 * source of its own for what a person added. Raises `bad_request` for a profile without facts. Pure.
 */
export function factSheetOf(file: VendorProfile, source: FactSheet['source']): FactSheet {
  const facts = file.imported ?? file.curated.facts;
  if (facts === undefined) throw new CoreError('bad_request', `The profile "${file.id}" states no facts.`);
  const { provenance } = facts;
  return {
    id: file.id,
    displayName: facts.displayName,
    source,
    document: {
      file: provenance.file,
      repo: provenance.repo,
      commit: provenance.commit,
      date: provenance.documentDate,
      byHand: file.imported === null,
    },
    areas: factsByArea(facts).map(({ area, facts: stated }) => ({ area, facts: stated.map((fact) => ({ ...fact })) })),
    curated: [...curatedOf(file.curated)],
    warnings: facts.importWarnings.map(({ code, message, line }) => ({
      code,
      message,
      ...(line === undefined ? {} : { line }),
    })),
  };
}
