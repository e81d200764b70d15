import type { Graph } from '#core/graph/graph';
import type { Ports } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import type { SecretRegister } from '#core/secrets/secret-register';
import { parseConfiguration } from './configuration-file.ts';
import { configurationText } from './configuration-text.ts';
import { checkConfirmed, createPlanStore } from './plan-store.ts';
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
  | 'setup.apply';

/** Takes the ports, Graph and the register of secrets; gives the handlers of configurations, secrets and setting up. */
export function createSetupHandlers(options: {
  readonly ports: Ports;
  readonly graph: Graph;
  readonly secrets: SecretRegister;
}): Pick<Handlers, SetupPath> {
  const { ports, graph, secrets } = options;
  const services: SetupServices = { ports, graph, secrets, plans: createPlanStore(() => ports.clock.now()) };
  return {
    'configuration.parse': async ({ text }) => parseConfiguration(text),
    'configuration.export': async ({ application }, { signal }) => {
      const { configuration, notes } = await readExport({ graph, profiles: ports.profiles }, { application, signal });
      return { configuration, text: configurationText(configuration), notes: [...notes] };
    },
    'secrets.put': async ({ value }) => ({ handle: secrets.put(value) }),
    'secrets.discard': async ({ handle }) => ({ discarded: secrets.discard(handle) }),
    'setup.plan': (request, context) => makeSetupPlan(services, request, context),
    'setup.planUndo': ({ configuration }, context) => makeUndoPlan(services, configuration, context),
    'setup.apply': async ({ planId, planHash, confirmed, waitForCycle, authorization }, context) => {
      const { plan, carryOut } = services.plans.find({ planId, planHash });
      checkConfirmed(plan, confirmed);
      return carryOut({ waitForCycle, authorization }, context);
    },
  };
}
