import { functionViews, tryExpression } from '#core/expressions/try-expression';
import type { Graph } from '#core/graph/graph';
import { requireAccount } from '#core/journal/journal-key';
import type { Ports } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import { compareConfigurations } from '#core/schema/compare-configurations';
import { readExport } from '#core/setup/read-export';
import type { ParsedInput } from '#shared/contract/index';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import { askService } from './ask-service.ts';
import { readMappings } from './read-mappings.ts';
import { inventedPeople, readSample } from './sample-people.ts';

type MappingsPath =
  | 'mappings.read'
  | 'configuration.compare'
  | 'expressions.functions'
  | 'expressions.evaluate'
  | 'expressions.askService'
  | 'expressions.inventSamples'
  | 'expressions.readSample';

type Side = ParsedInput<'configuration.compare'>['before'];

/** Takes the ports and Graph; gives the handlers of mappings and expressions. They write nothing. */
export function createMappingsHandlers({
  ports,
  graph,
}: {
  readonly ports: Ports;
  readonly graph: Graph;
}): Pick<Handlers, MappingsPath> {
  const { profiles } = ports;
  const sideOf = async (side: Side, signal: AbortSignal): Promise<ProvisioningConfiguration> =>
    'configuration' in side
      ? side.configuration
      : (await readExport({ graph, profiles }, { application: side.application, signal })).configuration;
  return {
    'mappings.read': async ({ application }, { signal }) => {
      const { tenantId } = await requireAccount(ports.identity);
      return readMappings({ graph, profiles }, { application, tenantId, signal });
    },
    'configuration.compare': async ({ before, after }, { signal }) => {
      const [one, other] = await Promise.all([sideOf(before, signal), sideOf(after, signal)]);
      return { differences: [...compareConfigurations(one, other)] };
    },
    'expressions.functions': async () => ({ functions: [...functionViews] }),
    'expressions.evaluate': async ({ expression, attributes, samples }) => {
      const { diagnostics, outcomes } = tryExpression(expression, { attributes, samples, now: ports.clock.now() });
      return { diagnostics: [...diagnostics], outcomes: [...outcomes] };
    },
    'expressions.askService': async (question, { signal }) => ({
      verdicts: [...(await askService(graph, { ...question, now: ports.clock.now(), signal }))],
    }),
    'expressions.inventSamples': async ({ attributes }) => ({ samples: [...inventedPeople(attributes)] }),
    'expressions.readSample': async ({ user, attributes, permission }, { signal }) => {
      const { sample, withoutValue } = await readSample(graph, {
        user,
        attributes,
        full: permission === 'all',
        signal,
      });
      return { sample, withoutValue: [...withoutValue] };
    },
  };
}
