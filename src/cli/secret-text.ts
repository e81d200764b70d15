import { durationInWords } from '#core/monitor/secret-care/add-duration';
import type { ConnectionDiagnosis } from '#shared/model/preparation';
import type { RotationView, SecretEntry, SecretGap, SecretLevel, SecretRegisterView } from '#shared/model/secret-care';
import { textTable } from './text-table.ts';

const levelWords: Readonly<Record<SecretLevel, string>> = {
  expired: 'ENDED',
  in1Day: 'ends within a day',
  in7Days: 'ends within 7 days',
  in14Days: 'ends within 14 days',
  in30Days: 'ends within 30 days',
  later: 'ends later',
  never: 'never ends',
  unknown: 'unknown',
};

const sourceWords: Readonly<Record<SecretEntry['expirySource'], string>> = {
  token: 'token',
  person: 'entered',
  profile: 'profile, at the latest',
  none: '-',
};

function ageText({ saved, ageDays }: SecretEntry): string {
  if (ageDays === null) return 'unknown';
  const days = `${ageDays} ${ageDays === 1 ? 'day' : 'days'}`;
  return saved.source === 'audit' ? `at least ${days}` : days;
}

const gapsText = (gaps: readonly SecretGap[]): readonly string[] =>
  gaps.flatMap(({ message, nextStep }) => [`Note: ${message}`, ...(nextStep === undefined ? [] : [`  ${nextStep}`])]);

/** Takes the register; gives it as a table, with what could not be read behind it. */
export function registerText({ secrets, gaps }: SecretRegisterView): string {
  const table = textTable(
    ['application', 'ends', 'days left', 'known from', 'age', 'state'],
    secrets.map((entry) => [
      entry.application,
      entry.expiresAt?.slice(0, 10) ?? '-',
      entry.daysLeft === null ? '-' : String(entry.daysLeft),
      sourceWords[entry.expirySource],
      ageText(entry),
      entry.authorized
        ? 'authorized at the vendor'
        : `${levelWords[entry.level]}${entry.rotationOpen ? ', rotation open' : ''}${entry.changedElsewhereAt === null ? '' : ', changed elsewhere'}`,
    ]),
  );
  const body = secrets.length === 0 ? 'No application of this tenant provisions people.' : table;
  return [body, ...gapsText(gaps)].join('\n');
}

/** Takes a line of the register that was made without the audit log; gives when the secret ends, in words. */
export const endText = ({ application, level, expiresAt, expiryWords }: SecretEntry): string =>
  `${application}: ${levelWords[level]}${expiresAt === null ? '' : ` (${expiresAt})`}\n  ${expiryWords}`;

function secretText(entry: SecretEntry): string {
  const { application, saved, expiryWords, overlap } = entry;
  const savedWords = {
    ours: `saved by this program on ${saved.at ?? ''}`,
    audit: `settings or credentials were last changed on ${saved.at ?? ''}; the secret is at least that old`,
    none: 'nobody knows here when it was saved',
  } as const;
  if (entry.authorized) return `${application}: ${expiryWords}`;
  return [
    endText(entry),
    `  Age: ${ageText(entry)}; ${savedWords[saved.source]}${saved.by === null ? '' : ` by ${saved.by}`}.`,
    ...(overlap === null
      ? []
      : [
          `  An old token works ${durationInWords(overlap)} after a new one was made (from ${entry.profileSource ?? 'the profile'}).`,
        ]),
  ].join('\n');
}

/** Takes an open rotation; gives it in words: how far it is, the old token, what is next and how to go back. */
export function rotationText(rotation: RotationView): string {
  const { application, stage, oldTokenWords, cycle, next, undo, revoke, savedAt } = rotation;
  return [
    `Rotation of the secret of ${application}: ${stage}`,
    `  Old token: ${oldTokenWords}`,
    ...(savedAt === null ? [] : [`  Cycle: ${cycle.words}`]),
    `  Next: ${next}`,
    `  Revoke: ${revoke.words}`,
    `  Back: ${undo}`,
  ].join('\n');
}

/** Takes an open rotation; gives what to do at the vendor for a new token. */
export function vendorSideText({ vendorSide, application }: RotationView): string {
  const { steps, consoleUrl, contact, source } = vendorSide;
  const where = consoleUrl ?? contact;
  return [
    `A new token of ${application}${where === null ? '' : ` (${where})`}:`,
    ...steps.map(({ text, note }, index) => `  ${index + 1}. ${text}${note === null ? '' : ` — ${note}`}`),
    `  Source: ${source}`,
  ].join('\n');
}

/** Takes what one application's secret comes to; gives it in words. */
export const careText = (care: {
  readonly secret: SecretEntry;
  readonly rotation: RotationView | null;
  readonly gaps: readonly SecretGap[];
}): string =>
  [
    secretText(care.secret),
    ...(care.rotation === null ? [] : [rotationText(care.rotation)]),
    ...gapsText(care.gaps),
  ].join('\n');

/** Takes a test of a new secret; gives it in words, layer by layer. */
export function diagnosisText({ verdict, host, checks, advice }: ConnectionDiagnosis): string {
  const words = { works: 'the service was let in', looksGood: 'looks good from here', fails: 'FAILS' } as const;
  return [
    `Test of the new secret at ${host}: ${words[verdict]}`,
    ...checks.map(
      ({ layer, state, detail, nextStep }) =>
        `  ${state.padEnd(8)} ${layer}: ${detail}${state === 'failed' && nextStep !== null ? ` ${nextStep}` : ''}`,
    ),
    ...advice.map((line) => `  ${line}`),
  ].join('\n');
}
