import { createInterface } from 'node:readline/promises';
import type { CliHost } from './host.ts';

/**
 * Takes a question; asks it on stderr and gives true for an answer that begins with "y". An end of input is a no.
 */
export async function askYesNo(host: Pick<CliHost, 'stdin' | 'stderr'>, question: string): Promise<boolean> {
  const lines = createInterface({ input: host.stdin, output: host.stderr });
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    const answer = await Promise.race([lines.question(`${question} [y/N] `), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
