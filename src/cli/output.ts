import type { Writable } from 'node:stream';
import type { TaskProgress } from '#shared/contract/events';
import type { WireError } from '#shared/contract/result';

/** Where a command's words go: data on stdout, everything else on stderr. */
export interface Output {
  readonly json: boolean;
  /** Data: as JSON, or as the text that is made for people. */
  data(value: unknown, text: string): void;
  /** Something said along the way. */
  note(text: string): void;
  progress(progress: TaskProgress): void;
  /** The address at which somebody has to sign in, with the code to type there if there is one. */
  signIn(prompt: { readonly url: string; readonly userCode?: string | undefined; readonly message: string }): void;
  error(error: WireError, exitCode: number): void;
}

const marks: Readonly<Record<TaskProgress['state'], string>> = {
  running: '..',
  waiting: '..',
  done: 'ok',
  skipped: '--',
  failed: 'XX',
  personNeeded: '!!',
};

// A terminal obeys control characters, and names in a tenant are not ours.
const controlCharacters = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu;

/** Takes text that somebody else wrote; gives it without what a terminal would obey. */
export const printable = (text: string): string => text.replace(controlCharacters, '\uFFFD');

/** Takes the two streams and whether JSON was asked for; gives the output of one command. */
export function createOutput(options: {
  readonly json: boolean;
  readonly stdout: Writable;
  readonly stderr: Writable;
}): Output {
  const { json, stdout, stderr } = options;
  const say = (record: Readonly<Record<string, unknown>>, text: string): void => {
    stderr.write(json ? `${JSON.stringify(record)}\n` : `${printable(text)}\n`);
  };
  return {
    json,
    data: (value, text) => {
      stdout.write(json ? `${JSON.stringify(value)}\n` : `${printable(text)}\n`);
    },
    note: (text) => say({ note: text }, text),
    progress: (progress) => say({ progress }, progressText(progress)),
    signIn: ({ url, userCode, message }) => {
      const code = userCode === undefined ? '' : `\n  and type this code: ${userCode}`;
      say({ signInUrl: url, ...(userCode === undefined ? {} : { userCode }) }, `${message}\n  ${url}${code}`);
    },
    error: (error, exitCode) => say({ error, exitCode }, errorText(error, exitCode)),
  };
}

/** Takes one line of a task's progress; gives it as text. */
export function progressText(progress: TaskProgress): string {
  const counted = progress.total === undefined ? '' : ` (${progress.completed ?? 0} of ${progress.total})`;
  const verified = progress.verified === true ? ' [verified]' : '';
  const link = progress.url === undefined ? '' : `\n     ${progress.url}`;
  const code = progress.userCode === undefined ? '' : `\n     code: ${progress.userCode}`;
  return `${marks[progress.state]}  ${progress.message}${counted}${verified}${link}${code}`;
}

/** Takes an error and the exit code; gives the lines that are printed: what failed, what to do, and the ids for support. */
export function errorText(error: WireError, exitCode: number): string {
  const reason = error.reason === undefined ? '' : `/${error.reason}`;
  const wait = error.retryAfterMs === undefined ? [] : [`Try again in ${Math.ceil(error.retryAfterMs / 1000)} s.`];
  const ids = [
    ...(error.requestId === undefined ? [] : [`request-id ${error.requestId}`]),
    ...(error.clientRequestId === undefined ? [] : [`client-request-id ${error.clientRequestId}`]),
  ];
  return [
    `Error: ${error.message}`,
    ...(error.nextStep === undefined ? [] : [`What to do: ${error.nextStep}`]),
    ...wait,
    `(${[`${error.code}${reason}`, ...ids, `exit code ${exitCode}`].join('; ')})`,
  ].join('\n');
}
