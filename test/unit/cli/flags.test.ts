import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addGlobalFlags, optionsSet, readGlobalFlags } from '#cli/flags';

function flagsOf(argv: readonly string[]) {
  const leaf = addGlobalFlags(new Command('status')).action(() => undefined);
  const root = addGlobalFlags(new Command('program')).enablePositionalOptions().addCommand(leaf);
  root.parse([...argv], { from: 'user' });
  return readGlobalFlags(optionsSet(leaf));
}

describe('the flags of every command', () => {
  it('are off when nobody gave them, and the browser is on', () => {
    expect(flagsOf(['status'])).toMatchObject({
      json: false,
      yes: false,
      demo: false,
      browser: true,
      deviceCode: false,
    });
  });

  const set = ['--json', '--yes', '--no-browser', '--data-dir', 'd', '--tenant', 't'];
  it.each([
    ['after the command', ['status', ...set]],
    ['before the command', [...set, 'status']],
    ['on both sides', [...set.slice(0, 3), 'status', ...set.slice(3)]],
  ])('count %s', (_where, argv) => {
    expect(flagsOf(argv)).toMatchObject({ json: true, yes: true, browser: false, dataDir: 'd', tenant: 't' });
  });

  it('are taken from the command where both sides say something', () => {
    expect(flagsOf(['--cloud', 'Global', 'status', '--cloud', 'China']).cloud).toBe('China');
  });
});
