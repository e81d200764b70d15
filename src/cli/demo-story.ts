import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoTenant } from './demo.ts';
import { applyPlan, planVendor } from './demo-acts.ts';
import { type DemoVendor, demoVendorIds, readDemoVendor } from './demo-vendors.ts';
import { exportText, verificationText } from './evidence-text.ts';
import { done } from './exit-codes.ts';
import { failure } from './failure.ts';
import type { Invocation } from './invocation.ts';
import { jobsText, jobText, logText, onDemandText } from './operations-text.ts';
import { planText, reportText } from './plan-text.ts';
import { checksText, proofText, reportOfQuarantineText } from './quarantine-text.ts';
import type { CliSession } from './session.ts';
import { sessionText } from './session-commands.ts';
import { signIn } from './sign-in.ts';
import { textTable } from './text-table.ts';

/** Provisioning looks for changes every 40 minutes; a little more is long enough for one cycle. */
const oneInterval = 45 * 60_000;
/** After so many intervals without a quarantine, something is wrong with the demo itself. */
const longestWait = 12;
/** Lines of the exported file that are shown; the rest is in the file. */
const shownExportLines = 30;

interface Telling {
  readonly session: CliSession;
  readonly demo: DemoTenant;
  readonly say: (text: string) => void;
}

/**
 * Takes an invocation and a session on a demo tenant; sets up all five vendors, breaks and repairs one, exports one, and
 * tells it on stdout. Gives the exit code. Raises what a step raises.
 */
export async function tellDemoStory(invocation: Invocation, session: CliSession): Promise<number> {
  const { output, host } = invocation;
  if (session.demo === null) throw new Error('The demo story needs a demo tenant.');
  const say = (text: string): void => output.data({ text }, text);
  const telling: Telling = { session, demo: session.demo, say };
  say(
    'A demo tenant runs inside this program, on 127.0.0.1 only. Its time runs faster than yours: waiting 40 minutes for\n' +
      'the next cycle takes no time. What follows is what every command does, told in order.',
  );
  say(title('Signing in'));
  // The story does everything there is to do, so it asks for everything at once; commands ask when they need it.
  const { permissions } = await session.call('session.listPermissions', {});
  const wishes = { scopes: permissions.map((permission) => permission.scope) };
  const signingIn = { call: session.call, flags: invocation.flags, requireClientId: session.requireClientId };
  say(sessionText(await signIn(signingIn, wishes)));
  const vendors: DemoVendor[] = [];
  for (const vendorId of demoVendorIds) vendors.push(await readDemoVendor(session, host.packageRoot, vendorId));
  for (const vendor of vendors) await setUpVendor(telling, vendor);
  const broken = vendorCalled(vendors, 'airstack');
  await showNothingLeft(telling, broken);
  await breakAndRepair(telling, broken);
  await exportOne(telling, broken);
  await summarize(telling, vendors);
  return done;
}

async function setUpVendor(telling: Telling, vendor: DemoVendor): Promise<void> {
  const { session, say } = telling;
  const { application, secretLabels } = vendor;
  say(title(`${application}: the configuration`));
  say(vendor.text.trimEnd());
  say(title(`${application}: plan`));
  if (secretLabels.length > 0)
    say(`A token was made in the console of ${application}; it goes straight to the program.`);
  const plan = await planVendor(telling, vendor, { rotateSecrets: false, provisioning: 'off' });
  say(planText(plan));
  say(title(`${application}: apply and verify`));
  const report = await applyPlan(session, plan);
  say(reportText({ ...report, warnings: [] }));
  say(title(`${application}: one person first`));
  say(onDemandText(await session.call('provisioning.onDemand', { application, user: vendor.firstPerson })));
  say(title(`${application}: start, initial cycle, status`));
  await session.call('synchronizationJobs.start', { application });
  say(jobText(await session.call('synchronizationJobs.waitForCycle', { application })));
  say(title(`${application}: provisioning log`));
  const log = await session.call('logs.list', { application, limit: 12 });
  say(logText(log.entries));
  say(heldText(telling, vendor));
}

function heldText({ demo }: Telling, { application, vendorId }: DemoVendor): string {
  const groups = demo.groupsAt(vendorId).length;
  const accounts = demo.accountsAt(vendorId).length;
  return `The server of ${application} now holds ${accounts} accounts${groups === 0 ? '' : ` and ${groups} groups`}.`;
}

async function showNothingLeft(telling: Telling, vendor: DemoVendor): Promise<void> {
  const { session, say } = telling;
  say(title(`${vendor.application}: the same configuration again`));
  const plan = await planVendor(telling, vendor, { rotateSecrets: false, provisioning: 'on' });
  const report = await applyPlan(session, plan);
  say(
    `${report.result}: ${report.writes} writes, ${report.requests} requests. A second run finds everything as it should be.`,
  );
}

async function breakAndRepair(telling: Telling, vendor: DemoVendor): Promise<void> {
  const { session, demo, say } = telling;
  const { application, vendorId } = vendor;
  say(title(`${application}: somebody revokes the token`));
  demo.revokeTokens(vendorId);
  say(await untilQuarantine(telling, application));
  say(checksText(await session.call('quarantine.check', { application })));
  say(title(`${application}: repair with a new token`));
  const plan = await planVendor(telling, vendor, { rotateSecrets: true, provisioning: 'on' });
  say(planText({ ...plan, warnings: [], choices: [] }));
  say(reportText({ ...(await applyPlan(session, plan)), warnings: [] }));
  await demo.passTime(oneInterval);
  say(proofText(await session.call('quarantine.prove', { application })));
  say(jobsText((await session.call('synchronizationJobs.show', { application })).jobs));
}

async function untilQuarantine({ session, demo }: Telling, application: string): Promise<string> {
  for (let waited = 0; waited < longestWait; waited += 1) {
    await demo.passTime(oneInterval);
    const report = await session.call('quarantine.show', { application });
    if (report.quarantine !== null) return reportOfQuarantineText(report);
  }
  throw failure('internal', 'demoWithoutQuarantine', {
    message: `${application} did not get into quarantine although its token was revoked.`,
    nextStep: 'Report this; the demo tenant is at fault.',
  });
}

async function exportOne({ session, say }: Telling, vendor: DemoVendor): Promise<void> {
  say(title(`${vendor.application}: export of its configuration`));
  const exported = await session.call('configuration.export', { application: vendor.application });
  const folder = await mkdtemp(join(tmpdir(), 'provisioning-export-'));
  const lines = exported.text.trimEnd().split('\n');
  const rest = lines.length - shownExportLines;
  say(`${lines.slice(0, shownExportLines).join('\n')}${rest > 0 ? `\n… and ${rest} more lines` : ''}`);
  say(title(`${vendor.application}: evidence for an audit`));
  const destination = await session.placeOf(join(folder, 'evidence'), 'newBundle');
  const bundle = await session.call('evidence.export', { applications: [vendor.application], destination, logDays: 1 });
  const checked = await session.call('evidence.verify', {
    bundle: bundle.place.handle,
    fingerprint: bundle.fingerprint,
  });
  say(`${exportText(bundle)}\n\n${verificationText(checked)}`);
}

async function summarize(telling: Telling, vendors: readonly DemoVendor[]): Promise<void> {
  const { session, demo, say } = telling;
  say(title('What came of it'));
  const rows: string[][] = [];
  for (const { application, vendorId } of vendors) {
    const { jobs } = await session.call('synchronizationJobs.show', { application });
    const [accounts, groups] = [demo.accountsAt(vendorId).length, demo.groupsAt(vendorId).length];
    rows.push([application, jobs.map((job) => job.health).join(', '), String(accounts), String(groups)]);
  }
  say(textTable(['APPLICATION', 'HEALTH', 'ACCOUNTS', 'GROUPS'], rows));
  say('The tenant ends with this command; only the exported file is left.');
}

function vendorCalled(vendors: readonly DemoVendor[], vendorId: string): DemoVendor {
  const vendor = vendors.find((candidate) => candidate.vendorId === vendorId);
  if (vendor === undefined) throw new Error(`The demo story knows no vendor "${vendorId}".`);
  return vendor;
}

const title = (text: string): string => `\n━━ ${text}`;
