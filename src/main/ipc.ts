import type { Core } from '#core/create-core';
import { channels } from '#shared/contract/bridge';
import type { Result } from '#shared/contract/result';
import type { SenderFrame } from './trusted-frame.ts';

/** What this host needs to know of a message. */
export interface IpcEvent {
  readonly senderFrame: SenderFrame | null;
  readonly sender: { readonly id: number };
}

/** The part of Electron's `ipcMain` that is used. */
export interface IpcMainLike {
  handle(channel: string, listener: (event: IpcEvent, ...args: unknown[]) => Promise<unknown>): void;
  on(channel: string, listener: (event: IpcEvent, ...args: unknown[]) => void): unknown;
}

export interface IpcOptions {
  readonly ipc: IpcMainLike;
  readonly core: Pick<Core, 'dispatch'>;
  /** Whether a message comes from the main frame of our own page, in a window that we made. */
  readonly isTrusted: (event: IpcEvent) => boolean;
}

/** The calls that run, so that what a page left behind can be ended. */
export interface IpcCalls {
  /** Ends all calls of a page that is gone. */
  abandon(senderId: number): void;
}

// A page of ours never has that many calls open; one that was taken over might try.
const mostCalls = 200;

/** Takes Electron's receiver and core; carries calls, and their cancelling, from pages to core. There is no other way in. */
export function bindIpc({ ipc, core, isTrusted }: IpcOptions): IpcCalls {
  const running = new Map<string, AbortController>();
  const dispatch = core.dispatch as (path: string, input: unknown, options: object) => Promise<Result<unknown>>;
  ipc.handle(channels.call, async (event, ...args) => {
    const [callId, path, input] = args;
    if (!isTrusted(event)) return senderUnknown;
    if (!isCallId(callId) || typeof path !== 'string') return malformed;
    const key = `${event.sender.id} ${callId}`;
    if (running.has(key) || running.size >= mostCalls) return malformed;
    const controller = new AbortController();
    running.set(key, controller);
    try {
      return await dispatch(path, input, { signal: controller.signal });
    } finally {
      running.delete(key);
    }
  });
  ipc.on(channels.cancel, (event, callId) => {
    if (isTrusted(event) && isCallId(callId)) running.get(`${event.sender.id} ${callId}`)?.abort();
  });
  return {
    abandon(senderId) {
      for (const [key, controller] of running) if (key.startsWith(`${senderId} `)) controller.abort();
    },
  };
}

const isCallId = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{1,64}$/.test(value);

const senderUnknown: Result<never> = {
  ok: false,
  error: { code: 'forbidden', reason: 'callerUnknown', message: 'This caller is not allowed.' },
};

const malformed: Result<never> = {
  ok: false,
  error: {
    code: 'bad_request',
    reason: 'malformedCall',
    message: 'The call is not one that this program understands.',
  },
};
