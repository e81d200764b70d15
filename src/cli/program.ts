import { Command, CommanderError, Option } from 'commander';
import { archiveCommands } from './archive-commands.ts';
import { callCommand } from './call-command.ts';
import { catalogueCommands } from './catalogue-commands.ts';
import type { CommandDefinition } from './command.ts';
import { cyclesCommands } from './cycles-commands.ts';
import { demoCommands } from './demo-commands.ts';
import { driftCommands } from './drift-commands.ts';
import { evidenceCommands } from './evidence-commands.ts';
import { addGlobalFlags, optionsSet, readGlobalFlags } from './flags.ts';
import { fleetCommands } from './fleet-commands.ts';
import { manual, programName } from './help-text.ts';
import { historyCommands } from './history-commands.ts';
import type { CliHost } from './host.ts';
import { givenOf } from './invocation.ts';
import { jobActionCommands } from './job-action-commands.ts';
import { libraryCommands } from './library-commands.ts';
import { logCommands } from './log-commands.ts';
import { mappingCommands } from './mapping-commands.ts';
import { onDemandCommands } from './on-demand-commands.ts';
import { operationsCommands } from './operations-commands.ts';
import { createOutput } from './output.ts';
import { ownProfileCommands } from './own-profile-commands.ts';
import { preflightCommands } from './preflight-command.ts';
import { quarantineCommands } from './quarantine-commands.ts';
import { scopeCommands } from './scope-commands.ts';
import { secretCommands } from './secret-commands.ts';
import { sessionCommands } from './session-commands.ts';
import { setupCommands } from './setup-commands.ts';
import { whyCommands } from './why-commands.ts';

/** The table from which the program is made. */
export const commandTable: readonly CommandDefinition[] = [
  ...demoCommands,
  ...sessionCommands,
  ...catalogueCommands,
  ...libraryCommands,
  ...ownProfileCommands,
  ...fleetCommands,
  ...setupCommands,
  ...secretCommands,
  ...mappingCommands,
  ...scopeCommands,
  ...preflightCommands,
  ...operationsCommands,
  ...jobActionCommands,
  ...cyclesCommands,
  ...quarantineCommands,
  ...logCommands,
  ...archiveCommands,
  ...onDemandCommands,
  ...whyCommands,
  ...historyCommands,
  ...evidenceCommands,
  ...driftCommands,
  callCommand,
];

/** Words that hold several commands, with what they are about. */
const groupSummaries: Readonly<Record<string, string>> = {
  demo: 'Try everything on a demo tenant inside this program',
  vendors: 'Vendor profiles',
  tutorial: 'Provisioning tutorials',
  gallery: 'The application gallery',
  setup: 'Plan, apply and undo a configuration',
  mapping: 'Mappings and expressions',
  scope: 'Who is in scope, and what a change of it comes to',
  log: 'Archive, search, group and take away the provisioning log',
  archive: 'The archive of the provisioning log on this machine',
  jobs: 'Start, pause, restart and delete synchronization jobs, with what it comes to',
  quarantine: 'What a quarantine is, its repair, and the proof that it is gone',
  secrets: 'When secrets end, and replacing them',
  'on-demand': 'Results of provisioning chosen people on demand',
  snapshot: 'Configurations as they were, and the way back',
  journal: 'Our own record of writes',
  evidence: 'The key that signs evidence',
  deviations: 'Accept, deny and repair what differs from a baseline',
};

/**
 * Takes the host and what is told the exit code of the command that ran; gives the program. Parsing raises
 * {@link CommanderError} for help (exit code 0) and for arguments that do not fit; a command raises what it raises.
 */
export function createProgram(host: CliHost, onExit: (exitCode: number) => void): Command {
  const program = quiet(new Command(programName), host)
    .description('Sets up, watches and proves automatic user provisioning in Microsoft Entra ID.')
    .version(host.version, '--version', 'print the version')
    .enablePositionalOptions()
    .addHelpText('after', manual);
  addGlobalFlags(program);
  for (const definition of commandTable) addDefinition({ program, host, onExit }, definition);
  return program;
}

/** Takes anything thrown; says whether it is commander's way to end after help or version were printed. */
export const isHelpShown = (cause: unknown): boolean => cause instanceof CommanderError && cause.exitCode === 0;

interface Building {
  readonly program: Command;
  readonly host: CliHost;
  readonly onExit: (exitCode: number) => void;
}

function addDefinition({ program, host, onExit }: Building, definition: CommandDefinition): void {
  const words = definition.words.split(' ');
  const name = words.at(-1) ?? '';
  const command = quiet(new Command(name), host).summary(definition.summary);
  command.description(definition.description ?? `${definition.summary}.`);
  for (const { name: operandName, description, optional } of definition.operands ?? []) {
    command.argument(optional === true ? `[${operandName}]` : `<${operandName}>`, description);
  }
  const own = (definition.options ?? []).map(({ flags, description, repeatable }) => {
    const option = new Option(flags, description);
    return repeatable === true ? option.argParser(collect) : option;
  });
  for (const option of own) command.addOption(option);
  addGlobalFlags(
    command,
    own.flatMap((option) => option.long ?? []),
  );
  command.addHelpText(
    'after',
    `\nExamples:\n${definition.examples.map((text) => `  $ ${programName} ${text}`).join('\n')}\n`,
  );
  command.action(async (..._parsed: unknown[]) => {
    const options = optionsSet(command);
    const flags = readGlobalFlags(options);
    const output = createOutput({
      json: flags.json || definition.words === 'call',
      stdout: host.stdout,
      stderr: host.stderr,
    });
    onExit(await definition.run({ host, flags, output, given: givenOf(command.args, options) }));
  });
  groupOf(program, host, words.slice(0, -1)).addCommand(command);
}

function groupOf(program: Command, host: CliHost, words: readonly string[]): Command {
  const [name] = words;
  if (name === undefined) return program;
  const known = program.commands.find((command) => command.name() === name);
  if (known !== undefined) return known;
  const group = quiet(new Command(name), host)
    .description(groupSummaries[name] ?? name)
    .enablePositionalOptions();
  program.addCommand(addGlobalFlags(group));
  return group;
}

/** Errors are raised, to be printed like all others; only help is written by commander itself. */
function quiet(command: Command, host: CliHost): Command {
  return command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(text),
      outputError: () => undefined,
    });
}

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value];
