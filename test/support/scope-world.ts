import type { ScopingFilter } from '#shared/model/attribute-mapping';
import type { ObjectMappingConfiguration, ProvisioningConfiguration } from '#shared/model/configuration';
import type { Plan } from '#shared/model/plan';
import { type DemoWorld, type DemoWorldOptions, openDemoWorld, setUp } from './demo-world.ts';

const hour = 3_600_000;

/** How the application in a scope world is set up. */
export interface ScopeWorldOptions extends DemoWorldOptions {
  readonly people?: 'everyone' | 'assigned';
  /** YAML list of assignments; default: those of the example. */
  readonly assignments?: string;
  readonly threshold?: string;
  /** Permissions to sign in with, where not all; then nobody is assigned at first. */
  readonly permissions?: readonly string[];
  /** False: the first cycle has not run yet. */
  readonly hasRun?: boolean;
}

/** A demo tenant with Airstack set up, and what a test of its scope asks for again and again. */
export interface ScopeWorld extends DemoWorld {
  readonly configuration: ProvisioningConfiguration;
  /** Accounts in the application that are not switched off. */
  activeAccounts(): number;
  /** Carries a plan out with everything confirmed, and lets a cycle pass. */
  carryOut(plan: Plan): Promise<void>;
  cycle(): Promise<void>;
}

const edited =
  ({ people = 'assigned', permissions, assignments, threshold = '{ enabled: false }' }: ScopeWorldOptions) =>
  (text: string): string => {
    const wanted = text
      .replace(/people: \w+/, `people: ${people}`)
      .replace(/deletionThreshold: .*/, `deletionThreshold: ${threshold}`);
    const own = /assignments:\n(?: {2}- .*\n)+/;
    if (permissions !== undefined) return wanted.replace(own, '');
    return assignments === undefined ? wanted : wanted.replace(own, `assignments:\n${assignments}`);
  };

/** Opens a demo world in which Airstack is set up as the options say, and has run once. */
export async function openScopeWorld(options: ScopeWorldOptions = {}): Promise<ScopeWorld> {
  const { permissions } = options;
  const world = await openDemoWorld({ ...options, signIn: permissions === undefined });
  if (permissions !== undefined) await world.call('session.signIn', { scopes: [...permissions] });
  await setUp(world, 'airstack', { edit: edited(options) });
  const application = 'Airstack';
  const cycle = async (): Promise<void> => {
    await world.served.tenant.clock.advance(2 * hour);
    await world.call('synchronizationJobs.waitForCycle', { application, timeoutMs: 4 * hour });
  };
  if (options.hasRun !== false) await cycle();
  const { configuration } = await world.call('configuration.export', { application });
  return {
    ...world,
    configuration,
    cycle,
    activeAccounts: () =>
      world
        .target('airstack')
        .users()
        .filter(({ active }) => active !== false).length,
    async carryOut(plan) {
      const confirmed = plan.steps.flatMap(({ confirmation }) => (confirmation === undefined ? [] : [confirmation]));
      await world.call('setup.apply', { planId: plan.id, planHash: plan.hash, confirmed });
      await cycle();
    },
  };
}

/** A filter of one clause. */
export const filterOf = (attribute: string, operatorName: string, ...values: string[]): ScopingFilter => ({
  groups: [
    {
      name: 'Wanted',
      clauses: [
        { operatorName, sourceOperandName: attribute, ...(values.length === 0 ? {} : { targetOperand: { values } }) },
      ],
    },
  ],
});

/** Takes a configuration and a filter; gives its mappings with that filter on people. */
export function withFilter(
  { mappings }: ProvisioningConfiguration,
  scopingFilter: ScopingFilter | null,
): ObjectMappingConfiguration[] {
  const others = mappings.filter(({ source }) => source !== 'User');
  const own = mappings.find(({ source }) => source === 'User') ?? { source: 'User', target: 'User' };
  return [{ ...own, scopingFilter }, ...others];
}
