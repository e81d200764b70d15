import { create } from 'zustand';
import type { Choice } from './chosen-rows.ts';

/** How often the fleet is read again: by itself, each so many milliseconds, or never. */
export type ChosenPace = 'automatic' | 'never' | number;

interface BoardState extends Choice {
  readonly pace: ChosenPace;
  /** Whether notices of the system are wanted. */
  readonly tells: boolean;
}

const kept = 'fleet.board';

/** What of the board outlives the page: how it is read. A browser may refuse to keep anything. */
function readKept(): Pick<BoardState, 'pace' | 'tells'> {
  const usual = { pace: 'automatic', tells: false } as const;
  try {
    const { pace, tells } = JSON.parse(localStorage.getItem(kept) ?? '{}') as Partial<BoardState>;
    const isPace = pace === 'never' || (typeof pace === 'number' && pace >= 60_000);
    return { pace: isPace ? pace : usual.pace, tells: tells === true };
  } catch {
    return usual;
  }
}

export const useBoard = create<BoardState>(() => ({ chip: 'all', search: '', sorting: null, ...readKept() }));

/** Takes what changes; changes it, and keeps what outlives the page. */
export function setBoard(change: Partial<BoardState>): void {
  useBoard.setState(change);
  const { pace, tells } = useBoard.getState();
  try {
    localStorage.setItem(kept, JSON.stringify({ pace, tells }));
  } catch (cause) {
    // What is kept is a convenience; what was chosen holds until the page is closed.
    if (!(cause instanceof DOMException)) throw cause;
  }
}
