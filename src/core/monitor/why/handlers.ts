import type { Handlers } from '#core/rpc/dispatch';
import { explanationOf } from './explain.ts';
import { gatherWhy, type WhyServices } from './gather.ts';

/** Takes the ports and the way to Graph; gives the handler of `why.explain`. It raises what `gatherWhy` raises. */
export const createWhyHandlers = (services: WhyServices): Pick<Handlers, 'why.explain'> => ({
  'why.explain': async (question, context) => {
    const { facts, missing } = await gatherWhy(services, question, context);
    return explanationOf(facts, missing);
  },
});
