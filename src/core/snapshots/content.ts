import type {
  AppRole,
  AppRoleAssignment,
  DirectoryObject,
  SynchronizationJob,
  SynchronizationSchema,
  SynchronizationSecret,
} from '#core/graph/shapes';
import { exportConfiguration } from '#core/setup/export-configuration';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { ServicePrincipalId, VendorId } from '#shared/model/ids';
import type { Warning } from '#shared/model/plan';
import type { MissingPart } from '#shared/model/snapshot';
import { maskedConfiguration, maskedSchema } from './masking.ts';
import type { SnapshotContent } from './snapshot.ts';

/** Everything of one application that a snapshot is made of, as it was read. */
export interface ContentFacts {
  readonly vendor: VendorId;
  readonly servicePrincipalId: ServicePrincipalId;
  readonly name: string;
  readonly roles: readonly AppRole[];
  readonly job: SynchronizationJob | null;
  readonly schema: SynchronizationSchema | null;
  readonly secrets: readonly SynchronizationSecret[];
  readonly assignments: readonly AppRoleAssignment[];
  readonly oauth: boolean;
  readonly missing: readonly MissingPart[];
}

/** Names play no part in what is restored, so an assignment is kept by the object id alone. */
const peopleOf = (assignments: readonly AppRoleAssignment[]): ReadonlyMap<string, DirectoryObject> =>
  new Map(assignments.map(({ principalId }) => [principalId, { id: principalId }]));

/** Takes what was read; gives the configuration that says the same, nothing masked yet, and what it cannot say. Pure. */
export const configurationOf = (
  facts: ContentFacts,
): { readonly configuration: ProvisioningConfiguration; readonly notes: readonly Warning[] } =>
  exportConfiguration({ ...facts, people: peopleOf(facts.assignments) });

/** Takes what was read; gives what a snapshot keeps of it: no secret, and nothing of a password-like target. Pure. */
export function contentOf(facts: ContentFacts): SnapshotContent {
  const { configuration, notes } = configurationOf(facts);
  const { configuration: kept, masked } = maskedConfiguration(configuration);
  return {
    configuration: kept,
    schema: facts.schema === null ? null : maskedSchema(facts.schema),
    names: Object.fromEntries(
      facts.assignments.flatMap(({ principalId, principalDisplayName }) =>
        principalDisplayName === null || principalDisplayName === undefined
          ? []
          : [[principalId, principalDisplayName]],
      ),
    ),
    masked: [...masked],
    notes: [...notes],
    missing: [...facts.missing],
  };
}
