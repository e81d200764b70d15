import type { JournalStore, Ports, ProfileSource } from '#core/ports';
import type { CallContext, Handlers } from '#core/rpc/dispatch';
import { createImpactStore } from '#core/scope/impact-store';
import { createSecretRegister } from '#core/secrets/secret-register';
import { createSetupHandlers } from '#core/setup/handlers';
import { createPlanStore } from '#core/setup/plan-store';
import type { TaskProgress } from '#shared/contract/events';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import type { ApplyReport, Confirmation, Plan } from '#shared/model/plan';
import { keptProfiles } from '#test/support/kept-profiles';
import { createMemoryDrafts } from '#test/support/memory-drafts';
import { createMemorySealed } from '#test/support/memory-sealed';
import { noArchive, noExports } from '#test/support/no-archive';
import { noProbe } from '#test/support/scripted-probe';
import { stillHost } from '#test/support/still-host';
import { unusedEvidence } from '#test/support/unused-evidence';
import { demoCloud, type FakeTenant } from './fake-tenant.ts';

export const tenantId = '11111111-1111-4111-8111-111111111111';

/** What is on the disk: it outlives the process. */
export class Disk {
  readonly lines: string[] = [];
  readonly sealed = createMemorySealed();
  tornTail: string | null = null;
  full = false;
  onAppend: (line: string) => void = () => undefined;

  /** A store for one process. */
  store(): JournalStore {
    return {
      read: async () => ({ lines: [...this.lines], tornTail: this.tornTail }),
      open: async () => ({
        content: { lines: [...this.lines], tornTail: this.tornTail },
        append: async (line) => {
          if (this.full) throw new (await import('#core/rpc/errors')).CoreError('storage_full', 'The disk is full.');
          this.onAppend(line);
          this.lines.push(line);
        },
        truncateTornTail: async () => {
          this.tornTail = null;
        },
        close: async () => undefined,
      }),
    };
  }
}

let ids = 0;

/** One process of the product: memory of its own over a tenant and a disk. */
export function startProcess(world: {
  readonly tenant: FakeTenant;
  readonly disk: Disk;
  readonly profiles: ProfileSource;
}) {
  const { tenant, disk, profiles } = world;
  const newId = (): string => {
    ids += 1;
    return `aaaaaaaa-0000-4000-8000-${String(ids).padStart(12, '0')}`;
  };
  const refuse = async (): Promise<never> => {
    throw new Error('not part of this test');
  };
  const account = {
    homeAccountId: 'h',
    tenantId,
    username: 'admin@contoso.example',
    displayName: 'Admin',
    cloud: 'Demo',
  };
  const ports: Ports = {
    clock: tenant.clock,
    network: refuse,
    target: refuse,
    probe: noProbe,
    drafts: createMemoryDrafts(),
    sealed: disk.sealed,
    evidence: unusedEvidence,
    archive: noArchive,
    exports: noExports,
    host: stillHost,
    identity: {
      cloud: demoCloud,
      clientId: 'c',
      persistence: async () => 'process',
      current: async () => account,
      accounts: async () => [account],
      select: refuse,
      signIn: refuse,
      signOut: refuse,
      accessToken: async () => 'token',
      adminConsentUrl: refuse,
    },
    journal: disk.store(),
    profiles: keptProfiles(profiles),
    log: { write: () => undefined },
    newId,
    random: () => 0.5,
    demo: true,
  };
  const secrets = createSecretRegister(newId);
  const plans = createPlanStore(() => ports.clock.now());
  const handlers = createSetupHandlers({
    ports,
    graph: tenant.graph(),
    secrets,
    plans,
    impacts: createImpactStore(async () => null),
  });
  const progress: TaskProgress[] = [];
  const context: CallContext = { signal: new AbortController().signal, progress: (one) => progress.push(one) };
  return { handlers, secrets, progress, context };
}

export interface Wish {
  readonly token?: string;
  readonly rotate?: boolean;
  readonly confirmed?: readonly Confirmation[];
  readonly authorization?: 'stop' | 'wait';
}

type Process = ReturnType<typeof startProcess>;

/** Plans as the command line does. */
export function plan(process: Process, configuration: unknown, wish: Wish = {}): Promise<Plan> {
  const secrets = wish.token === undefined ? {} : { SecretToken: process.secrets.put(wish.token) };
  return process.handlers['setup.plan'](
    { configuration: ProvisioningConfiguration.parse(configuration), secrets, rotateSecrets: wish.rotate ?? false },
    process.context,
  );
}

/** Applies a plan; confirms everything unless the wish says what is confirmed. */
export function apply(process: Process, shown: Plan, wish: Wish = {}): Promise<ApplyReport> {
  const confirmed = wish.confirmed ?? shown.steps.flatMap((step) => step.confirmation ?? []);
  return process.handlers['setup.apply'](
    {
      planId: shown.id,
      planHash: shown.hash,
      confirmed: [...confirmed],
      waitForCycle: false,
      authorization: wish.authorization ?? 'stop',
    },
    process.context,
  );
}

/** Plans and applies. */
export async function setUp(process: Process, configuration: unknown, wish: Wish = {}): Promise<ApplyReport> {
  return apply(process, await plan(process, configuration, wish), wish);
}

export type SetupHandlers = Pick<Handlers, 'setup.plan' | 'setup.apply'>;
