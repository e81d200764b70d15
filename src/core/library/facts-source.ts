import type { ProfileSource } from '#core/ports';
import { checkProfile } from '#core/profiles/check-profile';
import { findProfile } from '#core/profiles/load-profiles';
import type { VendorFacts, VendorProfile } from '#core/profiles/profile-schema';
import { CoreError } from '#core/rpc/errors';
import { importTutorial } from '#core/tutorials/import-tutorial';
import type { FactsSource } from '#shared/contract/library';

/** What is known about a vendor, and what to call this version of it. */
export interface NamedFacts {
  readonly name: string;
  readonly facts: VendorFacts;
}

/** Takes the text of a profile file; gives its content. Raises `bad_request` (reason profileNotJson). */
export function parseProfileText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new CoreError('bad_request', 'The profile is not JSON.', {
      reason: 'profileNotJson',
      nextStep: 'Mend the file: an editor that checks JSON shows the place.',
      cause,
    });
  }
}

function factsOf(profile: VendorProfile): NamedFacts {
  const facts = profile.imported ?? profile.curated.facts;
  if (facts === undefined) throw new CoreError('bad_request', `The profile "${profile.id}" states no facts.`);
  return { name: `${facts.displayName} (${facts.provenance.documentDate ?? 'not dated'})`, facts };
}

function factsOfText(text: string): NamedFacts {
  const { file, faults } = checkProfile(parseProfileText(text));
  if (file !== null) return factsOf(file);
  const [first] = faults;
  throw new CoreError('bad_request', `The profile cannot be used: ${first?.path ?? ''} ${first?.message ?? ''}.`, {
    reason: 'invalidProfile',
    nextStep: 'Check it with "vendors validate".',
  });
}

/**
 * Takes where profiles are kept and a version; gives its facts. Raises `not_found` for an unknown vendor, `bad_request` for a text that
 * is no profile, and what an import raises.
 */
export async function readFacts(profiles: ProfileSource, source: FactsSource): Promise<NamedFacts> {
  switch (source.kind) {
    case 'vendor':
      return factsOf((await findProfile(profiles, source.vendor)).file);
    case 'article':
      return factsOf(importTutorial({ text: source.text, file: source.file }).profile);
    case 'profile':
      return factsOfText(source.text);
  }
}
