import type { ProfileSource } from '#core/ports';
import { checkProfile } from '#core/profiles/check-profile';
import { findProfile } from '#core/profiles/load-profiles';
import type { VendorFacts, VendorProfile } from '#core/profiles/profile-schema';
import { CoreError } from '#core/rpc/errors';
import type { FactSheet, FactsSource } from '#shared/contract/library';
import { importArticle } from './import-article.ts';

/** What is known about a vendor, and what to call this version of it. */
export interface NamedFacts {
  readonly name: string;
  readonly facts: VendorFacts;
}

/** Takes the text of a profile file; gives its content. Raises `bad_request` (reason profileNotJson). */
export function parseProfileText(text: string): unknown {
  try {
    // A byte order mark is what some editors put first; JSON knows no such thing.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new CoreError('bad_request', 'The profile is not JSON.', {
      reason: 'profileNotJson',
      nextStep: 'Mend the file: an editor that checks JSON shows the place.',
      cause,
    });
  }
}

function fileOfText(text: string): VendorProfile {
  const { file, faults } = checkProfile(parseProfileText(text));
  if (file !== null) return file;
  const [first] = faults;
  throw new CoreError('bad_request', `The profile cannot be used: ${first?.path ?? ''} ${first?.message ?? ''}.`, {
    reason: 'invalidProfile',
    nextStep: 'Check it with "vendors validate".',
  });
}

/** A profile file, and where it comes from. */
export interface SourcedProfile {
  readonly file: VendorProfile;
  readonly source: FactSheet['source'];
}

/**
 * Takes where profiles are kept and a version; gives its profile. Raises `not_found` for an unknown vendor, `bad_request` for a text that
 * is no profile, and what an import raises.
 */
export async function readProfileOf(profiles: ProfileSource, source: FactsSource): Promise<SourcedProfile> {
  switch (source.kind) {
    case 'vendor': {
      const { file, source: from } = await findProfile(profiles, source.vendor);
      return { file, source: from };
    }
    case 'article':
      return { file: importArticle({ text: source.text, file: source.file }).profile, source: 'given' };
    case 'profile':
      return { file: fileOfText(source.text), source: 'given' };
  }
}

/** Takes where profiles are kept and a version; gives its facts. Raises what {@link readProfileOf} raises. */
export async function readFacts(profiles: ProfileSource, source: FactsSource): Promise<NamedFacts> {
  const { file } = await readProfileOf(profiles, source);
  const facts = file.imported ?? file.curated.facts;
  if (facts === undefined) throw new CoreError('bad_request', `The profile "${file.id}" states no facts.`);
  return { name: `${facts.displayName} (${facts.provenance.documentDate ?? 'not dated'})`, facts };
}
