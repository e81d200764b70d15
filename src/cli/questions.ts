import { createInterface } from 'node:readline/promises';
import type { CliHost } from './host.ts';

type Terminal = Pick<CliHost, 'stdin' | 'stderr'>;

/** An end of input is an empty answer. */
async function answerTo(host: Terminal, prompt: string): Promise<string> {
  const lines = createInterface({ input: host.stdin, output: host.stderr });
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    return (await Promise.race([lines.question(prompt), closed])).trim();
  } finally {
    lines.close();
  }
}

/**
 * Takes a question; asks it on stderr and gives true for an answer that begins with "y". An end of input is a no.
 */
export const askYesNo = async (host: Terminal, question: string): Promise<boolean> =>
  /^y(es)?$/i.test(await answerTo(host, `${question} [y/N] `));

/** Takes a question and the one answer that means yes; asks it on stderr and says whether exactly that was typed. */
export const askToType = async (host: Terminal, question: string, expected: string): Promise<boolean> =>
  (await answerTo(host, `${question} Type ${expected} to go on: `)) === expected;
