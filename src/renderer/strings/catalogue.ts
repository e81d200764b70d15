import { frameWords } from './frame-words.ts';

type FrameWords = typeof frameWords;
type PageWords = typeof import('./page-words.ts').pageWords;
type FleetWords = typeof import('./en/fleet.ts').fleet;

/**
 * Every word that the console shows, by area. Another language is another folder with the same keys; the compiler finds
 * what is missing.
 */
export type Catalogue = FrameWords & PageWords & FleetWords;

/** A text, or two of which the count chooses one. */
export type Message = string | { readonly one: string; readonly other: string };

const words = new Map<string, Message>(Object.entries(frameWords));

/** Takes a key; gives its words, or undefined for a key that the catalogue lacks. */
export const messageOf = (key: string): Message | undefined => words.get(key);

/** Fetches the words of the pages beside the frame; they have to be there before such a page's code runs. */
export async function fetchPageWords(): Promise<void> {
  const { pageWords } = await import('./page-words.ts');
  addWords(pageWords);
}

/** Fetches the words of the fleet board, which comes after the first page is drawn and needs no other page's words. */
export async function fetchFleetWords(): Promise<void> {
  const { fleet } = await import('./en/fleet.ts');
  addWords(fleet);
}

function addWords(more: Readonly<Record<string, Message>>): void {
  for (const [key, message] of Object.entries(more)) words.set(key, message);
}
