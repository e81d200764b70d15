import { z } from 'zod';
import { findGroups, findUsers } from '#core/graph/calls/directory';
import { orNullWhenMissing } from '#core/graph/calls/reading';
import { getServicePrincipal } from '#core/graph/calls/service-principals';
import type { Graph } from '#core/graph/graph';
import { CoreError } from '#core/rpc/errors';
import { parseConfiguration } from '#core/setup/configuration-file';
import { configurationText } from '#core/setup/configuration-text';
import type { ImportedConfiguration } from '#shared/contract/evidence';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { VerificationView } from '#shared/model/evidence';
import type { EvidencePort, FileReader } from './evidence-port.ts';
import { byName, importedConfiguration } from './imported-configuration.ts';
import { isBundle, openVerified } from './verified-bundle.ts';

/** What was found in a bundle, a folder or a file; `verification` is null where there was no manifest to verify. */
export interface ReadConfigurations {
  readonly verification: VerificationView | null;
  readonly configurations: ImportedConfiguration[];
}

const inBundle = /^configuration\/[^/]+\/configuration\.json$/;
const inFolder = /\.(?:ya?ml|json)$/i;

const nothingFound = (path: string): CoreError =>
  new CoreError('bad_request', `${path} holds no configuration.`, {
    reason: 'nothingToImport',
    nextStep: 'Give a bundle, a folder of configuration files, or one such file.',
  });

interface Found {
  readonly source: string;
  readonly configuration: ProvisioningConfiguration;
  /** Display names of assigned groups by their ids in lower case, where the bundle has them. */
  readonly groupNames: ReadonlyMap<string, string>;
}

const Groups = z.array(
  z.looseObject({ principalId: z.string(), principalType: z.string().nullish(), displayName: z.string().nullish() }),
);

async function groupNamesIn(files: FileReader, source: string): Promise<ReadonlyMap<string, string>> {
  const path = source.replace(/configuration\.json$/, 'assignments.json');
  if (path === source || !files.paths.includes(path)) return new Map();
  const all = Groups.parse(JSON.parse(await files.text(path)));
  return new Map(
    all.flatMap(({ principalId, principalType, displayName }) =>
      principalType === 'Group' && displayName != null ? [[principalId.toLowerCase(), displayName] as const] : [],
    ),
  );
}

async function configurationsIn(files: FileReader, path: string, bundled: boolean): Promise<readonly Found[]> {
  const wanted = files.paths.filter((name) => (bundled ? inBundle : inFolder).test(name));
  if (wanted.length === 0) throw nothingFound(path);
  const found: Found[] = [];
  for (const source of wanted) {
    const configuration = parseConfiguration(await files.text(source));
    found.push({ source, configuration, groupNames: bundled ? await groupNamesIn(files, source) : new Map() });
  }
  return found;
}

interface Reading {
  readonly evidence: Pick<EvidencePort, 'verify' | 'open'>;
  readonly graph: Graph;
  readonly signal: AbortSignal;
}

/** A tenant has an application only once, so its id says whether this is the one that the configuration is about. */
async function isHere({ graph, signal }: Reading, configuration: ProvisioningConfiguration): Promise<boolean> {
  const { servicePrincipalId } = configuration.application;
  if (servicePrincipalId === undefined) return false;
  return (await orNullWhenMissing(getServicePrincipal(graph, { servicePrincipalId, signal }))) !== null;
}

async function importOne(reading: Reading, found: Found): Promise<ImportedConfiguration> {
  const { graph, signal } = reading;
  const sameApplication = await isHere(reading, found.configuration);
  const assignments = sameApplication
    ? found.configuration.assignments
    : found.configuration.assignments.map((one) => byName(one, found.groupNames));
  const userNames = assignments.flatMap(({ user }) => user ?? []);
  const groupNames = assignments.flatMap(({ group }) => group ?? []);
  const looks = !sameApplication;
  const [users, groups] = await Promise.all([
    looks && userNames.length > 0 ? findUsers(graph, { names: userNames, signal }) : new Map<string, unknown>(),
    looks && groupNames.length > 0 ? findGroups(graph, { names: groupNames, signal }) : new Map<string, unknown[]>(),
  ]);
  // Of several groups with one name none is taken: nobody can tell which is meant.
  const known = [...groups].flatMap(([name, same]) => (same.length === 1 ? [name] : []));
  const { configuration, notes } = importedConfiguration(
    { ...found.configuration, assignments },
    { sameApplication, users: new Set(users.keys()), groups: new Set(known) },
  );
  return {
    source: found.source,
    application: configuration.application.name ?? configuration.vendor,
    configuration,
    text: configurationText(configuration),
    notes: [...notes],
  };
}

/**
 * Takes the path of a bundle, a folder of configuration files or one such file, and the fingerprint that the author told; verifies a bundle
 * first and reads nothing of one that is not intact; then looks which people, groups and applications this tenant has. Raises
 * `storage_corrupt` (reasons bundleNotIntact, authorNotProven), `bad_request`, and what Graph raises.
 */
export async function readConfigurations(
  reading: Reading,
  { path, fingerprint }: { readonly path: string; readonly fingerprint: string | null },
): Promise<ReadConfigurations> {
  const { evidence } = reading;
  const files = await evidence.open(path);
  const bundle = isBundle(files, path) ? await openVerified(evidence, files, { path, fingerprint }) : null;
  const configurations: ImportedConfiguration[] = [];
  for (const found of await configurationsIn(bundle?.files ?? files, path, bundle !== null))
    configurations.push(await importOne(reading, found));
  return { verification: bundle?.view ?? null, configurations };
}
