import { strings } from './strings.ts';

/** The part of a window that is used. */
export interface ClosingWindow {
  on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown;
  close(): void;
}

export interface ClosingGuardOptions {
  /** How many plans are being carried out. */
  readonly applying: () => number;
  /** Asks a question with yes and no, outside the page. */
  readonly ask: (question: string) => Promise<boolean>;
  /** Whether the program ends with its last window; where it stays, closing a window ends nothing. */
  readonly endsWithWindow: boolean;
  /** Ends the program. */
  readonly quit: () => void;
}

/** Stands between a person and the end of the program while a plan is carried out. */
export interface ClosingGuard {
  watch(window: ClosingWindow): void;
  /** The program is about to end: somebody chose "Quit". */
  noteQuit(): void;
  /** The system ends the program, so nobody is asked. */
  letGo(): void;
}

/**
 * Takes what is carried out and how to ask; gives what asks before a window closes that takes the run with it. A run that
 * is cut off is gone on with later, so a yes lets the window go at once.
 */
export function createClosingGuard({ applying, ask, endsWithWindow, quit }: ClosingGuardOptions): ClosingGuard {
  let decided = false;
  let quitting = false;
  let asking = false;
  const decide = async (window: ClosingWindow): Promise<void> => {
    const isYes = await ask(strings.endWhileApplying(applying()));
    asking = false;
    const ends = quitting;
    quitting = false;
    if (!isYes) return;
    decided = true;
    if (ends) quit();
    else window.close();
  };
  return {
    watch(window) {
      window.on('close', (event) => {
        if (decided || applying() === 0 || !(endsWithWindow || quitting)) return;
        event.preventDefault();
        if (asking) return;
        asking = true;
        void decide(window);
      });
    },
    noteQuit() {
      quitting = true;
    },
    letGo() {
      decided = true;
    },
  };
}
