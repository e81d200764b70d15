import type { Handlers } from '#core/rpc/dispatch';
import { planRollback } from '#core/snapshots/plan-rollback';
import { showCalls } from './calls/show-calls.ts';
import { parseConfiguration } from './configuration-file.ts';
import { configurationText } from './configuration-text.ts';
import { checkConfirmed } from './plan-store.ts';
import { readExport } from './read-export.ts';
import { makeSetupPlan, type SetupServices } from './setup-service.ts';
import { makeUndoPlan } from './undo-service.ts';

type SetupPath =
  | 'configuration.parse'
  | 'configuration.export'
  | 'secrets.put'
  | 'secrets.discard'
  | 'setup.plan'
  | 'setup.planUndo'
  | 'setup.calls'
  | 'snapshots.planRollback'
  | 'setup.apply';

/** Takes the ports, Graph, the register of secrets and the plans; gives the handlers of configurations, secrets and setting up. */
export function createSetupHandlers(services: SetupServices): Pick<Handlers, SetupPath> {
  const { ports, graph, secrets } = services;
  return {
    'configuration.parse': async ({ text }) => parseConfiguration(text),
    'configuration.export': async ({ application }, { signal }) => {
      const { configuration, notes } = await readExport({ graph, profiles: ports.profiles }, { application, signal });
      return { configuration, text: configurationText(configuration), notes: [...notes] };
    },
    'secrets.put': async ({ value }) => ({ handle: secrets.put(value) }),
    'secrets.discard': async ({ handle }) => ({ discarded: secrets.discard(handle) }),
    'setup.plan': (request, context) => makeSetupPlan(services, request, context),
    'setup.calls': async (asked) => showCalls(services.plans, ports.identity.cloud, asked),
    'setup.planUndo': ({ configuration }, context) => makeUndoPlan(services, configuration, context),
    'snapshots.planRollback': (request, context) => planRollback(services, request, context),
    'setup.apply': async ({ planId, planHash, confirmed, waitForCycle, authorization }, context) => {
      const { plan, carryOut } = services.plans.find({ planId, planHash });
      checkConfirmed(plan, confirmed);
      return carryOut({ waitForCycle, authorization }, context);
    },
  };
}
