import type {
  AssignmentConfiguration,
  ObjectMappingConfiguration,
  ProvisioningConfiguration,
} from '#shared/model/configuration';
import type { Difference, DifferenceArea } from '#shared/model/difference';
import { type ComparedObjectMapping, objectMappingDifferences } from './compare-object-mappings.ts';
import { differenceOf, differingPairs } from './differences.ts';
import { objectMappingName } from './edit-schema.ts';

/** One value of a configuration, found by where it stands; null = nothing is said about it. */
interface Stated {
  readonly area: DifferenceArea;
  readonly place: string;
  readonly what: string;
  readonly value: string | null;
}

const yesNo = (value: boolean | undefined): string | null => {
  if (value === undefined) return null;
  return value ? 'yes' : 'no';
};

function applicationFacts({ vendor, application }: ProvisioningConfiguration): readonly Stated[] {
  const at = { area: 'application', place: 'Application' } as const;
  return [
    { ...at, what: 'vendor', value: vendor },
    { ...at, what: 'name', value: application.name ?? null },
    { ...at, what: 'service principal', value: application.servicePrincipalId ?? null },
    { ...at, what: 'an instance that is there', value: application.existing === 'reuse' ? 'reused' : 'left alone' },
  ];
}

/** A secret is only ever its label here. */
function connectionFacts({ connection }: ProvisioningConfiguration): readonly Stated[] {
  const at = { area: 'connection', place: 'Connection' } as const;
  return [
    { ...at, what: 'tenant URL', value: connection.tenantUrl ?? null },
    ...Object.entries(connection.settings).map(([key, value]) => ({ ...at, what: `setting ${key}`, value })),
    ...Object.entries(connection.secrets).map(([key, { label }]) => ({
      ...at,
      what: `secret ${key}`,
      value: `bound to the label ${label}`,
    })),
  ];
}

/** None named is the same as nothing said. */
const everyAccountInWords = (targets: readonly string[] | undefined): string | null =>
  targets === undefined || targets.length === 0 ? null : [...new Set(targets)].sort().join(', ');

function behaviourFacts(configuration: ProvisioningConfiguration): readonly Stated[] {
  const { scope, notifications, safety, provisioning } = configuration;
  const threshold = safety?.deletionThreshold;
  const limit = threshold?.value === undefined ? 'on' : `${threshold.value}`;
  return [
    {
      area: 'scope',
      place: 'Scope',
      what: 'people',
      value: scope.people === 'assigned' ? 'assigned only' : 'everyone',
    },
    {
      area: 'scope',
      place: 'Scope',
      what: 'accounts that leave the scope are kept',
      value: yesNo(scope.skipOutOfScopeDeletions),
    },
    {
      area: 'notification',
      place: 'Notifications',
      what: 'e-mail',
      value: notifications === undefined ? null : (notifications.email ?? 'off'),
    },
    {
      area: 'safety',
      place: 'Safety',
      what: 'deletion threshold',
      value: threshold === undefined ? null : threshold.enabled ? limit : 'off',
    },
    {
      area: 'provisioning',
      place: 'Mappings',
      what: 'defaults that reach every account',
      value: everyAccountInWords(configuration.everyAccount),
    },
    { area: 'provisioning', place: 'Provisioning', what: 'state', value: provisioning },
  ];
}

const statedFacts = (configuration: ProvisioningConfiguration): readonly Stated[] => [
  ...applicationFacts(configuration),
  ...connectionFacts(configuration),
  ...behaviourFacts(configuration),
];

function factDifferences(before: ProvisioningConfiguration, after: ProvisioningConfiguration): readonly Difference[] {
  const lists = { before: statedFacts(before), after: statedFacts(after) };
  const pairs = differingPairs(lists, {
    key: ({ place, what }) => `${place}\n${what}`,
    same: (one, other) => one.value === other.value,
  });
  return pairs.flatMap((pair) => {
    const fact = pair.after ?? pair.before;
    if (fact === null) return [];
    const { area, place, what } = fact;
    return differenceOf({ area, place, what, before: pair.before?.value ?? null, after: pair.after?.value ?? null });
  });
}

const compared = (mapping: ObjectMappingConfiguration): ComparedObjectMapping => ({
  place: objectMappingName(mapping),
  enabled: mapping.enabled ?? null,
  actions: mapping.actions === undefined ? null : actionsInWords(mapping.actions),
  filter: mapping.scopingFilter,
  attributes: mapping.attributeMappings,
});

const actionsInWords = (actions: NonNullable<ObjectMappingConfiguration['actions']>): string =>
  actions.length === 0 ? 'none' : [...new Set(actions)].sort().join(', ');

const sameMapping = (one: ComparedObjectMapping, other: ComparedObjectMapping): boolean =>
  objectMappingDifferences({ before: one, after: other }).length === 0;

const principalKey = ({ user, group }: AssignmentConfiguration): string =>
  user === undefined ? `Group ${(group ?? '').toLowerCase()}` : `Person ${user.toLowerCase()}`;

const principalName = ({ user, group }: AssignmentConfiguration): string =>
  user === undefined ? `Group ${group ?? ''}` : `Person ${user}`;

const roleInWords = (assignment: AssignmentConfiguration | null): string | null =>
  assignment === null ? null : (assignment.role ?? 'any usable role');

const sameRole = (one: AssignmentConfiguration, other: AssignmentConfiguration): boolean => one.role === other.role;

function assignmentDifferences(
  before: readonly AssignmentConfiguration[],
  after: readonly AssignmentConfiguration[],
): readonly Difference[] {
  return differingPairs({ before, after }, { key: principalKey, same: sameRole }).flatMap((pair) => {
    const assignment = pair.after ?? pair.before;
    if (assignment === null) return [];
    return differenceOf({
      area: 'assignment',
      place: 'Assignments',
      what: principalName(assignment),
      before: roleInWords(pair.before),
      after: roleInWords(pair.after),
    });
  });
}

/**
 * Takes two provisioning configurations; gives what differs in meaning, each as a row and as a sentence. Order, `@odata` members
 * and what the service fills in by itself do not count, so two exports of one application give nothing. What a configuration
 * leaves out reads as null: nothing is said about it. Secrets are labels and stay labels. Pure.
 */
export function compareConfigurations(
  before: ProvisioningConfiguration,
  after: ProvisioningConfiguration,
): readonly Difference[] {
  const mappings = differingPairs(
    { before: before.mappings.map(compared), after: after.mappings.map(compared) },
    { key: ({ place }) => place, same: sameMapping },
  );
  return [
    ...factDifferences(before, after),
    ...mappings.flatMap(objectMappingDifferences),
    ...assignmentDifferences(before.assignments, after.assignments),
  ];
}
