// The thread in which an archive is open, so that compressing and writing hold up nothing else. An entry of its own in every bundle.
import { parentPort } from 'node:worker_threads';
import { type Engine, openEngine } from './archive-engine.ts';
import type { FromWorker, ToWorker } from './engine-messages.ts';
import { SqlFault } from './sql-database.ts';

let engine: Engine | null = null;

async function answer(message: ToWorker): Promise<unknown> {
  if (message.kind === 'open') {
    engine = await openEngine(message.options);
    return null;
  }
  if (message.kind === 'close') {
    engine?.close();
    engine = null;
    return null;
  }
  if (engine === null) throw new SqlFault('other', 'The archive is not open.');
  return engine.call(message.name, message.input as never);
}

const faultOf = (id: number, cause: unknown): FromWorker => ({
  id,
  ok: false,
  trouble: cause instanceof SqlFault ? cause.trouble : 'other',
  message: cause instanceof Error ? cause.message : 'unknown fault',
});

let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (message: ToWorker) => {
  // One after the other: a call must not come before the opening has ended.
  last = last.then(async () => {
    try {
      parentPort?.postMessage({ id: message.id, ok: true, output: await answer(message) } satisfies FromWorker);
    } catch (cause) {
      parentPort?.postMessage(faultOf(message.id, cause));
    }
  });
});
