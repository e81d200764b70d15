import { existsSync } from 'node:fs';
import { findChromium } from '#scripts/chromium';

/** Absolute path of the Chromium that browser tests run in. Raises an error that says how to get one. */
export function chromiumPath(): string {
  const found = findChromium({ env: process.env, platform: process.platform, exists: existsSync });
  if (found === null)
    throw new Error('No Chromium was found. Set CHROMIUM_PATH, or run "npx playwright install chromium".');
  return found;
}

/** Switches for a browser that only talks to this machine. As root there is no sandbox to be had. */
export const chromiumArguments: readonly string[] = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--no-first-run',
  '--no-default-browser-check',
  '--password-store=basic',
  '--force-color-profile=srgb',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
