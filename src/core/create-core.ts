import { createArchiveHandlers } from '#core/archive/handlers';
import { createEvidenceHandlers } from '#core/audit/handlers';
import { createCatalogueHandlers } from '#core/catalogue/handlers';
import { createDraftsHandlers } from '#core/drafts/handlers';
import { createDriftHandlers } from '#core/drift/handlers';
import { createGraph } from '#core/graph/create-graph';
import { createHostHandlers } from '#core/host/handlers';
import { createJournalHandlers } from '#core/journal/handlers';
import { createLibraryHandlers } from '#core/library/handlers';
import { createExplorerHandlers } from '#core/logs/explorer-handlers';
import { createMappingsHandlers } from '#core/mappings/handlers';
import { createJobActionHandlers } from '#core/monitor/actions/handlers';
import { createCyclesHandlers } from '#core/monitor/cycles/handlers';
import { createFleetHandlers, createFleetKeeping } from '#core/monitor/fleet/handlers';
import { createPreflightHandlers } from '#core/monitor/preflight/handlers';
import { createQuarantineHandlers } from '#core/monitor/quarantine/handlers';
import { createSecretCareHandlers } from '#core/monitor/secret-care/handlers';
import { createWhyHandlers } from '#core/monitor/why/handlers';
import { createOperationsHandlers } from '#core/operations/handlers';
import { createPreparationHandlers } from '#core/preparation/handlers';
import { createRegistrationHandlers } from '#core/registration/handlers';
import { countForPlan } from '#core/scope/count-for-plan';
import { createScopeHandlers } from '#core/scope/handlers';
import { createImpactStore } from '#core/scope/impact-store';
import { createSecretRegister } from '#core/secrets/secret-register';
import { createSessionHandlers } from '#core/session/handlers';
import { createSetupHandlers } from '#core/setup/handlers';
import { createPlanStore } from '#core/setup/plan-store';
import { createSnapshotHandlers } from '#core/snapshots/handlers';
import { createHistoryHandlers } from '#core/timeline/handlers';
import type { CoreEvent } from '#shared/contract/events';
import type { Ports } from './ports.ts';
import { createDispatch, type Dispatch } from './rpc/dispatch.ts';
import { createTaskRegistry } from './rpc/tasks.ts';

/** The product, handed its world: one function to call, one stream of events. */
export interface Core {
  readonly dispatch: Dispatch;
  /** Gives every event to the listener until the function that comes back is called. */
  readonly subscribe: (listener: (event: CoreEvent) => void) => () => void;
}

/** Takes every outside thing as a port; gives the core. Raises nothing; faults of a call come back as its `Result`. */
export function createCore(ports: Ports): Core {
  const listeners = new Set<(event: CoreEvent) => void>();
  const onFault = (cause: unknown): void =>
    ports.log.write('error', 'unexpected fault', {
      name: cause instanceof Error ? cause.name : typeof cause,
      stack: cause instanceof Error ? (cause.stack ?? '').split('\n').slice(1, 12).join('\n') : '',
    });
  const emit = (event: CoreEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const tasks = createTaskRegistry({
    emit,
    newId: ports.newId,
    onFault,
  });
  const secrets = createSecretRegister(ports.newId);
  const fleet = createFleetKeeping(ports);
  // What this program changes, the fleet reads again.
  const { graph } = createGraph(ports).counted(fleet.observe);
  const fleetHandlers = createFleetHandlers({ ports, graph, emit }, fleet);
  const evidence = createEvidenceHandlers({ ports, graph });
  const plans = createPlanStore(() => ports.clock.now());
  const setup = { ports, graph, secrets, plans, impacts: createImpactStore(countForPlan({ ports, graph })) };
  const handlers = {
    ...createSessionHandlers({ ports, graph }),
    ...createCatalogueHandlers({ ports, graph }),
    ...createLibraryHandlers({ ports, graph }),
    ...createRegistrationHandlers({ ports }),
    ...fleetHandlers,
    ...createPreparationHandlers({ ports, graph, secrets }),
    ...createPreflightHandlers({ ports, graph, secrets }),
    ...createDraftsHandlers({ ports, secrets }),
    ...createSetupHandlers(setup),
    ...createSecretCareHandlers({ ...setup, emit, listApplications: fleetHandlers['fleet.show'] }),
    ...createScopeHandlers(setup),
    ...createMappingsHandlers({ ports, graph }),
    ...createOperationsHandlers({ ports, graph }),
    ...createJobActionHandlers({ ports, graph }),
    ...createCyclesHandlers({ ports, graph }),
    ...createQuarantineHandlers(setup),
    ...createWhyHandlers({ ports, graph }),
    ...createArchiveHandlers({ ports, graph, secrets }),
    ...createExplorerHandlers({ ports, graph }),
    ...createJournalHandlers({ ports }),
    ...createSnapshotHandlers({ ports, graph }),
    ...createHistoryHandlers({ ports, graph }),
    ...evidence.handlers,
    ...createDriftHandlers({ ports, graph, places: evidence.places }),
    ...createHostHandlers({ ports }),
  };
  return {
    dispatch: createDispatch(handlers, tasks, onFault),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
