import { z } from 'zod';
import type { ObserveReply } from '#core/graph/graph';
import { ServicePrincipal } from '#core/graph/shapes';
import type { AttentionLevel } from '#shared/model/fleet';
import type { ReadFacts } from './facts-reader.ts';
import { type ApplicationFacts, jobsOf, type Listed } from './fleet-row.ts';

/** What core knows of the applications of one tenant, as one person sees them. It ends with the process. */
export interface FleetMemory {
  /** Everything that was listed, provisioning or not, by object id. */
  readonly listed: ReadonlyMap<string, Listed>;
  /** What was read of those that were looked at. */
  readonly read: ReadonlyMap<string, ApplicationFacts>;
  /** Applications that this program changed since they were read. */
  readonly stale: ReadonlySet<string>;
  /** Where the last whole reading came to. */
  readonly standing: {
    complete: boolean;
    /** Milliseconds; null = never. */
    readAt: number | null;
    withoutBatch: boolean;
    waiting: number;
    /** How urgent each application was when it was last judged; null = nothing to compare with yet. */
    judged: ReadonlyMap<string, AttentionLevel> | null;
  };
  /** Gives the number of a reading that begins now. */
  order(): number;
  list(applications: readonly Listed[]): void;
  /** Keeps what was read, unless a later reading came before. */
  put(read: ReadFacts): void;
  forget(ids: readonly string[]): void;
  /** Told each answer of Graph; notes which applications a write of this program made stale. */
  readonly observe: ObserveReply;
}

/** Calls below an application that change nothing of it. */
const asks = /\/(?:validateCredentials|parseExpression|discover)$/;
const ofApplication = /^\/servicePrincipals\/([^/]+)(\/.*)?$/;

const Made = z.looseObject({
  servicePrincipal: ServicePrincipal.pick({ id: true, displayName: true, applicationTemplateId: true }),
});

/** Takes an answer; gives the application that was made with it, or null. */
function madeBy(path: string, body: unknown): Listed | null {
  if (!/^\/applicationTemplates\/[^/]+\/instantiate$/.test(path)) return null;
  const made = Made.safeParse(body);
  return made.success ? made.data.servicePrincipal : null;
}

/** Gives a memory that knows nothing. */
export function createFleetMemory(): FleetMemory {
  const listed = new Map<string, Listed>();
  const read = new Map<string, ApplicationFacts>();
  const orders = new Map<string, number>();
  const stale = new Map<string, number>();
  let last = 0;
  const order = (): number => {
    last += 1;
    return last;
  };
  const forget = (ids: readonly string[]): void => {
    for (const id of ids) for (const map of [listed, read, orders, stale]) map.delete(id);
  };
  return {
    listed,
    read,
    get stale() {
      return new Set(stale.keys());
    },
    standing: { complete: false, readAt: null, withoutBatch: false, waiting: 0, judged: null },
    order,
    list(applications) {
      for (const application of applications) listed.set(application.id, application);
    },
    put({ facts, order: number }) {
      const { id } = facts.listed;
      // It was lost, or deleted by this program, while it was read.
      if (!listed.has(id) || (orders.get(id) ?? 0) > number) return;
      orders.set(id, number);
      read.set(id, facts);
      if ((stale.get(id) ?? 0) < number) stale.delete(id);
    },
    forget,
    observe({ method, path }, { body }) {
      if (method === 'GET' || asks.test(path)) return;
      const made = madeBy(path, body);
      if (made !== null) listed.set(made.id, made);
      const [, segment, below] = ofApplication.exec(path) ?? [];
      const id = made?.id ?? (segment === undefined ? null : decodeURIComponent(segment));
      if (id === null) return;
      if (method === 'DELETE' && made === null && below === undefined) forget([id]);
      else stale.set(id, order());
    },
  };
}

/** Takes a memory; gives the applications that are known to have a job, as they were listed. */
export const provisioningIn = ({ read }: Pick<FleetMemory, 'read'>): readonly Listed[] =>
  [...read.values()].filter((facts) => jobsOf(facts).length > 0).map(({ listed }) => listed);
