import type { Manifest } from '#core/audit/manifest';
import type { Observed } from '#core/audit/observations';
import { barChart } from './charts.ts';
import { bullets, facts, type Html, markup, table } from './html.ts';

/** The parts of the report before its applications, in order: anchor and heading. */
export const frontParts = [
  ['summary', 'Summary'],
  ['origin', 'Who, when and from where'],
  ['verify', 'How to check that nothing was changed'],
  ['completeness', 'Completeness'],
  ['redaction', 'What is left out'],
  ['review', 'Review and approval'],
] as const;

const heading = (id: (typeof frontParts)[number][0]): Html => {
  const title = frontParts.find(([part]) => part === id)?.[1] ?? '';
  return markup`<h2 id="${id}">${title}</h2>\n`;
};

/** Takes the manifest; gives the table of contents. Pure. */
export const contents = ({ applications }: Manifest): Html =>
  markup`<nav aria-label="Contents"><h2 id="contents">Contents</h2><ol>${frontParts.map(
    ([id, title]) => markup`<li><a href="#${id}">${title}</a></li>\n`,
  )}<li><a href="#applications">Applications</a><ol>${applications.map(
    ({ servicePrincipalId, displayName }) => markup`<li><a href="#app-${servicePrincipalId}">${displayName}</a></li>\n`,
  )}</ol></li></ol></nav>\n`;

/** More bars than that say nothing to anybody; the table of the application has its own numbers. */
const mostBars = 20;
const statuses = ['success', 'failure', 'skipped', 'warning'] as const;

function logChart({ applications }: Manifest, observations: readonly Observed[]): Html {
  const tally = observations.find(({ file }) => file.path.endsWith('provisioning-log.jsonl'))?.tally;
  if (tally === undefined) return markup`<p class="none">No provisioning log was asked for.</p>\n`;
  const bars = applications
    .map(({ servicePrincipalId, displayName }) => {
      const counts = tally.get(servicePrincipalId);
      const known = statuses.map((status) => counts?.get(status) ?? 0);
      const all = [...(counts?.values() ?? [])].reduce((total, count) => total + count, 0);
      const others = all - known.reduce((total, count) => total + count, 0);
      return { name: displayName, parts: [...known, others], all };
    })
    .sort((one, other) => other.all - one.all);
  const left = bars.length - mostBars;
  return markup`${barChart({
    id: 'chart-log',
    title: 'Rows of the provisioning log by application and result',
    legend: [...statuses, 'other'],
    bars: bars.slice(0, mostBars),
  })}${left > 0 ? markup`<p class="quiet">${left} more applications with fewer rows are not drawn.</p>\n` : null}`;
}

/** Takes the manifest and what was observed; gives the summary with its charts. Pure. */
export function summary(manifest: Manifest, observations: readonly Observed[]): Html {
  const { applications, completeness, queries } = manifest;
  const whole = applications.filter(({ complete }) => complete).length;
  return markup`${heading('summary')}${facts([
    ['Applications', applications.length],
    ['Read whole', whole],
    ['Questions asked', queries.requests],
    ['Rows read', queries.rows],
    ['Completeness', completeness.status],
  ])}${barChart({
    id: 'chart-complete',
    title: 'Applications by how they were read',
    legend: ['whole', 'in part'],
    bars: [{ name: 'Applications', parts: [whole, applications.length - whole] }],
  })}${logChart(manifest, observations)}`;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Takes the manifest; gives who made the evidence, when, with what and from where. Pure. */
export function origin({ tenant, person, time, tool, scope, schemas }: Manifest): Html {
  const skew = time.clockSkew;
  return markup`${heading('origin')}${facts([
    ['Tenant', `${tenant.name} (${tenant.id})`],
    ['Cloud', `${tenant.cloud}, ${tenant.graph}`],
    ['Person', [person.displayName ?? '', person.userPrincipalName].filter((part) => part !== '').join(', ')],
    ['Roles seen', person.roles.join(', ') || 'none'],
    ['Began (UTC)', time.began],
    ['Ended (UTC)', time.ended],
    [
      'Clock',
      skew === null
        ? 'not compared'
        : `the service was ${seconds(skew.medianMs)} ahead (${seconds(skew.smallestMs)} to ${seconds(skew.largestMs)}, ${skew.answers} answers)`,
    ],
    ['Logs', scope.logs === null ? 'none asked for' : `${scope.logs.since} to ${scope.logs.until}`],
    ['Program', `${tool.name} ${tool.version}`],
    ['Format', `configuration ${schemas.configuration}, manifest ${schemas.manifest}`],
  ])}<p class="quiet">${person.roleNote}</p>\n`;
}

/** Takes the manifest; gives how anybody checks the bundle without this program. Pure. */
export function howToVerify({ signature }: Manifest): Html {
  return markup`${heading('verify')}
<p>This page is part of the bundle and is signed with it; it proves nothing by itself. Check the bundle offline, with Node 20 or newer:</p>
<p><code>node verify-bundle.mjs FOLDER --key FINGERPRINT</code></p>
<ol>
<li><strong>Use your own copy of <code>verify-bundle.mjs</code></strong>: one that you keep, or that you took from the program's own release. Whoever can change this bundle can change the copy in it.</li>
<li><strong>Ask the author for the fingerprint</strong>, by another way than this bundle, and give it with <code>--key</code>. Without it the check can say that nothing was changed since the bundle was signed, and never who signed it.</li>
<li>Where you rather trust OpenSSL: <code>openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.sig</code> checks the signature, and <code>manifest.json</code> lists the SHA-256 of every file.</li>
</ol>
${facts([
  ['Key in the bundle', markup`<code>${signature.fingerprint}</code>`],
  [
    'Kept',
    signature.keptIn === 'vault'
      ? 'in the vault of the system'
      : 'for one run of the program only: this machine has no vault',
  ],
])}`;
}

/** Takes the manifest; gives what is said about completeness, and every collection. Pure. */
export function completenessPart({ completeness }: Manifest): Html {
  const methods = {
    count: 'compared with the count of the service',
    lastPage: 'each page to the last',
    windows: 'contiguous windows, each to its last page',
    chain: 'chain of hashes',
  } as const;
  return markup`${heading('completeness')}${bullets(completeness.statement)}${
    completeness.reasons.length === 0 ? null : markup`<h3>Why it is PARTIAL</h3>${bullets(completeness.reasons)}`
  }${table(
    'Collections',
    ['What', 'How it is known', 'Rows', 'Counted', 'Complete'],
    completeness.collections.map(({ what, method, rows, counted, complete }) => [
      what,
      methods[method],
      rows,
      counted ?? 'no count offered',
      complete ? 'yes' : 'NO',
    ]),
  )}`;
}

/** Takes the manifest; gives what was masked and how that was checked. Pure. */
export function redactionPart({ redaction }: Manifest): Html {
  return markup`${heading('redaction')}${bullets(redaction.statement)}${table(
    'Values masked, by rule',
    ['Rule', 'Values'],
    Object.entries(redaction.masked).map(([rule, count]) => [rule, count]),
  )}<h3>Patterns that were looked for</h3>${bullets(redaction.scannedPatterns)}`;
}

const blank = (value: string | null): string => value ?? '';

/** Takes the manifest; gives the fields for reviewer and approver, with room to sign on paper. Pure. */
export function reviewPart({ review }: Manifest): Html {
  return markup`${heading('review')}${facts([
    ['Reviewer', blank(review.reviewer)],
    ['Approver', blank(review.approver)],
    ['Ticket', blank(review.ticket)],
    ['Comment', blank(review.comment)],
  ])}<div class="sign"><p>Reviewer, date, signature</p><p>Approver, date, signature</p></div>\n`;
}

/** Takes the manifest; gives heading and status of the report. Pure. */
export function top({ tenant, time, completeness, applications }: Manifest): Html {
  const isPartial = completeness.status === 'PARTIAL';
  return markup`<h1>Provisioning evidence: ${tenant.name}</h1>
<p class="quiet">${applications.length} ${applications.length === 1 ? 'application' : 'applications'}, as of ${time.ended} (UTC)</p>
<p class="status${isPartial ? ' partial' : ''}"><strong>${completeness.status}.</strong> ${
    isPartial
      ? 'Not everything could be read: this is no complete evidence. The reasons stand under Completeness.'
      : 'Everything that was asked for was read.'
  }</p>\n`;
}
