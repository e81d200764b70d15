/** How many SCIM requests of one cycle are under way at once. */
export const maximumConcurrency = 8;

/**
 * Works through a list with a bounded number of workers, each taking the next item in order.
 * Takes the items and the work; ends when all is done. After the first failure no further item is begun, and that
 * failure is thrown once the work under way has ended.
 */
export async function forEachConcurrently<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failures.length > 0) return;
      try {
        await work(item);
      } catch (cause) {
        failures.push(cause);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(maximumConcurrency, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
}
