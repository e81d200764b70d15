import { checkProfile } from '#core/profiles/check-profile';
import { effectiveProfile } from '#core/profiles/effective-profile';
import { hostsOf } from '#core/profiles/override';
import { hostOf } from '#core/setup/tenant-url';
import type { Contract, ParsedInput, Path } from '#shared/contract/index';
import type { Plan } from '#shared/model/plan';
import { writeCheckSteps } from '#shared/model/preflight';
import { confirmationText } from './confirmation-text.ts';

/** What a host asks a person outside the page. */
export interface Question {
  /** One sentence: what is about to happen, and where. */
  readonly title: string;
  /** Each thing that happens, one a line. */
  readonly lines: readonly string[];
}

/** What of a plan a question names. */
export type SeenPlan = Pick<Plan, 'application' | 'tenantId'>;

/** Procedures that can change something; queries cannot. */
type ChangingPath = { [P in Path]: Contract[P]['kind'] extends 'query' ? never : P }[Path];

type Asking<P extends Path> = (input: ParsedInput<P>, plan: SeenPlan | null) => Question | null;

const harmless = (): null => null;

/**
 * What has to be asked before a procedure runs; null = nothing. A procedure that is added to the contract and can change
 * something does not compile until it has a row here.
 */
const asking: { readonly [P in ChangingPath]: Asking<P> } = {
  'session.signIn': harmless,
  'session.selectAccount': harmless,
  'session.refresh': harmless,
  'session.signOut': harmless,
  'configuration.export': harmless,
  'configuration.compare': harmless,
  'drafts.put': harmless,
  'drafts.delete': harmless,
  'setup.testConnection': harmless,
  'preflight.run': askPreflight,
  'secrets.makeDemoToken': harmless,
  'secrets.put': harmless,
  'secrets.discard': harmless,
  'setup.plan': harmless,
  'setup.planUndo': harmless,
  'setup.apply': askApply,
  'secretCare.setExpiry': harmless,
  'secretCare.remind': harmless,
  'rotation.start': harmless,
  'rotation.test': harmless,
  'rotation.plan': harmless,
  'rotation.prove': harmless,
  'rotation.finish': harmless,
  'scope.readAssignments': harmless,
  'scope.planUnassign': harmless,
  'scope.impact': harmless,
  'why.explain': harmless,
  'synchronizationJobs.start': harmless,
  'synchronizationJobs.pause': harmless,
  'synchronizationJobs.restart': askRestart,
  'synchronizationJobs.delete': askDeleteJob,
  'synchronizationJobs.waitForCycle': harmless,
  'quarantine.check': harmless,
  'quarantine.plan': harmless,
  'quarantine.prove': harmless,
  'quarantine.history': harmless,
  'provisioning.onDemand': harmless,
  'provisioning.queue': harmless,
  'provisioning.resume': harmless,
  'snapshots.take': harmless,
  'snapshots.compare': harmless,
  'snapshots.planRollback': harmless,
  'fleet.discover': harmless,
  'fleet.refresh': harmless,
  'history.show': harmless,
  'journal.acceptLoss': askAcceptLoss,
  'evidence.choosePlace': harmless,
  'evidence.export': harmless,
  'evidence.verify': harmless,
  'evidence.import': harmless,
  'drift.compare': harmless,
  'drift.decide': harmless,
  'drift.repair': harmless,
  'archive.configure': askRetention,
  'archive.setPassphrase': harmless,
  'archive.makeRecoveryKey': harmless,
  'archive.recover': harmless,
  'logs.sync': harmless,
  'logs.export': harmless,
  'tasks.cancel': harmless,
  'host.changeTarget': harmless,
  'files.choose': harmless,
  'vendors.save': askSave,
  'vendors.upgrade': harmless,
  'vendors.remove': askRemove,
  'settings.change': askSettings,
  'settings.chooseProfileFolder': harmless,
  'settings.chooseCertificateFile': harmless,
};

const longestLine = 300;
const mostLines = 20;

/**
 * Takes a path of the contract, its input as the contract parsed it, and the plan that the input names, if this process
 * made it; gives what a person has to be asked before the call goes on, or null. What came from the page is cut and
 * rid of characters that could make it look like something else.
 */
export function questionFor(path: Path, input: unknown, plan: SeenPlan | null): Question | null {
  if (!Object.hasOwn(asking, path)) return null;
  const ask = asking[path as ChangingPath] as (input: unknown, plan: SeenPlan | null) => Question | null;
  const question = ask(input, plan);
  if (question === null) return null;
  const more = question.lines.length - mostLines;
  const shown = question.lines.slice(0, mostLines).map(plainLine);
  return { title: plainLine(question.title), lines: more > 0 ? [...shown, `… and ${more} more`] : shown };
}

function askApply({ confirmed }: ParsedInput<'setup.apply'>, plan: SeenPlan | null): Question | null {
  if (confirmed.length === 0) return null;
  const where = plan === null ? 'a plan that this program does not know' : `${plan.application} in ${plan.tenantId}`;
  return { title: `Carry out the plan for ${where}?`, lines: confirmed.map(confirmationText) };
}

// Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-restart
function askRestart({ application, resetScope }: ParsedInput<'synchronizationJobs.restart'>): Question | null {
  if (resetScope !== 'ForceDeletes') return null;
  return {
    title: `Let the deletions that are held back for ${application} go through?`,
    lines: [
      'People who are out of scope lose their accounts in the application. This cannot be taken back.',
      'An unknown number of accounts: nobody counted them here. "Allow the deletions" under Quarantine names and counts them first.',
    ],
  };
}

// Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-delete
function askDeleteJob({ application }: ParsedInput<'synchronizationJobs.delete'>): Question {
  return {
    title: `Delete the synchronization job of ${application}?`,
    lines: [
      'All its state is deleted for good: mappings, escrows, watermark and the links to accounts.',
      'Accounts in the application stay as they are; nobody is created, updated or disabled any more.',
    ],
  };
}

function askAcceptLoss(): Question {
  return {
    title: 'Accept that entries at the end of the journal are gone?',
    lines: ['They stay gone, and the journal says from now on that they are. Only do this when you know why.'],
  };
}

/** A profile decides to which host a secret goes, so that one that takes another's place is named outside of the page. */
function askSave({ text, replace }: ParsedInput<'vendors.save'>): Question | null {
  if (!replace) return null;
  const file = profileIn(text);
  // Core refuses what is no profile.
  if (file === null) return null;
  const profile = effectiveProfile(file);
  const hosts = hostsOf(profile);
  return {
    title: `Let a profile of your own stand for ${profile.displayName} (${profile.id})?`,
    lines: [
      hosts.length === 0 ? 'It names no host.' : `Hosts that it names: ${hosts.join(', ')}.`,
      'From then on set-ups of this vendor follow it. The one that is there now stays beside it.',
    ],
  };
}

function askRemove({ vendor, restoreBuiltIn }: ParsedInput<'vendors.remove'>): Question | null {
  if (!restoreBuiltIn) return null;
  return {
    title: `Remove your own profile ${vendor}, and let the program’s stand for it again?`,
    lines: [
      'From then on set-ups of this vendor follow the program’s: its hosts, fields and roles. Yours stays beside it.',
    ],
  };
}

function profileIn(text: string) {
  try {
    return checkProfile(JSON.parse(text.replace(/^\uFEFF/, ''))).file;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

function askRetention({ retentionDays }: ParsedInput<'archive.configure'>): Question | null {
  if (retentionDays === undefined || retentionDays === null) return null;
  return {
    title: `Keep rows of the log archive for ${retentionDays} days?`,
    lines: ['Older rows are removed with the next synchronisation. The service does not have them any more.'],
  };
}

function askSettings({ proxy, updates }: ParsedInput<'settings.change'>): Question | null {
  const lines = [
    ...(typeof proxy === 'string' ? [`Everything that is sent to Microsoft goes through ${proxy}.`] : []),
    ...(updates === 'off' ? ['New versions, security fixes included, are not looked for any more.'] : []),
  ];
  return lines.length === 0 ? null : { title: 'Change settings that protect this program?', lines };
}

/** What reaches into a private network or changes accounts at the application is named with its host outside of the page. */
function askPreflight({ tenantUrl, allowPrivate, write }: ParsedInput<'preflight.run'>): Question | null {
  if (allowPrivate.length === 0 && write === null) return null;
  const host = hostOf(tenantUrl);
  const lines = [
    ...(allowPrivate.length === 0
      ? []
      : [
          `Requests go to ${allowPrivate.join(', ')}, which is no address of the internet, with the token if there is one.`,
        ]),
    ...(write === null ? [] : writeCheckSteps(write.userName)),
  ];
  const title =
    write === null
      ? `Ask ${host} in a private network?`
      : `Make and delete the test person ${write.userName} at ${host}?`;
  return { title, lines };
}

/** Line breaks, other control characters and marks that turn the direction of writing would let a text pretend. */
const plainLine = (text: string): string => {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return plain.length > longestLine ? `${plain.slice(0, longestLine)}…` : plain;
};
