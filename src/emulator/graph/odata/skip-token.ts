import { GraphFault } from '#emulator/graph/graph-fault';

/** Where the next page begins: after the item with this id, or at the index when that item is gone. */
export interface PageStart {
  readonly afterId: string;
  readonly index: number;
  /** Milliseconds of the tenant's clock. */
  readonly issuedAt: number;
}

/** Writes a page start as an opaque token. */
export function writeSkipToken({ afterId, index, issuedAt }: PageStart): string {
  return Buffer.from(JSON.stringify([afterId, index, issuedAt])).toString('base64url');
}

/** Reads a token back. Raises a GraphFault 400 for one that is not ours. */
export function readSkipToken(token: string): PageStart {
  try {
    const [afterId, index, issuedAt]: unknown[] = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (typeof afterId === 'string' && typeof index === 'number' && typeof issuedAt === 'number') {
      return { afterId, index, issuedAt };
    }
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof TypeError)) throw cause;
  }
  throw new GraphFault(400, 'BadRequest', { message: 'Skip token is not valid.' });
}

/** The 400 for a token that has expired. */
export function expiredSkipToken(): GraphFault {
  return new GraphFault(400, 'Directory_ExpiredPageToken', {
    message: 'The specified page token value has expired and can no longer be included in your request.',
  });
}
