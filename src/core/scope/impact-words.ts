import type { Warning } from '#shared/model/plan';
import type { Impact, MissingPermission, ScopeCounts } from '#shared/model/scope';
import type { ChangedScope } from './change.ts';
import { isHeld } from './cycle-estimate.ts';
import type { Effects } from './effects.ts';
import type { LiveScope } from './read-scope.ts';
import type { SourceReading } from './source-values.ts';

/** Everything that the words about an impact are made from. */
export interface ImpactFacts {
  readonly live: LiveScope;
  readonly change: ChangedScope;
  readonly people: ScopeCounts;
  readonly groups: ScopeCounts | null;
  readonly effects: Effects;
  readonly reading: SourceReading;
  readonly missing: readonly MissingPermission[];
  readonly openRewrites: number;
}

const listed = (names: readonly string[]): string => names.join(', ');
const peopleWord = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

function removalWarnings({ live, change, people, groups, effects }: ImpactFacts): readonly Warning[] {
  const warnings: Warning[] = [];
  const removed = effects.disables + effects.deletes;
  const leaving = people.leaving + (groups?.leaving ?? 0);
  if (people.before > 0 && people.after === 0 && people.open === 0)
    warnings.push({
      code: 'removesEveryone',
      message: `Nobody would be in scope any more: all ${peopleWord(people.before)} leave.`,
      nextStep: 'Check the filter and the assignments before you go on; to stop provisioning, pause the job instead.',
    });
  if (isHeld(live.settings.threshold, removed))
    warnings.push({
      code: 'thresholdHolds',
      message: `${removed} accounts reach the deletion threshold of ${live.settings.threshold.value}: the service holds all of them back and puts the job into quarantine.`,
      nextStep: 'Make the change in smaller steps, or allow the deletions when the job reports them.',
    });
  if (removed > 0 && !live.settings.threshold.enabled)
    warnings.push({
      code: 'thresholdOff',
      message: 'The deletion threshold is off, so nothing holds accidental deletions back.',
      nextStep: 'Turn it on, with a number that a usual day does not reach.',
    });
  if (leaving > 0 && change.skipOutOfScopeDeletions)
    warnings.push({
      code: 'accountsStay',
      message: 'Accounts of those who leave stay as they are: out-of-scope deletions are skipped.',
    });
  else if (leaving > 0 && live.hasRun && removed === 0)
    warnings.push({
      code: 'accountsStay',
      message: 'The mapping neither disables nor deletes, so accounts of those who leave stay as they are.',
    });
  return warnings;
}

/** Source: learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data (SingleAppRoleAssignment) */
const assignedOnly = /AppRoleAssignment/i;

/** Takes the facts of an impact; gives what a person should know about it. Pure. */
export function impactWarnings(facts: ImpactFacts): readonly Warning[] {
  const { change, live, people } = facts;
  const warnings = [...removalWarnings(facts)];
  if (change.everyone.before && !change.everyone.after)
    warnings.push({
      code: 'restarts',
      message:
        'From everyone to assigned people and groups: it takes effect with a restart, which evaluates everybody again.',
    });
  const mappings = change.people?.after.attributeMappings ?? [];
  const role = mappings.find(({ source }) => assignedOnly.test(source?.expression ?? ''));
  if (change.everyone.after && role !== undefined)
    warnings.push({
      code: 'rolesNeedAssignments',
      message: `${role.targetAttributeName} is made of app role assignments, which does not work together with everyone in scope.`,
      nextStep: 'Provision assigned people and groups only, or map that attribute otherwise.',
    });
  if (people.after === 0 && people.before === 0 && people.open === 0)
    warnings.push({
      code: 'nobodyInScope',
      message: 'Nobody is in scope, before or after: nothing would be provisioned.',
    });
  if (!live.hasRun)
    warnings.push({
      code: 'neverRun',
      message: 'No cycle has run yet, so nobody has an account through this job and nobody can lose one.',
    });
  return warnings;
}

/** Takes the facts of an impact; gives why its numbers are approximate. Pure. */
export function approximations(facts: ImpactFacts): readonly string[] {
  const { people, groups, reading, missing, openRewrites, change, effects } = facts;
  const open = people.open + (groups?.open ?? 0);
  return [
    ...(people.entering > 0 || effects.creates > 0
      ? ['Whoever has an account in the application already is matched and updated instead of created.']
      : []),
    ...(people.leaving > 0 && effects.disables + effects.deletes > 0
      ? ['Whoever left before, or never got an account, is not disabled or deleted again.']
      : []),
    ...missing.map(({ scope, cannotKnow }) => `Without ${scope}: ${cannotKnow}`),
    ...(reading.unreadable.length === 0 ? [] : [`Microsoft Graph does not give ${listed(reading.unreadable)}.`]),
    ...(open === 0 ? [] : [`For ${open} of them it cannot be told on which side of the scope they are.`]),
    ...(openRewrites === 0 ? [] : [`For ${openRewrites} values our evaluator could not tell what is sent.`]),
    ...(effects.updates > 0 ? ['New values are computed by our own evaluator, not by the service.'] : []),
    ...(change.everyone.after
      ? ['The formula for the length of a cycle is published for assigned people and groups.']
      : []),
  ];
}

const firstPeople = 2;
const firstThreshold = 5;

/** Takes whether a cycle has run and how many would be in scope; gives how to begin with a new application, or null. Pure. */
export const firstRunAdvice = (hasRun: boolean, after: number): Impact['firstRun'] =>
  hasRun || after <= firstPeople
    ? null
    : {
        people: firstPeople,
        threshold: firstThreshold,
        message: `This would be the first cycle, with ${after} people. Begin with one or two, look at their accounts in the application, and then widen the scope. Keep the deletion threshold low until the numbers are what you expect.`,
      };
