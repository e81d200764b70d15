import { passphraseOption, withArchive } from './archive-session.ts';
import { checkInput } from './calls.ts';
import { type CommandDefinition, procedureCommand } from './command.ts';
import { cyclesText, outlookText } from './cycles-text.ts';
import { done } from './exit-codes.ts';
import { numberOption, operand } from './invocation.ts';

const application = { name: 'app', description: 'display name or service principal object id' };

const cycles: CommandDefinition = {
  words: 'cycles',
  summary: 'Cycles of an application, newest first, with what each created, updated, disabled, failed and skipped',
  description:
    'Counted in the archive of the log, or, where there is none, in the newest rows of the service’s log. A cycle that may be cut off\n' +
    'at the edge of what is known says so; a cycle that had nothing to do leaves no row.',
  operands: [application],
  options: [
    { flags: '--since <time>', description: 'only from this time on, ISO 8601 UTC' },
    { flags: '--limit <number>', description: 'at most so many, 60 when left out' },
    passphraseOption,
  ],
  examples: ['cycles Airstack', 'cycles Airstack --since 2026-01-31T00:00:00Z --json'],
  run: (invocation) => {
    const { given, output } = invocation;
    const since = given.text('since');
    const limit = numberOption(given, 'limit');
    const input = {
      application: operand(given, 0),
      ...(since === undefined ? {} : { since }),
      ...(limit === undefined ? {} : { limit }),
    };
    checkInput('cycles.list', input);
    return withArchive(invocation, async (session) => {
      const found = await session.call('cycles.list', input);
      output.data(found, cyclesText(found));
      return done;
    });
  },
};

const outlook = procedureCommand({
  words: 'outlook',
  summary: 'When the initial cycle ends, as a range; the next cycle, watermark, steady state and settings',
  operands: [application],
  examples: ['outlook Airstack', 'outlook Airstack --json'],
  path: 'cycles.outlook',
  input: (given) => ({ application: operand(given, 0) }),
  text: outlookText,
});

/** The commands about cycles: those that were, and those to come. */
export const cyclesCommands: readonly CommandDefinition[] = [cycles, outlook];
