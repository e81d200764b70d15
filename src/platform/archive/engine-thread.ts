import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type EngineCall, type EngineCalls, type EngineOptions, openEngine } from './archive-engine.ts';
import type { FromWorker, ToWorker } from './engine-messages.ts';
import { SqlFault } from './sql-database.ts';

/** An open archive, in a thread of its own. Calls raise `SqlFault`. */
export interface EngineThread {
  call<C extends EngineCall>(name: C, input: EngineCalls[C]['input']): Promise<EngineCalls[C]['output']>;
  close(): Promise<void>;
}

/** Beside the chunk that this module is in: bundles are flat. */
const workerFile = fileURLToPath(new URL('./archive-worker.js', import.meta.url));

/**
 * Takes the file and its key; gives the archive, opened in a worker. Sources that run without a bundle, in tests, have no file
 * that a worker could run; there it is opened in this thread. Raises `SqlFault`.
 */
export async function startEngine(options: EngineOptions): Promise<EngineThread> {
  return existsSync(workerFile) ? startWorker(workerFile, options) : startHere(options);
}

async function startHere(options: EngineOptions): Promise<EngineThread> {
  const engine = await openEngine(options);
  return {
    call: async (name, input) => engine.call(name, input),
    close: async () => engine.close(),
  };
}

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (cause: unknown) => void;
}

/** What is asked of a worker: a message without its number. */
type Asked = ToWorker extends infer M ? (M extends { readonly id: number } ? Omit<M, 'id'> : never) : never;

async function startWorker(file: string, options: EngineOptions): Promise<EngineThread> {
  const worker = new Worker(file);
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const endAll = (why: string): void => {
    for (const { reject } of waiting.values()) reject(new SqlFault('other', why));
    waiting.clear();
  };
  worker.on('message', (message: FromWorker) => {
    const asker = waiting.get(message.id);
    waiting.delete(message.id);
    // A thread in which nothing goes on does not keep the program.
    if (waiting.size === 0) worker.unref();
    if (message.ok) asker?.resolve(message.output);
    else asker?.reject(new SqlFault(message.trouble, message.message));
  });
  worker.on('error', (cause) => endAll(`The archive's thread ended: ${cause instanceof Error ? cause.message : ''}`));
  worker.on('exit', () => endAll("The archive's thread has ended."));
  const ask = (asked: Asked): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.ref();
      worker.postMessage({ ...asked, id: last } as ToWorker);
    });
  try {
    await ask({ kind: 'open', options });
  } catch (cause) {
    await worker.terminate();
    throw cause;
  }
  return {
    call: async (name, input) => (await ask({ kind: 'call', name, input })) as EngineCalls[typeof name]['output'],
    async close() {
      await ask({ kind: 'close' });
      await worker.terminate();
    },
  };
}
