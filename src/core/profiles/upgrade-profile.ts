import { z } from 'zod';
import { profileSchemaVersion } from './profile-schema.ts';

const Members = z.record(z.string(), z.unknown());
type Content = z.infer<typeof Members>;

/** The content of a profile file in the present format, and the version that it was written in. */
export interface UpgradedContent {
  readonly content: unknown;
  /** Version of the file; null where it states none that is known, so that reading it tells what is wrong. */
  readonly from: number | null;
}

const part = (value: unknown): Content => Members.safeParse(value).data ?? {};

const noCuration = {
  applicationTemplateIds: {},
  synchronizationTemplateId: null,
  neededOnEveryAccount: [],
  connectionChecks: [],
  corrections: [],
};

/** The oldest files keep the facts of the article beside the id, with nothing that a person added. */
function halvesOfFlat(content: Content): Content {
  const { $schema: _schema, schemaVersion, id, applicationTemplateId, synchronizationTemplateId, ...facts } = content;
  const connection = part(facts.connection);
  const assignment = part(facts.assignment);
  const templateId = typeof applicationTemplateId === 'string' ? { Global: applicationTemplateId } : {};
  return {
    schemaVersion,
    id,
    imported: {
      aliases: [],
      homepage: null,
      ssoArticle: null,
      cloudEnvironments: ['public'],
      addMethod: 'instantiate',
      prerequisites: [],
      limitations: [],
      troubleshooting: [],
      changeLog: [],
      ...facts,
      capabilities: { stated: true, other: [], ...part(facts.capabilities) },
      vendorSetup: { consoleUrl: null, contact: {}, giveToVendor: [], ...withYields(part(facts.vendorSetup)) },
      connection: { interactiveAuthorization: false, tokenOverlap: null, ...connection },
      objectMappings: list(facts.objectMappings).map(withColumns),
      assignment: {
        appRoles: [],
        rolesImportedFromTarget: false,
        separateAppRequired: false,
        separateAppRecommended: false,
        ...assignment,
      },
      deprovisioning: { attribute: null, behaviour: 'unknown', ...part(facts.deprovisioning) },
      provenance: { repo: null, path: null, commit: null, documentDate: null, ...part(facts.provenance) },
    },
    curated: {
      ...noCuration,
      applicationTemplateIds: templateId,
      synchronizationTemplateId: synchronizationTemplateId ?? null,
    },
  };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const withYields = (setup: Content): Content => ({
  ...setup,
  steps: list(setup.steps).map((step) => ({ yields: [], ...part(step) })),
});

const withColumns = (mapping: unknown): Content => ({
  ...part(mapping),
  attributes: list(part(mapping).attributes).map((attribute) => ({
    filterable: null,
    required: null,
    matchingPriority: null,
    ...part(attribute),
  })),
});

/** Version 2 keeps names that a person knows apart from those that the article states. */
const upgradeV1toV2 = (content: Content): Content => ({
  ...content,
  schemaVersion: 2,
  curated: { aliases: [], ...part(content.curated) },
});

/** For each older version the way to the next one. */
const upgrades: ReadonlyMap<number, (content: Content) => Content> = new Map([[1, upgradeV1toV2]]);

/**
 * Takes the content of a profile file, unparsed; gives it in the present format. What is no profile at all, or one of a newer
 * program, stays as it is, for the check of the format to refuse. Pure; raises nothing.
 */
export function upgradeProfile(content: unknown): UpgradedContent {
  const parsed = Members.safeParse(content);
  const version = parsed.success ? parsed.data.schemaVersion : undefined;
  if (!parsed.success || typeof version !== 'number') return { content, from: null };
  const flat = version === 1 && !('imported' in parsed.data) && 'displayName' in parsed.data;
  let upgraded: Content = flat ? halvesOfFlat(parsed.data) : parsed.data;
  for (let at = version; at < profileSchemaVersion; at += 1) {
    const upgrade = upgrades.get(at);
    if (upgrade === undefined) return { content, from: version };
    upgraded = upgrade(upgraded);
  }
  return { content: upgraded, from: version };
}
