import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { AskPerson } from '#core/confirm/confirming-core';
import type { Question } from '#core/confirm/questions';
import { CoreError } from '#core/rpc/errors';

/** The terminal that started the host. */
export interface Terminal {
  readonly ask: AskPerson;
  /**
   * Shows a text and gives the line that a person types behind it, without spaces around it; null where nobody can type.
   * Raises `conflict` (reason confirmationOpen) while another question is open: a line answers one question only.
   */
  askLine(text: string): Promise<string | null>;
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
  const askLine = async (text: string): Promise<string | null> => {
    if (ended) return null;
    if (answer !== null) throw questionOpen();
    output.write(text);
    const line = await new Promise<string | null>((resolve) => {
      answer = resolve;
    });
    answer = null;
    return line?.trim() ?? null;
  };
  return {
    say,
    askLine,
    async ask(question) {
      if (ended) return false;
      const confirmed = (await askLine(questionText(question)))?.toLowerCase() === 'yes';
      say(confirmed ? 'Confirmed.' : 'Not confirmed; nothing is written.');
      return confirmed;
    },
    close: () => lines.close(),
  };
}

const questionText = ({ title, lines }: Question): string =>
  `\n${title}\n${lines.map((line) => `  - ${line}\n`).join('')}Type "yes" to confirm, anything else to refuse: `;

const questionOpen = (): CoreError =>
  new CoreError('conflict', 'Another question is still open in the terminal.', {
    reason: 'confirmationOpen',
    nextStep: 'Answer that question first.',
  });
