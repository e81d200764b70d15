import { searchGroups, searchPeople } from '#core/graph/calls/directory';
import { listJobs, listSynchronizationTemplates } from '#core/graph/calls/synchronization-jobs';
import { readSchema } from '#core/graph/calls/synchronization-schema';
import type { Graph } from '#core/graph/graph';
import type { DirectoryObject } from '#core/graph/shapes';
import { requireAccount } from '#core/journal/journal-key';
import type { Ports } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { findProfile } from '#core/profiles/load-profiles';
import { withLiveFields } from '#core/profiles/template-fields';
import { vendorGuideOf } from '#core/profiles/vendor-guide';
import type { Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { SecretRegister } from '#core/secrets/secret-register';
import { preferredTemplate } from '#core/setup/choose-job';
import { wantedMappings } from '#core/setup/plan/wanted-mappings';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import type { DirectoryEntry } from '#shared/model/preparation';
import { compareMappings } from './mapping-comparison.ts';
import { prerequisitesOf } from './prerequisites.ts';
import { readTenant } from './read-tenant.ts';
import { testConnection } from './test-connection.ts';

type PreparationPath =
  | 'vendors.guide'
  | 'setup.checkPrerequisites'
  | 'setup.compareMappings'
  | 'setup.testConnection'
  | 'secrets.makeDemoToken'
  | 'directory.search';

interface Services {
  readonly ports: Ports;
  readonly graph: Graph;
  readonly secrets: SecretRegister;
}

const entryOf =
  (kind: DirectoryEntry['kind']) =>
  (object: DirectoryObject): DirectoryEntry => ({
    kind,
    id: object.id,
    displayName: object.displayName ?? object.userPrincipalName ?? object.id,
    userPrincipalName: kind === 'user' ? (object.userPrincipalName ?? null) : null,
    assignable: kind === 'user' || object.securityEnabled !== false,
  });

const noDemoToken = (vendor: string): CoreError =>
  new CoreError('not_found', `There is no demo console of "${vendor}" that could make a token.`, {
    reason: 'noDemoVendor',
    nextStep: 'Make the token in the console of the vendor.',
  });

interface Instance {
  readonly servicePrincipalId: string | null;
  readonly profile: EffectiveProfile;
  readonly signal: AbortSignal;
}

async function liveTemplate(graph: Graph, { servicePrincipalId, profile, signal }: Instance) {
  if (servicePrincipalId === null) return null;
  const templates = await listSynchronizationTemplates(graph, { servicePrincipalId, signal });
  return preferredTemplate(templates, profile.synchronizationTemplateId) ?? null;
}

async function liveSchema(graph: Graph, servicePrincipalId: string | null, signal: AbortSignal) {
  if (servicePrincipalId === null) return null;
  const [job] = await listJobs(graph, { servicePrincipalId, signal });
  if (job === undefined) return null;
  return { jobId: job.id, schema: await readSchema(graph, { servicePrincipalId, jobId: job.id, signal }) };
}

/**
 * Takes the ports, Graph and the register of secrets; gives the handlers of everything that prepares a set-up. They raise
 * `unauthenticated`, `not_found` for an unknown vendor, `consent_required`, and what Graph raises.
 */
export function createPreparationHandlers(services: Services): Pick<Handlers, PreparationPath> {
  const { ports, graph, secrets } = services;
  return {
    'vendors.guide': async ({ vendor, servicePrincipalId }, { signal }) => {
      const [loaded, account] = await Promise.all([findProfile(ports.profiles, vendor), ports.identity.current()]);
      const template = await liveTemplate(graph, { servicePrincipalId, profile: loaded.profile, signal });
      const profile = withLiveFields(loaded.profile, template);
      return vendorGuideOf({ ...loaded, profile }, account?.tenantId ?? null);
    },
    'setup.checkPrerequisites': async ({ vendor }, { signal }) => {
      const account = await requireAccount(ports.identity);
      const { profile } = await findProfile(ports.profiles, vendor);
      const findings = await readTenant({ graph, clock: ports.clock, account, signal }, profile);
      const { applications, gallery } = findings;
      return {
        prerequisites: [...prerequisitesOf(profile, findings)],
        applications: 'value' in applications ? [...applications.value] : [],
        gallery:
          'value' in gallery ? gallery.value : { state: 'notFound', displayName: null, supportsProvisioning: null },
      };
    },
    'setup.compareMappings': async ({ vendor, servicePrincipalId }, { signal }) => {
      const account = await requireAccount(ports.identity);
      const { profile } = await findProfile(ports.profiles, vendor);
      const live = await liveSchema(graph, servicePrincipalId, signal);
      const configuration = ProvisioningConfiguration.parse({ schemaVersion: 1, vendor });
      const wanted = wantedMappings(configuration, profile, account.tenantId);
      return {
        live: live === null ? null : { jobId: live.jobId, version: live.schema.version ?? null },
        mappings: [...compareMappings({ profile, wanted, schema: live?.schema ?? null })],
      };
    },
    'setup.testConnection': async ({ vendor, ...tested }, { signal, progress }) => {
      await requireAccount(ports.identity);
      const { profile } = await findProfile(ports.profiles, vendor);
      const revealFor: SecretRegister['revealFor'] = (handle, host) => secrets.revealFor(handle, host);
      const { target, newId } = ports;
      return testConnection({ graph, target, newId, revealFor }, { ...tested, profile, signal, progress });
    },
    'secrets.makeDemoToken': async ({ vendor }) => {
      const token = ports.demoToken?.(vendor) ?? null;
      if (token === null) throw noDemoToken(vendor);
      return { handle: secrets.put(token) };
    },
    'directory.search': async ({ kind, search }, { signal }) => {
      const { found, complete } = await (kind === 'user' ? searchPeople : searchGroups)(graph, { search, signal });
      return { entries: found.map(entryOf(kind)), complete };
    },
  };
}
