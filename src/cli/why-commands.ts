import { scopes } from '#core/graph/permissions';
import type { WhyExplanation } from '#shared/model/why';
import { checkInput } from './calls.ts';
import { type CommandDefinition, withSession } from './command.ts';
import { done, notProvisioned } from './exit-codes.ts';
import { failure } from './failure.ts';
import { operand } from './invocation.ts';
import { whyText } from './why-text.ts';

/** Takes an explanation; gives the exit code: only who is provisioned, as far as it can be told, is well. */
export const whyExitCode = ({ conclusion }: Pick<WhyExplanation, 'conclusion'>): number =>
  conclusion.kind === 'provisioned' ? done : notProvisioned;

const why: CommandDefinition = {
  words: 'why',
  summary: 'Why a person is provisioned to an application or is not, and what to do',
  description:
    'Looks at each gate in turn: job, person, assignment, role, scoping filter, matching, required attributes, log, and what the\n' +
    'application holds; names the first that failed, and its fix. Writes nothing. A sign-in that is made for it asks for the\n' +
    'permissions to read people in full, groups and the log; one that is there already is used as it is, and what it may not read\n' +
    'is said to be unknown. The exit code is 0 when the person is provisioned and 1 when not, or when it cannot be told.',
  operands: [{ name: 'app', description: 'display name or service principal object id' }],
  options: [
    { flags: '--user <upn>', description: 'user principal name, mail address, object id or display name' },
    { flags: '--fewer-permissions', description: 'ask for none of the permissions that only fill in more' },
  ],
  examples: ['why Airstack --user ada@contoso.com', 'why Airstack --user "Ada Admin" --json'],
  run: async (invocation) => {
    const { given, output } = invocation;
    const person = given.text('user');
    if (person === undefined)
      throw failure('bad_request', 'nobodyNamed', {
        message: 'No flag says who.',
        nextStep: 'Give --user with a user principal name, for example --user ada@contoso.com.',
      });
    const input = { application: operand(given, 0), person };
    checkInput('why.explain', input);
    return withSession(invocation, async (session) => {
      const further = given.isSet('fewerPermissions')
        ? []
        : [scopes.peopleInFull, scopes.groups, scopes.provisioningLogs];
      await session.ensureSignedIn([scopes.people, ...further]);
      const explanation = await session.call('why.explain', input);
      output.data(explanation, whyText(explanation));
      return whyExitCode(explanation);
    });
  },
};

/** The command about why a person is or is not provisioned. */
export const whyCommands: readonly CommandDefinition[] = [why];
