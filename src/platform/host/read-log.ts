import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '#platform/disk';
import { redact } from '#platform/redact';

const shownCharacters = 200_000;

/** Takes the folder of the program's own log; gives its end, at most 200,000 characters in whole lines, '' where there is none. */
export async function readLogEnd(folder: string): Promise<string> {
  const text = redact(await fileText(join(folder, 'console.log.jsonl')));
  if (text.length <= shownCharacters) return text;
  const end = text.slice(-shownCharacters);
  return end.slice(end.indexOf('\n') + 1);
}

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return '';
    throw cause;
  }
}
