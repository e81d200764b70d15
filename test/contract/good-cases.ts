import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { events } from '#shared/contract/events';
import { contract } from '#shared/contract/index';
import { archiveCases } from './archive-cases.ts';
import { evidenceCases } from './evidence-cases.ts';
import type { GoodCase, Story } from './good-case.ts';
import { hostCases } from './host-cases.ts';
import { libraryCases } from './library-cases.ts';
import { mappingsCases } from './mappings-cases.ts';
import { operationsCases } from './operations-cases.ts';
import { preparationCases } from './preparation-cases.ts';
import { scopeCases } from './scope-cases.ts';
import { secretCareCases } from './secret-care-cases.ts';
import { closingCases, sessionCases } from './session-cases.ts';
import { afterwardsCases, setupCases } from './setup-cases.ts';
import { type Called, isTaskPath, type Transport } from './transport.ts';
import type { transports } from './transports.ts';

/** A good case of each procedure, in the order in which they are called. */
export const goodCases: readonly GoodCase[] = [
  ...sessionCases,
  ...libraryCases,
  ...preparationCases,
  ...setupCases,
  ...mappingsCases,
  ...operationsCases,
  ...secretCareCases,
  ...evidenceCases,
  ...scopeCases,
  ...afterwardsCases,
  ...archiveCases,
  ...hostCases,
  ...closingCases,
];

const readsLogs = /^(?:logs|secretCare|why|history)\./;

async function callOf(good: GoodCase, story: Story): Promise<Called> {
  const { transport } = story;
  if (transport.command !== null && good.command !== undefined) return transport.command(good.command(story));
  let moved: Promise<void> | undefined;
  const called = await transport.call(good.path, await good.input(story), {
    onProgress: () => {
      moved ??= good.meanwhile?.(story);
    },
  });
  await moved;
  return called;
}

/** Progress, each of it in the shape of the contract, and then one end. */
function expectEventsInOrder(heard: Called['heard']): void {
  expect(heard.map(({ kind }) => kind)).toEqual([...heard.slice(1).map(() => 'progress'), 'ended']);
  for (const one of heard) {
    if (one.kind !== 'progress') continue;
    expect(events['task.progressed'].shape.progress.parse(one.progress)).toEqual(one.progress);
  }
}

/** Takes transports; describes every good case over each of them, on a tenant of its own. */
export function describeGoodCases(over: typeof transports): void {
  describe.each(over)('$name', ({ open }) => {
    let transport: Transport;
    let story: Story;
    beforeAll(async () => {
      transport = await open({ replicationDelayMs: 0 });
      story = { transport, kept: new Map() };
    });
    afterAll(() => transport.close());

    it.each(goodCases)('$path answers what the contract says', async (good) => {
      // A process of its own waits in its own time for the limit of the tenant's logs, whose clock would stand.
      if (!transport.oneProcess && readsLogs.test(good.path)) await transport.served.tenant.clock.advance(10_000);
      const { result, heard } = await callOf(good, story);
      const refusal = good.refusedOn?.(transport) ?? null;
      if (refusal !== null) {
        expect(result).toMatchObject({ ok: false, error: refusal });
        return;
      }
      if (good.acrossProcesses !== undefined && !transport.oneProcess) {
        expect(result).toMatchObject({ ok: false, error: good.acrossProcesses });
        return;
      }
      if (!result.ok) throw new Error(JSON.stringify(result.error));
      // Parsing takes no key that the contract does not have, and changes nothing that it has.
      expect(contract[good.path].output.parse(result.data)).toEqual(result.data);
      good.check(result.data as never, story);
      if (isTaskPath(good.path)) expectEventsInOrder(heard);
    });
  });
}
