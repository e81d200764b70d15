import type { BundleClaims, VerificationView } from '#shared/model/evidence';
import type { BundleReport } from './evidence-port.ts';
import { Manifest } from './manifest.ts';

/** More of the same tells nobody anything. */
const mostProblems = 200;

/** Takes a manifest; gives what it claims, for people. Pure. */
export const claimsOf = (manifest: Manifest): BundleClaims => ({
  tenantId: manifest.tenant.id,
  tenantName: manifest.tenant.name,
  by: manifest.person.userPrincipalName,
  began: manifest.time.began,
  ended: manifest.time.ended,
  tool: `${manifest.tool.name} ${manifest.tool.version}`,
  status: manifest.completeness.status,
  reasons: manifest.completeness.reasons,
  files: manifest.tree.files.length,
  digest: manifest.tree.digest,
  configurationDigest: manifest.tree.folders.find(({ path }) => path === 'configuration')?.sha256 ?? null,
  review: manifest.review,
  applications: manifest.applications.map(({ servicePrincipalId, displayName, complete }) => ({
    servicePrincipalId,
    displayName,
    complete,
  })),
});

function authorLine({ authorProven, expectedFingerprint }: BundleReport): string {
  if (authorProven) return 'Author proven: yes. It was signed with the key that you named.';
  if (expectedFingerprint === null)
    return 'Author proven: NO. No key was named, so anybody may have made it. Ask its author for the fingerprint, by another way than the bundle.';
  return 'Author proven: NO.';
}

/** Takes what a check gave; gives it for people, `intact` and `author proven` apart. Pure. */
export function verificationView(report: BundleReport): VerificationView {
  const parsed = Manifest.safeParse(report.manifest);
  const claims = parsed.success ? claimsOf(parsed.data) : null;
  // What a manifest of another shape says cannot be judged, and is not.
  const complete = report.complete && claims?.status === 'COMPLETE';
  return {
    intact: report.intact,
    authorProven: report.authorProven,
    complete,
    fingerprint: report.fingerprint,
    expectedFingerprint: report.expectedFingerprint,
    problems: report.problems.slice(0, mostProblems).map(({ code, path, message }) => ({ code, path, message })),
    problemCount: report.problems.length,
    claims,
    lines: [
      report.intact ? 'Intact: yes. Every file is as it was when it was signed.' : 'Intact: NO.',
      authorLine(report),
      claims === null
        ? 'Complete: not known.'
        : complete
          ? 'Complete: yes.'
          : claims.status === 'PARTIAL'
            ? 'Complete: NO. It says of itself that it is PARTIAL.'
            : 'Complete: not proven, because it is not intact.',
    ],
  };
}
