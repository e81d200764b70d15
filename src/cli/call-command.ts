import { parseJsonText } from '#platform/json-text';
import { contract, type Input, isPath, type Path, paths } from '#shared/contract/index';
import { checkInput } from './calls.ts';
import { type CommandDefinition, withSession } from './command.ts';
import { done } from './exit-codes.ts';
import { failure } from './failure.ts';
import { type Invocation, operand } from './invocation.ts';

/** Procedures that work without anybody being signed in. */
const signedOut: readonly Path[] = [
  'session.show',
  'session.listAccounts',
  'session.listPermissions',
  'session.signIn',
  'session.selectAccount',
  'session.refresh',
  'session.signOut',
  'session.adminConsentRequest',
  'vendors.list',
  'vendors.show',
  'vendors.validate',
  'vendors.compare',
  'tutorials.import',
  'vendors.facts',
  'vendors.save',
  'vendors.upgrade',
  'vendors.remove',
  'vendors.compose',
  'vendors.guide',
  'configuration.parse',
  'secrets.put',
  'secrets.discard',
  'evidence.choosePlace',
  'evidence.listBundles',
  'evidence.showKey',
  'evidence.verify',
  'tasks.wait',
  'tasks.cancel',
];

/** Every procedure of the contract by its own name. */
export const callCommand: CommandDefinition = {
  words: 'call',
  summary: 'Call any procedure of the contract with a JSON input',
  description: `Calls a procedure with a JSON input and prints its output as JSON; a task is waited for.\n\nProcedures:\n${procedureList()}`,
  operands: [{ name: 'procedure', description: 'for example vendors.list' }],
  options: [{ flags: '--json <input>', description: 'the input; "-" reads it from standard input. Default: {}' }],
  examples: [`call vendors.list --json '{"search":"air"}'`, 'call secrets.put --json - < input.json'],
  run: async (invocation) => {
    const path = operand(invocation.given, 0);
    if (!isPath(path)) throw unknownProcedure(path);
    const input = await readInput(invocation, path);
    checkInput(path, input);
    return withSession(invocation, async (session) => {
      if (!signedOut.includes(path)) await session.ensureSignedIn();
      invocation.output.data(await session.call(path, input as Input<typeof path>), '');
      return done;
    });
  },
};

function procedureList(): string {
  const width = Math.max(...paths.map((path) => path.length));
  return paths.map((path) => `  ${path.padEnd(width)}  ${contract[path].summary}`).join('\n');
}

async function readInput({ given, host }: Invocation, path: Path): Promise<unknown> {
  const text = given.text('json') ?? '{}';
  if (path === 'secrets.put' && text !== '-') throw secretInArgument();
  return parseJsonText(text === '-' ? await readAll(host.stdin) : text, { what: 'The input', reason: 'inputNotJson' });
}

async function readAll(input: Invocation['host']['stdin']): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

const secretInArgument = () =>
  failure('bad_request', 'secretFromArgument', {
    message: 'A secret is never taken from an argument: other programs can read arguments, and shells keep them.',
    nextStep: 'Give the input on standard input, with --json -.',
  });

const unknownProcedure = (name: string) =>
  failure('not_found', 'unknownProcedure', {
    message: `There is no procedure called "${name}".`,
    nextStep: 'See "call --help" for all of them.',
  });
