import { scopes } from '#core/graph/permissions';
import type { Input } from '#shared/contract/index';
import { countEdits, editedObjectMapping, noEdits } from '#shared/mappings/edits';
import type { MappingsView, ObjectMappingView, SamplePerson } from '#shared/model/mappings';
import { type CommandDefinition, procedureCommand, withSession } from './command.ts';
import { readConfiguration } from './configuration-file.ts';
import { done } from './exit-codes.ts';
import { failure } from './failure.ts';
import { type Invocation, operand } from './invocation.ts';
import { mappingEditOptions, mappingEdits } from './mapping-flags.ts';
import { differencesText, mappingsText, triedText } from './mapping-text.ts';
import type { CliSession } from './session.ts';
import { applyPlan } from './setup-run.ts';
import { checkShowPlan, showPlan, showPlanOptions } from './show-plan.ts';

const application = { name: 'app', description: 'display name or service principal object id' };

const show = procedureCommand({
  words: 'mapping show',
  summary: 'The mappings of an application beside its vendor profile',
  path: 'mappings.read',
  operands: [application],
  examples: ['mapping show Airstack', 'mapping show Airstack --json'],
  input: (given) => ({ application: operand(given, 0) }),
  text: mappingsText,
});

function objectOf({ objects }: MappingsView, source: string): ObjectMappingView {
  const found = objects.find((one) => one.source.toLowerCase() === source.toLowerCase());
  if (found !== undefined) return found;
  throw failure('bad_request', 'unknownObject', {
    message: `The application has no mapping of "${source}".`,
    nextStep: `Give --object ${objects.map((one) => one.source).join(' or --object ')}.`,
  });
}

/** The configuration as it is with the edits laid over one object mapping; it names the version that it was made on. */
async function planOf({ given }: Invocation, session: CliSession): Promise<Input<'setup.plan'>> {
  const selected = { application: operand(given, 0) };
  const view = await session.call('mappings.read', selected);
  const object = objectOf(view, given.text('object') ?? 'User');
  const edits = mappingEdits(given, object);
  if (countEdits(edits) === 0)
    throw failure('bad_request', 'nothingToEdit', {
      message: 'No flag says what to change.',
      nextStep: 'See "mapping edit --help".',
    });
  const { configuration } = await session.call('configuration.export', selected);
  // All of it comes from the reading whose version is named.
  const mappings = view.objects.map((one) => editedObjectMapping(one, one === object ? edits : noEdits));
  return { configuration: { ...configuration, mappings }, schemaVersion: view.version };
}

const edit: CommandDefinition = {
  words: 'mapping edit',
  summary: 'Change mappings and the attribute list of an application',
  description:
    'Lays the changes over the mappings as they are, shows the plan, asks, and saves the whole schema; it is read back. When somebody\n' +
    'else saved meanwhile, nothing is changed.',
  operands: [application],
  options: [...mappingEditOptions, { flags: '--plan', description: 'only show the plan' }, ...showPlanOptions],
  examples: [
    'mapping edit Airstack --expression \'displayName=Join(" ", [givenName], [surname])\'',
    'mapping edit Airstack --match externalId=2 --only-on-create userName --plan --calls',
    'mapping edit Airstack --attribute nickName=String --direct nickName=mailNickname --remove title',
  ],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      checkShowPlan(invocation);
      await session.ensureSignedIn();
      const plan = await session.call('setup.plan', await planOf(invocation, session));
      const { given } = invocation;
      if (!given.isSet('plan') && !given.isSet('calls') && given.text('script') === undefined)
        return applyPlan({ invocation, session, plan });
      await showPlan(invocation, session, plan);
      return done;
    }),
};

const isFile = (text: string): boolean => /\.(ya?ml|json)$/i.test(text);

const diff: CommandDefinition = {
  words: 'mapping diff',
  summary: 'What differs in meaning between two configurations or applications',
  description:
    'Each side is a configuration file (.yaml, .yml or .json) or an application. Order, notes of the service and what it fills in by\n' +
    'itself do not count.',
  operands: [
    { name: 'before', description: 'file or application' },
    { name: 'after', description: 'file or application' },
  ],
  examples: ['mapping diff airstack.yaml Airstack', 'mapping diff "Airstack" "Airstack (test)" --json'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const names = [operand(invocation.given, 0), operand(invocation.given, 1)] as const;
      if (!names.every(isFile)) await session.ensureSignedIn();
      const sideOf = async (name: string) =>
        isFile(name) ? { configuration: await readConfiguration(session, name) } : { application: name };
      const [before, after] = await Promise.all(names.map(sideOf));
      if (before === undefined || after === undefined) return done;
      const { differences } = await session.call('configuration.compare', { before, after });
      invocation.output.data({ differences }, differencesText(differences));
      return done;
    }),
};

interface TryOn {
  readonly samples: readonly SamplePerson[];
  readonly attributes: readonly string[];
  readonly view: MappingsView | null;
}

/** Where the expression is tried: on the people who are named, else on invented ones. */
async function tryOn({ given }: Invocation, session: CliSession, expression: string): Promise<TryOn> {
  const named = given.list('person');
  const app = given.text('app');
  if (named.length > 0 || app !== undefined)
    await session.ensureSignedIn(named.length > 0 ? [scopes.peopleInFull] : []);
  const view = app === undefined ? null : await session.call('mappings.read', { application: app });
  const known = view === null ? [] : objectOf(view, 'User').sourceAttributes.map(({ name }) => name);
  const read = [...expression.matchAll(/\[([^\]]+)\]/g)].map((match) => match[1] ?? '');
  const attributes = known.length > 0 ? known : [...new Set(read)];
  if (named.length === 0) {
    const { samples } = await session.call('expressions.inventSamples', { attributes });
    return { samples, attributes: known, view };
  }
  const samples: SamplePerson[] = [];
  for (const user of named)
    samples.push((await session.call('expressions.readSample', { user, attributes, permission: 'all' })).sample);
  return { samples, attributes: known, view };
}

const tryExpression: CommandDefinition = {
  words: 'mapping try',
  summary: 'Try a mapping expression on people',
  description:
    'Shows what is wrong with it at its column, and its value for each person by the evaluator of this program. With --app the\n' +
    'provisioning service is asked too; where they differ, the service is right.',
  operands: [{ name: 'expression', description: 'for example Join(" ", [givenName], [surname])' }],
  options: [
    { flags: '--person <upn>', description: 'a person of the directory; else invented people', repeatable: true },
    { flags: '--app <app>', description: 'ask the provisioning service of this application' },
  ],
  examples: [
    "mapping try 'ToUpper([surname])'",
    'mapping try \'Join(" ", [givenName], [surname])\' --person ada@contoso.example --app Airstack',
  ],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const expression = operand(invocation.given, 0);
      const { samples, attributes, view } = await tryOn(invocation, session, expression);
      const list = [...samples];
      const { diagnostics, outcomes } = await session.call('expressions.evaluate', {
        expression,
        attributes: [...attributes],
        samples: list,
      });
      const verdicts =
        view === null
          ? []
          : (
              await session.call('expressions.askService', {
                servicePrincipalId: view.servicePrincipalId,
                jobId: view.jobId,
                expression,
                samples: list,
              })
            ).verdicts;
      const people = list.flatMap(({ id, name }) => {
        const verdict = verdicts.find((one) => one.id === id);
        const ours = outcomes.find((one) => one.id === id)?.outcome ?? verdict?.ours;
        if (ours === undefined) return [];
        return [{ name, ours, service: verdict?.service ?? null, agrees: verdict?.agrees ?? null }];
      });
      invocation.output.data({ diagnostics, people }, triedText({ expression, diagnostics, people }));
      return diagnostics.some(({ severity }) => severity === 'error') ? refusedExpression : done;
    }),
};

/** An expression that the service would refuse. */
const refusedExpression = 2;

/** The commands about mappings. */
export const mappingCommands: readonly CommandDefinition[] = [show, edit, diff, tryExpression];
