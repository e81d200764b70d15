import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { callOf, type GraphCall } from '#core/graph/graph-call';
import { CoreError } from '#core/rpc/errors';

/** One handler of the chain: gets its call, the client's context, and how to go on. */
export type HandleCall = (call: GraphCall, next: () => Promise<void>, context: Context) => Promise<void>;

/** Takes what a handler does; gives it in the form that the Graph client links into a chain. */
export function createHandler(handle: HandleCall): Middleware {
  let following: Middleware | undefined;
  return {
    setNext: (next) => {
      following = next;
    },
    execute: (context) => {
      const next = following;
      const goOn = (): Promise<void> =>
        next === undefined
          ? Promise.reject(new CoreError('internal', 'The last handler of the Graph chain has no next one.'))
          : next.execute(context);
      return handle(callOf(context), goOn, context);
    },
  };
}
