import { Application, ServicePrincipal, SynchronizationJob, SynchronizationTemplate } from '#core/graph/shapes';
import { type JournalFacts, noFacts } from '#core/journal/facts';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import type { LiveApplication, LiveState } from '#core/setup/live-state';
import { type ComputedPlan, planSetup } from '#core/setup/plan/plan-setup';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import { shippedProfile } from './profile-files.ts';
import { baseSchema } from './schema-sample.ts';

export const tenantId = '11111111-1111-4111-8111-111111111111';
/** The number as the last digits of an object id. */
export const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const userRole = {
  id: id(8),
  displayName: 'User',
  value: 'User',
  isEnabled: true,
  allowedMemberTypes: ['User'],
};

export const servicePrincipal = (change: object = {}) =>
  ServicePrincipal.parse({ id: id(1), appId: id(2), displayName: 'Airstack', appRoles: [userRole], ...change });

export const job = (change: object = {}) =>
  SynchronizationJob.parse({
    id: 'job-1',
    templateId: 'airstack',
    schedule: { state: 'Active' },
    status: { code: 'Active', quarantine: null, lastSuccessfulExecution: {} },
    ...change,
  });

/** What the service shows of the saved settings of an Airstack application. */
export const savedSecrets = [
  { key: 'BaseAddress', value: 'https://api-as.lenovosoftware.com/0/as/common/scim' },
  { key: 'SecretToken', value: '*' },
  { key: 'SyncAll', value: 'false' },
  { key: 'SyncNotificationSettings', value: '{"Enabled":false}' },
];

export const person = (number: number, change: object = {}) => ({
  id: id(100 + number),
  displayName: `Person ${number}`,
  userPrincipalName: `p${number}@c.example`,
  accountEnabled: true,
  ...change,
});

const liveApplication = (change: Partial<LiveApplication> = {}): LiveApplication => ({
  application: Application.parse({ id: id(3), appId: id(2), displayName: 'Airstack', appRoles: [userRole] }),
  templates: [SynchronizationTemplate.parse({ id: 'airstack', default: true })],
  jobs: [job()],
  job: { kind: 'use', job: job(), adopts: null },
  secrets: savedSecrets,
  schema: baseSchema,
  savedCredentials: { kind: 'proven', requestId: 'req' },
  assignments: [],
  ...change,
});

export const template = { id: id(9), displayName: 'Airstack', supportsProvisioning: true };
export const nobody = { users: new Map(), groups: new Map(), closeNames: new Map(), nestedGroups: new Map() };

/** A tenant in which the application is not set up yet. */
export const newState = (change: Partial<LiveState> = {}): LiveState => ({
  tenantId,
  gatheredAt: 0,
  template,
  instances: [],
  choice: { kind: 'create', displayName: 'Airstack', open: null },
  live: null,
  principals: nobody,
  ...change,
});

/** A tenant in which the application is set up as wanted, but for `live` and `change`. */
export const liveState = (live: Partial<LiveApplication> = {}, change: Partial<LiveState> = {}): LiveState =>
  newState({
    instances: [servicePrincipal()],
    choice: { kind: 'use', servicePrincipal: servicePrincipal(), adopts: null },
    live: liveApplication(live),
    ...change,
  });

/** What a plan is made of; what is left out is as wanted, and the vendor is Airstack. */
export interface PlanCase {
  readonly configuration?: object;
  readonly state?: LiveState;
  readonly bound?: readonly string[];
  readonly rotate?: boolean;
  readonly facts?: JournalFacts;
  readonly profile?: EffectiveProfile;
}

const airstack = await shippedProfile('airstack');

export const planOf = ({
  configuration = {},
  state = liveState(),
  bound = [],
  rotate = false,
  facts = noFacts,
  profile = airstack,
}: PlanCase): ComputedPlan =>
  planSetup({
    configuration: ProvisioningConfiguration.parse({ schemaVersion: 1, vendor: profile.id, ...configuration }),
    profile,
    state,
    facts,
    boundLabels: new Set(bound),
    rotateSecrets: rotate,
  });

/** The action of each step by its id. */
export const actionsOf = (plan: ComputedPlan): Readonly<Record<string, string>> =>
  Object.fromEntries(plan.steps.map((step) => [step.id, step.action]));

/** Code and reason of the refusal that `make` raises, or "accepted". */
export const refusal = (make: () => unknown): string => {
  try {
    make();
  } catch (cause) {
    if (cause instanceof CoreError) return `${cause.code} ${cause.details.reason ?? ''}`;
    throw cause;
  }
  return 'accepted';
};
