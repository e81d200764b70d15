import { type DeepLink, deepLinkIn } from './links.ts';

/** What the window was started with. */
export interface StartArguments {
  /** The tenant that it works on first; an installed program opens on the sign-in to a real one. */
  readonly first: 'demo' | 'tenant';
  readonly link: DeepLink | null;
}

/** Takes the arguments of a start and whether the program is installed; gives what they ask for. Unknown ones are Chromium's. */
export function parseStartArguments(argv: readonly string[], installed: boolean): StartArguments {
  const asksForDemo = argv.includes('--demo') || (!installed && !argv.includes('--tenant'));
  return { first: asksForDemo ? 'demo' : 'tenant', link: deepLinkIn(argv) };
}
