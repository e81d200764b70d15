import { listJobs } from '#core/graph/calls/synchronization-jobs';
import { readSchema } from '#core/graph/calls/synchronization-schema';
import type { Graph } from '#core/graph/graph';
import type { ObjectMapping, SynchronizationRule, SynchronizationSchema } from '#core/graph/shapes';
import { selectApplication } from '#core/operations/select-application';
import type { ProfileSource } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import { attributesOf } from '#core/schema/attribute-view';
import { describeScopingFilter } from '#core/schema/compare-filters';
import type { WantedObjectMapping } from '#core/schema/edit-schema';
import { wantedMappings } from '#core/setup/plan/wanted-mappings';
import { profileOf } from '#core/setup/read-export';
import { type ObjectFlowAction, ProvisioningConfiguration } from '#shared/model/configuration';
import type { MappingsView, ObjectMappingView } from '#shared/model/mappings';
import { profileFindings } from './profile-findings.ts';

const actionOf: Readonly<Record<string, ObjectFlowAction>> = { add: 'create', update: 'update', delete: 'delete' };

function flowsOf(flowTypes: string | null | undefined): Pick<ObjectMappingView, 'actions' | 'otherActions'> {
  const names = (flowTypes ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name.toLowerCase() !== 'none');
  return {
    actions: names.flatMap((name) => actionOf[name.toLowerCase()] ?? []),
    otherActions: names.filter((name) => actionOf[name.toLowerCase()] === undefined),
  };
}

/** What an object mapping is looked at beside. */
export interface ViewContext {
  readonly schema: Pick<SynchronizationSchema, 'directories'>;
  readonly profile: EffectiveProfile;
  readonly extras: readonly WantedObjectMapping[];
}

/** Takes a live object mapping and its rule; gives what an editor needs of it. Pure. */
export function objectMappingView(
  mapping: ObjectMapping,
  rule: SynchronizationRule,
  { schema, profile, extras }: ViewContext,
): ObjectMappingView {
  const { sourceObjectName: source, targetObjectName: target } = mapping;
  const sourceAttributes = [
    ...attributesOf(schema.directories, { directory: rule.sourceDirectoryName, object: source }),
  ];
  const targetAttributes = [
    ...attributesOf(schema.directories, { directory: rule.targetDirectoryName, object: target }),
  ];
  const mappings = mapping.attributeMappings ?? [];
  return {
    source,
    target,
    editable: rule.editable !== false,
    enabled: mapping.enabled ?? true,
    ...flowsOf(mapping.flowTypes),
    scopingFilter: mapping.scope ?? null,
    filterInWords: describeScopingFilter(mapping.scope),
    mappings,
    sourceAttributes,
    targetAttributes,
    findings: [
      ...profileFindings({
        profile,
        facts: profile.objectMappings.find((one) => one.sourceObjectName === source),
        extras: extras.find((one) => one.source === source),
        source,
        mappings,
        targetAttributes,
        sourceAttributes,
      }),
    ],
  };
}

/** Where several rules map the same objects only the first is edited, as in a configuration. */
function objectsOf(schema: SynchronizationSchema, context: ViewContext): ObjectMappingView[] {
  const all = (schema.synchronizationRules ?? []).flatMap((rule) =>
    (rule.objectMappings ?? []).map((mapping) => objectMappingView(mapping, rule, context)),
  );
  const names = all.map(({ source, target }) => `${source}\n${target}`);
  return all
    .filter((_, index) => names.indexOf(names[index] ?? '') === index)
    .toSorted((one, other) => Number(other.source === 'User') - Number(one.source === 'User'));
}

const noJob = (application: string): CoreError =>
  new CoreError('conflict', `"${application}" has no synchronization job yet, so it has no mappings.`, {
    reason: 'noJob',
    nextStep: 'Set provisioning up first.',
  });

/**
 * Takes a display name or an object id; reads the mappings of that application's first job beside its vendor profile.
 * Raises `not_found`, `conflict` (ambiguousApplication, noJob) and what Graph raises.
 */
export async function readMappings(
  services: { readonly graph: Graph; readonly profiles: ProfileSource },
  asked: { readonly application: string; readonly tenantId: string; readonly signal: AbortSignal },
): Promise<MappingsView> {
  const { graph } = services;
  const { signal } = asked;
  const servicePrincipal = await selectApplication(graph, asked);
  const options = { servicePrincipalId: servicePrincipal.id, signal };
  const [{ profile }, [job]] = await Promise.all([
    profileOf(services, servicePrincipal, signal),
    listJobs(graph, options),
  ]);
  if (job === undefined) throw noJob(servicePrincipal.displayName);
  const schema = await readSchema(graph, { ...options, jobId: job.id });
  const bare = ProvisioningConfiguration.parse({ schemaVersion: 1, vendor: profile.id });
  const extras = wantedMappings(bare, profile, asked.tenantId);
  return {
    servicePrincipalId: servicePrincipal.id,
    application: servicePrincipal.displayName,
    jobId: job.id,
    version: schema.version ?? null,
    vendor: profile.id,
    profile: profile.displayName,
    objects: objectsOf(schema, { schema, profile, extras }),
  };
}
