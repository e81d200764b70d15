import { CoreError } from '#core/rpc/errors';
import type { Location } from '#shared/contract/result';

/**
 * Takes JSON text and, for the error, what the text is and the reason to give; gives the value.
 * Raises `bad_request` with line and column. The text itself never stands in the error.
 */
export function parseJsonText(text: string, described: { readonly what: string; readonly reason: string }): unknown {
  try {
    // A byte order mark is what some Windows editors put first; JSON knows no such thing.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const location = faultLocation(text.replace(/^\uFEFF/, ''));
    const where = ` (line ${location.line}, column ${location.column})`;
    throw new CoreError('bad_request', `${described.what} is not valid JSON${where}.`, {
      reason: described.reason,
      nextStep: 'Correct the text there and try again.',
      location,
    });
  }
}

/** Node names the place of a fault only in some of its messages, so it is looked for: up to there, the text only lacks its end. */
function faultLocation(text: string): Location {
  let sound = 0;
  let faulty = text.length + 1;
  while (faulty - sound > 1) {
    const middle = Math.floor((sound + faulty) / 2);
    if (onlyLacksEnd(text.slice(0, middle))) sound = middle;
    else faulty = middle;
  }
  const before = text.slice(0, sound).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function onlyLacksEnd(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (cause) {
    const message = cause instanceof SyntaxError ? cause.message : '';
    const position = /at position (\d+)/.exec(message)?.[1];
    return /^(Unexpected end|Unterminated)/.test(message) || Number(position ?? -1) === text.length;
  }
}
