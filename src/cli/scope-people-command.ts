import { scopes } from '#core/graph/permissions';
import { type CommandDefinition, withSession } from './command.ts';
import { failure } from './failure.ts';
import { type Given, operand } from './invocation.ts';
import { impactText } from './scope-text.ts';
import { parseSecretFlags } from './secret-flags.ts';
import { planConfiguration, secretOptions } from './setup-run.ts';
import { showOrApply } from './show-or-apply.ts';
import { checkShowPlan, showPlanOptions } from './show-plan.ts';

function wantedPeople(given: Given): 'assigned' | 'everyone' {
  const [assigned, everyone] = [given.isSet('assigned'), given.isSet('everyone')];
  if (assigned !== everyone) return everyone ? 'everyone' : 'assigned';
  throw failure('bad_request', 'peopleNotChosen', {
    message: assigned ? 'Assigned only and everyone were both given.' : 'No flag says who is provisioned.',
    nextStep: 'Give --assigned or --everyone.',
  });
}

/** The command that changes whom an application reaches: those who are assigned, or everyone. */
export const scopePeople: CommandDefinition = {
  words: 'scope people',
  summary: 'Provision those who are assigned only, or everyone; says first who enters and who leaves',
  description:
    'From everyone to assigned restarts provisioning and deprovisions whoever is not assigned: the number of people is asked for. The\n' +
    'service keeps this choice among the credentials, so where they cannot be kept the secret is asked for again.',
  operands: [{ name: 'app', description: 'display name or service principal object id' }],
  options: [
    { flags: '--assigned', description: 'assigned people and groups only' },
    { flags: '--everyone', description: 'everyone in the tenant is provisioned' },
    { flags: '--plan', description: 'only show the plan' },
    ...secretOptions,
    ...showPlanOptions,
  ],
  examples: [
    'scope people Airstack --everyone --plan',
    'scope people Airstack --assigned --secret SecretToken=env:PROVISIONING_SECRET_AIRSTACK',
  ],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      checkShowPlan(invocation);
      const { given, output } = invocation;
      const people = wantedPeople(given);
      const bindings = parseSecretFlags(given.list('secret'));
      await session.ensureSignedIn([scopes.people, scopes.peopleInFull, scopes.groups]);
      const selected = { application: operand(given, 0) };
      const { configuration } = await session.call('configuration.export', selected);
      const { skipOutOfScopeDeletions } = configuration.scope;
      const { mappings } = configuration;
      const impact = await session.call('scope.impact', { ...selected, people, skipOutOfScopeDeletions, mappings });
      output.note(impactText(impact));
      const asking = !given.isSet('plan') && !given.isSet('calls') && given.text('script') === undefined;
      const { plan } = await planConfiguration({
        invocation,
        session,
        bindings,
        asking,
        // A plan only adds, and those who are assigned would all be looked up again.
        configuration: { ...configuration, scope: { ...configuration.scope, people }, assignments: [] },
        impact: impact.id,
      });
      return showOrApply(invocation, session, plan);
    }),
};
