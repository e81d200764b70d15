import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandDefinition, withSession } from './command.ts';
import type { DemoOptions, DemoTenant } from './demo.ts';
import { startFromContents } from './demo-contents.ts';
import { demoControlCommands } from './demo-control-commands.ts';
import { done } from './exit-codes.ts';
import { failure } from './failure.ts';
import { type Invocation, numberOf } from './invocation.ts';

const demoRun: CommandDefinition = {
  words: 'demo run',
  summary: 'Set up five vendors on a demo tenant and tell what happens',
  description:
    'Starts a demo tenant inside this program and sets up five vendors one after another: sign-in, plan, apply, one person\n' +
    'on demand, the first cycle, status and log; then an application gets into quarantine and is repaired, and the\n' +
    'configuration of one is exported. Nothing leaves this machine.',
  examples: ['demo run'],
  run: async (invocation) => {
    const { tellDemoStory } = await import('./demo-story.ts');
    const onDemo = { ...invocation, flags: { ...invocation.flags, demo: true, yes: true } };
    return withSession(onDemo, (session) => tellDemoStory(onDemo, session));
  },
};

const demoServe: CommandDefinition = {
  words: 'demo serve',
  summary: 'Serve a demo tenant on 127.0.0.1 for other commands, until it is interrupted',
  description:
    'Starts a demo tenant and prints one JSON line: {"endpoints": path of the file for --endpoints, "control":\n' +
    'path of the file for --control of "demo fault", "demo clock", "demo token", "demo revoke" and "demo quarantine", "tenantId",\n' +
    '"administrator": whom to sign in as, "vendors"}. What other commands do there lasts until this one ends.',
  options: [
    { flags: '--latency <milliseconds>', description: 'how long every answer of Graph takes at least' },
    { flags: '--contents <file>', description: 'another tenant: people, gallery and faults as in assets/tenants' },
    { flags: '--users <number>', description: 'a large tenant: how many people the directory has; default 50' },
    { flags: '--log-rows <number>', description: 'rows that the provisioning log holds from the last 29 days' },
    {
      flags: '--applications <number>',
      description: 'applications that provision people, with a past of cycles and failures',
    },
    { flags: '--other-applications <number>', description: 'applications that provision nobody' },
    { flags: '--seed <number>', description: 'what generated people, groups and rows follow from; default 1' },
    { flags: '--fault-seed <number>', description: 'faults of everyday life happen by chance, drawn from this seed' },
    {
      flags: '--tokens <file>',
      description: 'also write a working secret token of each vendor into this file, by vendor id',
    },
  ],
  examples: [
    'demo serve',
    'demo serve --tokens tokens.json --latency 80',
    'demo serve --users 100000 --log-rows 1000000',
    'demo serve --applications 500 --other-applications 2500',
  ],
  run: serve,
};

/** The commands of the demo tenant. */
export const demoCommands: readonly CommandDefinition[] = [demoRun, demoServe, ...demoControlCommands];

async function serve({ given, host, output }: Invocation): Promise<number> {
  const { startDemoTenant } = await import('./demo.ts');
  const interrupted = new Promise<void>((resolve) => host.onInterrupt(resolve));
  const latencyMs = wholeNumberOf(given, 'latency');
  const faultSeed = wholeNumberOf(given, 'faultSeed');
  const size = sizeOf(given);
  const contents = given.text('contents');
  const options: DemoOptions = {
    clockMode: 'real',
    onFault: output.note,
    control: true,
    ...(faultSeed === undefined ? {} : { faultSeed }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(size === undefined ? {} : { size }),
  };
  const demo =
    contents === undefined
      ? // What an earlier tenant's journal says is not true of this one.
        await startDemoTenant({ ...options, tenantId: randomUUID() })
      : await startFromContents(contents, options);
  const folder = await mkdtemp(join(tmpdir(), 'provisioning-demo-'));
  try {
    const endpoints = join(folder, 'endpoints.json');
    await writeFile(endpoints, `${JSON.stringify(demo.endpoints)}\n`, { mode: 0o600 });
    const control = join(folder, 'control.json');
    await writeFile(control, `${JSON.stringify(demo.control)}\n`, { mode: 0o600 });
    const tokens = given.text('tokens');
    if (tokens !== undefined) await writeTokens(tokens, demo);
    const { administrator, tenantId, vendorIds } = demo;
    const line = { endpoints, control, tenantId, administrator, vendors: vendorIds };
    host.stdout.write(`${JSON.stringify(line)}\n`);
    await interrupted;
    return done;
  } finally {
    await demo.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The largest directory and log for which the ids of generated objects stay distinct and the tenant answers in time. */
const largest = 5_000_000;

function sizeOf(given: Invocation['given']): NonNullable<DemoOptions['size']> | undefined {
  const [users, logRows, seed] = ['users', 'logRows', 'seed'].map((name) => wholeNumberOf(given, name));
  const [applications, otherApplications] = ['applications', 'otherApplications'].map((name) => fewOf(given, name));
  if ([users, logRows, applications, otherApplications].every((each) => each === undefined)) return undefined;
  return {
    users: users ?? 0,
    ...(applications === undefined ? {} : { applications, running: true }),
    ...(otherApplications === undefined ? {} : { otherApplications }),
    ...(logRows === undefined ? {} : { logRows }),
    ...(seed === undefined ? {} : { seed }),
  };
}

/** Unlike people, applications are made when the tenant begins. */
const mostApplications = 20_000;

function fewOf(given: Invocation['given'], name: string): number | undefined {
  const number = wholeNumberOf(given, name);
  if (number === undefined || number <= mostApplications) return number;
  throw failure('bad_request', 'numberInvalid', {
    message: `${number} applications are more than this program generates.`,
    nextStep: `Ask for ${mostApplications} at most.`,
  });
}

function wholeNumberOf(given: Invocation['given'], name: string): number | undefined {
  const text = given.text(name);
  const number = numberOf(text);
  if (number === undefined || (Number.isInteger(number) && number >= 0 && number <= largest)) return number;
  throw failure('bad_request', 'numberInvalid', {
    message: `"${text}" is no whole number from 0 to ${largest}.`,
    nextStep: 'Write, for example, demo serve --users 100000 --log-rows 1000000 --seed 1.',
  });
}

async function writeTokens(path: string, demo: DemoTenant): Promise<void> {
  const tokens = Object.fromEntries(demo.vendorIds.map((vendorId) => [vendorId, demo.mintToken(vendorId)]));
  try {
    await writeFile(path, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  } catch {
    throw failure('bad_request', 'tokensFileUnusable', {
      message: `The tokens cannot be written to ${path}: it is there already, or its folder cannot be written.`,
      nextStep: 'Name a file that is not there yet; tokens of an earlier demo tenant are worth nothing any more.',
    });
  }
}
