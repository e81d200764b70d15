import type { RequestLogEntry } from '#emulator/tenant-options';

type Span = Pick<RequestLogEntry, 'began' | 'ended'>;

/**
 * Takes the requests that a tenant answered; gives the largest number of them of which none overlaps another, in their order:
 * what had to be done one after the other. Source: interval scheduling, always the one that ends first.
 */
export function longestChain<T extends Span>(requests: readonly T[]): readonly T[] {
  const chain: T[] = [];
  for (const request of [...requests].sort((left, right) => left.ended - right.ended)) {
    const last = chain.at(-1);
    if (last === undefined || request.began >= last.ended) chain.push(request);
  }
  return chain;
}
