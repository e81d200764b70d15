import type { PlannedCall } from '#shared/model/planned-call';
import { placeholdersIn } from './stand-ins.ts';

/** Takes calls; gives the names of all placeholders in them, each once, and which of them are secrets. Pure. */
export function placeholdersOf(calls: readonly PlannedCall[]): {
  readonly ids: readonly string[];
  readonly secrets: readonly string[];
} {
  const all = [...new Set(calls.flatMap((call) => placeholdersIn(`${call.path} ${call.body ?? ''}`)))];
  return {
    ids: all.filter((name) => !name.startsWith('secret:')),
    secrets: all.filter((name) => name.startsWith('secret:')).map((name) => name.slice('secret:'.length)),
  };
}

/** Takes any text; gives it as lines without control characters, so that nothing in it can leave a comment. Pure. */
export const commentLines = (text: string): readonly string[] =>
  text
    .split(/\r\n|\r|\n|\u2028|\u2029/)
    .map((line) => line.replace(/\p{Cc}/gu, ' ').trim())
    .filter((line) => line !== '');

/** Takes a call and its number; gives the comment above it. Pure. */
export const headingOf = ({ title, method, path, write }: PlannedCall, number: number): readonly string[] => [
  ...commentLines(`${number}. ${title ?? 'Look something up'}${write ? '' : ' (changes nothing)'}`),
  ...commentLines(`${method} ${path}`),
];
