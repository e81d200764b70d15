import { createHandler } from './handler.ts';

/**
 * Gives the first handler. It puts a page's link in the place of the URL that the client rebuilt from it, and keeps what is
 * thrown further on, because the client replaces every error by one of its own that has lost the cause.
 */
export const createEntryHandler = () =>
  createHandler(async (call, next, context) => {
    if (call.facts.exactUrl !== undefined) context.request = call.facts.exactUrl;
    try {
      await next();
    } catch (cause) {
      call.failure = cause;
      throw cause;
    }
  });
