import { profileSchemaVersion, type VendorFacts, type VendorProfile } from '#core/profiles/profile-schema';
import { CoreError } from '#core/rpc/errors';
import { VendorId } from '#shared/model/ids';
import { longestArticle } from '#shared/model/text-limits';
import { readAssignment, readDeprovisioning } from './assignment.ts';
import { attributeTables, warnOfTables } from './attribute-tables.ts';
import { readCapabilities } from './capabilities.ts';
import { readConnection } from './credentials.ts';
import {
  readCloudEnvironments,
  readConnectivity,
  readDirection,
  readDocumentDate,
  readHomepage,
  readSsoArticle,
  readStatus,
  readTemplate,
  readUiGeneration,
} from './document-facts.ts';
import { createFindings, type Findings, type ImportWarning } from './findings.ts';
import { type GalleryName, idOfName, readAliases, readGalleryName } from './gallery-name.ts';
import { readChangeLog, readLimitations, readTroubleshooting } from './limits.ts';
import { warnOfNames, warnOfTestHosts } from './name-warnings.ts';
import { readObjectMappings } from './object-mappings.ts';
import { readPrerequisites } from './prerequisites.ts';
import { readArticle } from './read-article.ts';
import { refusalOf } from './refusal.ts';
import { type SortedArticle, sortSections } from './sections.ts';
import { vendorItems } from './vendor-items.ts';
import { readVendorSetup } from './vendor-setup.ts';

/** A document to import, and where it came from as far as that is known. */
export interface TutorialSource {
  /** Markdown. */
  readonly text: string;
  /** Name of the file, for the record only: no fact is taken from it. */
  readonly file: string;
  readonly origin?:
    | { readonly repo?: string | undefined; readonly path?: string | undefined; readonly commit?: string | undefined }
    | undefined;
}

/** What an import gives. The warnings stand in the profile too. */
export interface ImportedTutorial {
  readonly profile: VendorProfile;
  readonly warnings: readonly ImportWarning[];
}

/** Ten times the lines of the longest article of the family. */
const mostLines = 20_000;
const longestLine = 10_000;

/** Includes of the family whose content is known and holds no fact of its own beyond the prerequisites. */
const knownIncludes =
  /common-prerequisites|create-assign-users-provisioning|monitor-deployment|licensing-requirement|app-provisioning-scope|mfa|gallery-app/i;

function checkSize(text: string): void {
  const refuse = (message: string): CoreError =>
    new CoreError('bad_request', message, {
      reason: 'documentTooLarge',
      nextStep: 'Give the Markdown of one article.',
    });
  if (text.length > longestArticle)
    throw refuse(`The document has more than ${longestArticle} characters and is no article.`);
  const lines = text.split(/\r\n?|\n/);
  if (lines.length > mostLines) throw refuse(`The document has more than ${mostLines} lines and is no article.`);
  if (lines.some((line) => line.length > longestLine)) {
    throw refuse(`The document has a line of more than ${longestLine} characters and is no article.`);
  }
}

function readFacts(
  article: SortedArticle,
  names: GalleryName,
  findings: Findings,
): Omit<VendorFacts, 'provenance' | 'importWarnings'> {
  const aliases = readAliases(article, names, findings);
  const app = aliases.find((alias) => names.displayName.startsWith(alias)) ?? names.displayName;
  const tables = attributeTables(article);
  const items = vendorItems(article);
  const capabilities = readCapabilities(article, tables.group, findings);
  const connection = readConnection(article, items, findings);
  const direction = readDirection(article);
  warnOfTables([...tables.user, ...tables.group], findings);
  warnOfNames(article, [names.displayName, ...aliases], findings);
  warnOfTestHosts(article, findings);
  return {
    displayName: names.displayName,
    aliases,
    homepage: readHomepage(article),
    ssoArticle: readSsoArticle(article),
    direction,
    connectivity: readConnectivity(article),
    cloudEnvironments: readCloudEnvironments(article),
    status: readStatus(article, findings),
    addMethod: article.statements.some(({ text }) => /\bsign up for the app\b/i.test(text))
      ? 'oidcSignUp'
      : 'instantiate',
    capabilities,
    prerequisites: readPrerequisites(article, app),
    vendorSetup: readVendorSetup({ article, items, interactive: connection.interactiveAuthorization }, findings),
    connection,
    objectMappings: readObjectMappings({ article, tables, groups: capabilities.groups, direction }, findings),
    assignment: readAssignment(article),
    deprovisioning: readDeprovisioning(article, tables.user),
    limitations: readLimitations(article),
    troubleshooting: readTroubleshooting(article, names.displayName),
    changeLog: readChangeLog(article),
  };
}

function provenanceOf(
  article: SortedArticle,
  source: TutorialSource,
  facts: Pick<VendorFacts, 'direction' | 'connectivity'>,
): VendorFacts['provenance'] {
  const { repo, path, commit } = source.origin ?? {};
  return {
    repo: repo ?? null,
    path: path ?? null,
    commit: commit ?? null,
    file: path ?? (source.file === '' ? 'article.md' : source.file),
    documentDate: readDocumentDate(article),
    template: readTemplate(article, facts),
    uiGeneration: readUiGeneration(article),
  };
}

/**
 * Takes a provisioning tutorial as Markdown; gives the vendor profile that it makes, with a warning for every defect and every fact that
 * it does not state. Reads nothing but the text. Raises `bad_request` with the reason notAProvisioningArticle,
 * routesToAnotherArticle, applicationNotNamed, emptyDocument or documentTooLarge.
 * Source: the family of provisioning tutorials on learn.microsoft.com/entra/identity/saas-apps
 */
export function importTutorial(source: TutorialSource): ImportedTutorial {
  checkSize(source.text);
  const article = sortSections(readArticle(source.text));
  const names = readGalleryName(article);
  const refusal = refusalOf(article, names);
  const id = VendorId.safeParse(idOfName(names?.displayName ?? ''));
  if (refusal !== null || names === null || !id.success) {
    const { reason, message, nextStep } = refusal ?? {
      reason: 'applicationNotNamed',
      message: 'The name of the application has no letter or digit of the Latin alphabet to make an id of.',
      nextStep: 'Write the profile by hand.',
    };
    throw new CoreError('bad_request', message, { reason, nextStep });
  }
  const findings = createFindings();
  for (const { name, line } of article.includes) {
    if (!knownIncludes.test(name))
      findings.warn('unresolvedInclude', `The included text ${name} is not known here`, line);
  }
  const facts = readFacts(article, names, findings);
  const warnings = findings.all();
  const imported: VendorFacts = {
    ...facts,
    provenance: provenanceOf(article, source, facts),
    importWarnings: warnings,
  };
  return {
    profile: {
      $schema: '../profile.schema.json',
      schemaVersion: profileSchemaVersion,
      id: id.data,
      imported,
      curated: emptyCurated(),
    },
    warnings,
  };
}

/** What a person has not added yet. */
const emptyCurated = (): VendorProfile['curated'] => ({
  applicationTemplateIds: {},
  synchronizationTemplateId: null,
  neededOnEveryAccount: [],
  connectionChecks: [],
  corrections: [],
  aliases: [],
});
