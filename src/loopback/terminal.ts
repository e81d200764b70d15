import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { AskPerson } from '#core/confirm/confirming-core';
import type { Question } from '#core/confirm/questions';

/** The terminal that started the host. */
export interface Terminal {
  readonly ask: AskPerson;
  say(line: string): void;
  close(): void;
}

export interface TerminalOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** Told when a line comes that answers no question. */
  readonly onLine: () => void;
}

/** Takes the streams of a terminal; gives it. Only "yes" confirms; where nobody can type, every answer is no. */
export function openTerminal({ input, output, onLine }: TerminalOptions): Terminal {
  const lines = createInterface({ input });
  let answer: ((line: string | null) => void) | null = null;
  let ended = false;
  lines.on('line', (line) => {
    if (answer === null) onLine();
    else answer(line);
  });
  lines.once('close', () => {
    ended = true;
    answer?.(null);
  });
  const say = (line: string): void => void output.write(`${line}\n`);
  return {
    say,
    async ask(question) {
      if (ended) return false;
      output.write(questionText(question));
      const line = await new Promise<string | null>((resolve) => {
        answer = resolve;
      });
      answer = null;
      const confirmed = line?.trim().toLowerCase() === 'yes';
      say(confirmed ? 'Confirmed.' : 'Not confirmed; nothing is written.');
      return confirmed;
    },
    close: () => lines.close(),
  };
}

const questionText = ({ title, lines }: Question): string =>
  `\n${title}\n${lines.map((line) => `  - ${line}\n`).join('')}Type "yes" to confirm, anything else to refuse: `;
