import { readFile } from 'node:fs/promises';
import { scopes } from '#core/graph/permissions';
import type { Input } from '#shared/contract/index';
import type { AssignmentConfiguration, ObjectMappingConfiguration } from '#shared/model/configuration';
import type { AssignmentView, ScopeView } from '#shared/model/scope';
import { type CommandDefinition, procedureCommand, withSession } from './command.ts';
import { done } from './exit-codes.ts';
import { failure } from './failure.ts';
import { type Given, type Invocation, operand } from './invocation.ts';
import { filterOf, filterOptions } from './scope-filter-flags.ts';
import { scopePeople } from './scope-people-command.ts';
import { impactText, rowsText, scopeText } from './scope-text.ts';
import type { CliSession } from './session.ts';
import { showOrApply } from './show-or-apply.ts';
import { checkShowPlan, showPlanOptions } from './show-plan.ts';

const application = { name: 'app', description: 'display name or service principal object id' };
const planOptions = [{ flags: '--plan', description: 'only show the plan' }, ...showPlanOptions];
const peopleOptions = [
  { flags: '--user <upn>', description: 'user principal name or object id', repeatable: true },
  { flags: '--in-group <name>', description: 'display name or object id of a group', repeatable: true },
] as const;

const show = procedureCommand({
  words: 'scope show',
  summary: 'Who is in scope of an application: assignments, roles, filters, and what to know about them',
  operands: [application],
  examples: ['scope show Airstack', 'scope show Airstack --json'],
  path: 'scope.show',
  input: (given) => ({ application: operand(given, 0) }),
  text: scopeText,
});

const nobodyNamed = (command: string) =>
  failure('bad_request', 'nobodyNamed', {
    message: 'No flag says who.',
    nextStep: `Give --user, --in-group or ${command === 'scope assign' ? '--csv' : '--assignment'}; see "${command} --help".`,
  });

async function csvText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw failure('bad_request', 'fileUnreadable', {
      message: `The file ${path} cannot be read${cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : ''}.`,
      nextStep: 'Check its name and that you may read it.',
    });
  }
}

async function wantedAssignments(
  { given, output }: Invocation,
  session: CliSession,
): Promise<AssignmentConfiguration[]> {
  const role = given.text('role');
  const withRole = role === undefined ? {} : { role };
  const path = given.text('csv');
  const named = [
    ...given.list('user').map((user) => ({ user, ...withRole })),
    ...given.list('inGroup').map((group) => ({ group, ...withRole })),
  ];
  if (path === undefined) return named;
  const text = await csvText(path);
  const { rows, faults } = await session.call('scope.readAssignments', { application: operand(given, 0), text });
  output.note(rowsText(rows, faults));
  const doubled = faults.filter(({ code }) => code === 'doubled').length;
  if (faults.length > doubled && !given.isSet('skipBad'))
    throw failure('bad_request', 'badRows', {
      message: `${faults.length - doubled} rows of ${path} cannot be used, so nobody was assigned.`,
      nextStep: 'Correct those rows, or add --skip-bad to go on without them.',
    });
  return [
    ...named,
    ...rows.map((row) => ({
      ...(row.kind === 'person' ? { user: row.principalId } : { group: row.principalId }),
      ...(row.role === null ? withRole : { role: row.role }),
    })),
  ];
}

const assign: CommandDefinition = {
  words: 'scope assign',
  summary: 'Assign people and groups to an application',
  description:
    'Finds everybody, shows the plan, asks, and assigns. A CSV has a header with userPrincipalName, mail, objectId or group, and,\n' +
    'if roles are to be chosen, role; every bad row is named, and nobody is assigned while there are any.',
  operands: [application],
  options: [
    ...peopleOptions,
    { flags: '--role <name>', description: 'app role value, display name or id; a usable one is chosen when left out' },
    { flags: '--csv <file>', description: 'read people and groups from a CSV' },
    { flags: '--skip-bad', description: 'go on without the rows of the CSV that cannot be used' },
    ...planOptions,
  ],
  examples: [
    'scope assign Airstack --user ada@contoso.com --role User',
    'scope assign Airstack --csv people.csv --plan',
  ],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      checkShowPlan(invocation);
      const { given } = invocation;
      await session.ensureSignedIn([scopes.people, scopes.groups, scopes.assignments]);
      const assignments = await wantedAssignments(invocation, session);
      if (assignments.length === 0) throw nobodyNamed('scope assign');
      const { configuration } = await session.call('configuration.export', { application: operand(given, 0) });
      const plan = await session.call('setup.plan', { configuration: { ...configuration, assignments } });
      return showOrApply(invocation, session, plan);
    }),
};

/** Object ids of the people whose user principal names were given: assignments know only ids and display names. */
async function idsOfNames(given: Given, session: CliSession): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const search of given.list('user').filter((name) => name.includes('@'))) {
    const { entries } = await session.call('directory.search', { kind: 'user', search });
    ids.push(
      ...entries.filter((entry) => entry.userPrincipalName?.toLowerCase() === search.toLowerCase()).map(({ id }) => id),
    );
  }
  return ids;
}

/** The assignments that the flags name; who is assigned several times loses all of them. */
function chosenAssignments(given: Given, { assignments }: ScopeView, people: readonly string[]): readonly string[] {
  const isNamed = ({ id, principalId, displayName, kind }: AssignmentView): boolean =>
    given.list('assignment').includes(id) ||
    people.includes(principalId) ||
    (kind === 'person' && given.list('user').some((name) => name === principalId || name === displayName)) ||
    (kind === 'group' && given.list('inGroup').some((name) => name === principalId || name === displayName));
  return assignments.filter(isNamed).map(({ id }) => id);
}

const unassign: CommandDefinition = {
  words: 'scope unassign',
  summary: 'Remove assignments; says first who is deprovisioned by it',
  description:
    'Shows who loses the account in the application, asks for that number, removes the assignments and reads them back.',
  operands: [application],
  options: [
    { flags: '--user <name>', description: 'user principal name, display name or object id', repeatable: true },
    { flags: '--in-group <name>', description: 'display name or object id of a group', repeatable: true },
    { flags: '--assignment <id>', description: 'id of an assignment', repeatable: true },
    ...planOptions,
  ],
  examples: ['scope unassign Airstack --user ada@contoso.com --plan', 'scope unassign Airstack --in-group Sales'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      checkShowPlan(invocation);
      const { given } = invocation;
      await session.ensureSignedIn([scopes.people, scopes.groups, scopes.assignments]);
      const selected = { application: operand(given, 0) };
      const assignments = chosenAssignments(
        given,
        await session.call('scope.show', selected),
        await idsOfNames(given, session),
      );
      if (assignments.length === 0) throw nobodyNamed('scope unassign');
      const plan = await session.call('scope.planUnassign', { ...selected, assignments: [...assignments] });
      return showOrApply(invocation, session, plan);
    }),
};

function filteredMappings(
  given: Given,
  view: ScopeView,
  mappings: readonly ObjectMappingConfiguration[],
): ObjectMappingConfiguration[] | null {
  const scopingFilter = filterOf(given, view.operators);
  if (scopingFilter === undefined) return null;
  const source = given.text('object') ?? 'User';
  const object = view.objects.find((one) => one.source.toLowerCase() === source.toLowerCase());
  if (object === undefined)
    throw failure('bad_request', 'unknownObject', {
      message: `The application has no mapping of "${source}".`,
      nextStep: `Give --object ${view.objects.map((one) => one.source).join(' or --object ')}.`,
    });
  const isIt = (mapping: ObjectMappingConfiguration): boolean =>
    mapping.source === object.source && mapping.target === object.target;
  const own = mappings.find(isIt) ?? { source: object.source, target: object.target };
  return [{ ...own, scopingFilter }, ...mappings.filter((mapping) => !isIt(mapping))];
}

const filter: CommandDefinition = {
  words: 'scope filter',
  summary: 'Change the scoping filter of an application; says first who enters and who leaves',
  description:
    'Computes from the directory who enters and who leaves the scope, shows the plan, asks for the number of people who lose their\n' +
    'accounts, and saves the filter.',
  operands: [application],
  options: [...filterOptions, ...planOptions],
  examples: [
    'scope filter Airstack --group "department EQUALS Sales" --plan',
    'scope filter Airstack --group "country EQUALS NO; employeeType NOT EQUALS External" --group "department EQUALS IT"',
    'scope filter Airstack --clear',
  ],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      checkShowPlan(invocation);
      const { given, output } = invocation;
      await session.ensureSignedIn([scopes.people, scopes.peopleInFull, scopes.groups]);
      const selected = { application: operand(given, 0) };
      const view = await session.call('scope.show', selected);
      const { configuration } = await session.call('configuration.export', selected);
      const mappings = filteredMappings(given, view, configuration.mappings);
      if (mappings === null)
        throw failure('bad_request', 'nothingToChange', {
          message: 'No flag says how the filter is to be.',
          nextStep: 'Give --group or --clear; see "scope filter --help".',
        });
      const impact = await session.call('scope.impact', { ...selected, mappings });
      output.note(impactText(impact));
      const plan = await session.call('setup.plan', {
        configuration: { ...configuration, mappings },
        impact: impact.id,
      });
      return showOrApply(invocation, session, plan);
    }),
};

async function impactInput({ given }: Invocation, session: CliSession): Promise<Input<'scope.impact'>> {
  const selected = { application: operand(given, 0) };
  const view = await session.call('scope.show', selected);
  const mappings = filteredMappings(given, view, []) ?? [];
  const people = given.isSet('everyone') ? 'everyone' : given.isSet('assigned') ? 'assigned' : undefined;
  const assign = [
    ...given.list('user').map((user) => ({ user })),
    ...given.list('inGroup').map((group) => ({ group })),
  ];
  return { ...selected, mappings, people, assign, unassign: [...given.list('unassign')] };
}

const impact: CommandDefinition = {
  words: 'scope impact',
  summary: 'What a change of scope would come to; writes nothing',
  operands: [application],
  options: [
    { flags: '--everyone', description: 'everyone in the tenant is provisioned' },
    { flags: '--assigned', description: 'assigned people and groups only' },
    ...filterOptions,
    ...peopleOptions,
    { flags: '--unassign <id>', description: 'without this assignment', repeatable: true },
  ],
  examples: ['scope impact Airstack --everyone', 'scope impact Airstack --group "department EQUALS Sales" --json'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      await session.ensureSignedIn([scopes.people, scopes.peopleInFull, scopes.groups]);
      const answer = await session.call('scope.impact', await impactInput(invocation, session));
      invocation.output.data(answer, impactText(answer));
      return done;
    }),
};

/** The commands about who is in scope. */
export const scopeCommands: readonly CommandDefinition[] = [show, assign, unassign, filter, scopePeople, impact];
