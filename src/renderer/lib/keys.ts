/** Whether this is a machine on which the command key is pressed where others press Ctrl. */
export const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '');

/** Takes a key; gives how its shortcut with the main modifier is written on this machine. */
export const withModifier = (key: string): string => (isApple ? `⌘${key}` : `Ctrl+${key}`);

/** Takes a pressed key; says whether the main modifier of this machine was held, and no other. */
export const hasModifier = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  (isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey;
