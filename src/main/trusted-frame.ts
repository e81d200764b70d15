import { isOwnUrl } from './app-files.ts';

/** What is known of the frame that a message came from. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

/** Takes the sender of a message; says whether it is the main frame of our own page. A frame that is gone is nobody. */
export const isTrustedFrame = (frame: SenderFrame | null): boolean =>
  frame !== null && frame.parent === null && isOwnUrl(frame.url);
