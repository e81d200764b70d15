import type { Graph } from '#core/graph/graph';
import type { ServicePrincipal } from '#core/graph/shapes';
import { requireAccount } from '#core/journal/journal-key';
import type { Ports } from '#core/ports';
import { contentOf } from './content.ts';
import { keepSnapshot } from './keep-snapshot.ts';
import { readFacts } from './read-facts.ts';

/** Which application, and what its snapshot is taken for. */
export interface KeepOptions {
  readonly servicePrincipal: ServicePrincipal;
  readonly jobId?: string;
  readonly why: string;
  readonly signal: AbortSignal;
}

/**
 * Takes the ports, Graph and an application; gives what reads it and keeps it as the snapshot before a write of the run that
 * is handed over. That raises what reading raises and `storage_full` or `internal`; the write must not be made then.
 */
export const keepApplication =
  ({ ports, graph }: { readonly ports: Ports; readonly graph: Graph }, options: KeepOptions) =>
  async ({ run }: { readonly run: string }): Promise<void> => {
    const { servicePrincipal, jobId, why, signal } = options;
    const account = await requireAccount(ports.identity);
    const facts = await readFacts(
      { graph, profiles: ports.profiles },
      { servicePrincipal: Promise.resolve(servicePrincipal), servicePrincipalId: servicePrincipal.id, jobId, signal },
    );
    const application = {
      vendor: facts.vendor,
      name: servicePrincipal.displayName,
      servicePrincipalId: servicePrincipal.id,
    };
    await keepSnapshot(ports, account, { moment: 'before', why, run, application, content: contentOf(facts) });
  };
