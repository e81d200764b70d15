import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandDefinition, withSession } from './command.ts';
import type { DemoTenant } from './demo.ts';
import { demoControlCommands } from './demo-control-commands.ts';
import { done } from './exit-codes.ts';
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
    'path of the file for --control of "demo fault", "demo clock", "demo token" and "demo revoke", "tenantId",\n' +
    '"administrator": whom to sign in as, "vendors"}. What other commands do there lasts until this one ends.',
  options: [
    { flags: '--latency <milliseconds>', description: 'how long every answer of Graph takes at least' },
    { flags: '--fault-seed <number>', description: 'faults of everyday life happen by chance, drawn from this seed' },
    {
      flags: '--tokens <file>',
      description: 'also write a working secret token of each vendor into this file, by vendor id',
    },
  ],
  examples: ['demo serve', 'demo serve --tokens tokens.json --latency 80'],
  run: serve,
};

/** The commands of the demo tenant. */
export const demoCommands: readonly CommandDefinition[] = [demoRun, demoServe, ...demoControlCommands];

async function serve({ given, host, output }: Invocation): Promise<number> {
  const { startDemoTenant } = await import('./demo.ts');
  const interrupted = new Promise<void>((resolve) => host.onInterrupt(resolve));
  const latencyMs = numberOf(given.text('latency'));
  const faultSeed = numberOf(given.text('faultSeed'));
  const demo = await startDemoTenant({
    clockMode: 'real',
    onFault: output.note,
    control: true,
    ...(faultSeed === undefined ? {} : { faultSeed }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  });
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

async function writeTokens(path: string, demo: DemoTenant): Promise<void> {
  const tokens = Object.fromEntries(demo.vendorIds.map((vendorId) => [vendorId, demo.mintToken(vendorId)]));
  await writeFile(path, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
}
