import { type Command, Option } from 'commander';

/** What every command takes. */
export interface GlobalFlags {
  readonly json: boolean;
  readonly yes: boolean;
  readonly demo: boolean;
  readonly endpoints: string | undefined;
  readonly cloud: string | undefined;
  readonly clientId: string | undefined;
  readonly dataDir: string | undefined;
  readonly ca: string | undefined;
  readonly tenant: string | undefined;
  readonly account: string | undefined;
  readonly deviceCode: boolean;
  readonly browser: boolean;
}

const outputFlags = [
  new Option('--json', 'print data as JSON, and progress and errors as JSON lines'),
  new Option('-y, --yes', 'do not ask before writing (a secret that goes to another host is still asked about)'),
  new Option('--data-dir <folder>', 'keep settings, sign-ins, journal and log in this folder'),
];

const cloudFlags = [
  new Option('--demo', 'work on a demo tenant that lives as long as this command'),
  new Option('--endpoints <file>', 'work on the cloud that this file describes, for example of "demo serve"'),
  new Option('--cloud <name>', 'Global, USGov-L4, USGov-L5 or China'),
  new Option('--ca <file>', 'trust the issuers in this file too (PEM or DER)'),
];

const signInFlags = [
  new Option('--client-id <id>', 'application (client) id that your organisation registered for this program'),
  new Option('--tenant <tenant>', 'sign in to this tenant: an id or a domain'),
  new Option('--account <name>', 'work as this account: its user name'),
  new Option('--device-code', 'sign in on another device with a code (only where there is no browser)'),
  new Option('--no-browser', 'print the sign-in address and open nothing'),
];

const groups = [
  { heading: 'Flags of every command:', options: outputFlags },
  { heading: 'Cloud and network:', options: cloudFlags },
  { heading: 'Signing in:', options: signInFlags },
];

/**
 * Takes a command; adds the flags that all commands share. `call` takes its input with `--json`, so there it is left out.
 */
export function addGlobalFlags(command: Command, without: readonly string[] = []): Command {
  for (const { heading, options } of groups) {
    for (const option of options) {
      if (option.long === undefined || without.includes(option.long)) continue;
      const copy = new Option(option.flags, option.description).helpGroup(heading);
      command.addOption(copy);
    }
  }
  return command;
}

/**
 * Takes a command that was parsed; gives the options that a person set, on it or before its name. Defaults are left out:
 * that of the program would win over what was set on the command.
 */
export function optionsSet(command: Command): Record<string, unknown> {
  const above = command.parent === null ? {} : optionsSet(command.parent);
  const own = Object.entries(command.opts<Record<string, unknown>>());
  return { ...above, ...Object.fromEntries(own.filter(([name]) => command.getOptionValueSource(name) !== 'default')) };
}

/** Takes what commander read for a command and for those above it; gives the shared flags. */
export function readGlobalFlags(given: Readonly<Record<string, unknown>>): GlobalFlags {
  const text = (name: string): string | undefined => (typeof given[name] === 'string' ? given[name] : undefined);
  return {
    json: given.json !== undefined && given.json !== false,
    yes: given.yes === true,
    demo: given.demo === true,
    endpoints: text('endpoints'),
    cloud: text('cloud'),
    clientId: text('clientId'),
    dataDir: text('dataDir'),
    ca: text('ca'),
    tenant: text('tenant'),
    account: text('account'),
    deviceCode: given.deviceCode === true,
    browser: given.browser !== false,
  };
}
