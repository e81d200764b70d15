import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VendorFacts } from '#core/profiles/profile-schema';
import { importTutorial } from '#core/tutorials/import-tutorial';
import { projectRoot } from '#test/support/project-root';

const folder = join(projectRoot, 'test/tutorials/articles');

/** An article of the test data, by its file name without the ending. */
export interface GivenArticle {
  readonly name: string;
  readonly text: string;
}

/** The sixteen articles of the test data. */
export const articles: readonly GivenArticle[] = readdirSync(folder)
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .sort()
  .map((file) => ({ name: file.slice(0, -3), text: readFileSync(join(folder, file), 'utf8') }));

/** Where the five seeds came from, as their profiles record it. */
export const origins: Readonly<Record<string, { readonly repo?: string; readonly path: string }>> = {
  airstack: {
    repo: 'MicrosoftDocs/entra-docs',
    path: 'docs/identity/saas-apps/airstack-provisioning-tutorial.md',
  },
  askspoke: {
    repo: 'MicrosoftDocs/entra-docs',
    path: 'docs/identity/saas-apps/askspoke-provisioning-tutorial.md',
  },
  atea: {
    repo: 'MicrosoftDocs/azure-docs',
    path: 'articles/active-directory/saas-apps/atea-provisioning-tutorial.md',
  },
  'cloud-academy-sso': {
    repo: 'MicrosoftDocs/entra-docs',
    path: 'docs/identity/saas-apps/cloud-academy-sso-provisioning-tutorial.md',
  },
  'schoolstream-asa': { path: 'schoolstream-asa-provisioning-tutorial.md' },
};

/** Takes Markdown and a name; gives the facts that the importer makes of it. Raises what the importer raises. */
export function factsOf(text: string, name = 'article'): VendorFacts {
  const { profile } = importTutorial({ text, file: `${name}.md`, origin: origins[name] });
  if (profile.imported === null) throw new Error('An import states facts.');
  return profile.imported;
}
