import type { Output } from '#shared/contract/index';
import type { VerificationView } from '#shared/model/evidence';

/** Problems that are printed; --json has more. */
const mostShown = 50;

/** Whoever made a bundle wrote names in it: none of them may begin a line that looks like one of ours. */
const oneLine = (text: string): string => text.replace(/[\n\r\t\u2028\u2029]/g, '\uFFFD');

/** Takes what a check gave; gives it as text, `intact` and `author proven` apart. */
export function verificationText(view: VerificationView): string {
  const { lines, problems, problemCount, claims, fingerprint } = view;
  const about =
    claims === null
      ? []
      : [
          ...claims.reasons.map((reason) => `  - ${reason}`),
          `It claims: tenant ${claims.tenantName} (${claims.tenantId}), by ${claims.by}, ${claims.began} to ${claims.ended}`,
          `Files: ${claims.files}, digest of all ${claims.digest}`,
        ];
  const more = problemCount - mostShown;
  return [
    ...lines,
    `Key in it: ${fingerprint ?? 'cannot be read'}`,
    ...about,
    ...(problemCount === 0 ? [] : [`${problemCount} ${problemCount === 1 ? 'problem' : 'problems'}:`]),
    ...problems.slice(0, mostShown).map(({ message }) => `  - ${message}`),
    ...(more > 0 ? [`  - and ${more} more`] : []),
  ]
    .map(oneLine)
    .join('\n');
}

/** Takes what an export gave; gives it as text. */
export function exportText({ place, claims, fingerprint, keptIn, requests }: Output<'evidence.export'>): string {
  const { status, reasons, applications, files } = claims;
  return [
    `${status}: ${applications.length} ${applications.length === 1 ? 'application' : 'applications'}, ${files} files, ${requests} requests`,
    ...reasons.map((reason) => `  - ${reason}`),
    `Written to ${place.path}`,
    `Signed with the key ${fingerprint}`,
    keptIn === 'vault'
      ? 'Tell that fingerprint to whoever verifies, by another way than the bundle.'
      : 'This machine has no vault for keys, so the key ends with this command: the bundle can be shown to be intact, and later nobody can prove its author unless you keep that fingerprint now.',
  ].join('\n');
}
