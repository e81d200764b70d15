import type { PreflightCheck, PreflightReport, PreflightResult } from '#shared/model/preflight';

/** What each check is called. */
export const preflightTitles: Readonly<Record<PreflightCheck, string>> = {
  url: 'Tenant URL',
  address: 'DNS and address',
  tls: 'TLS and certificate',
  redirect: 'Redirects',
  refusal: 'Refusal of strangers',
  authentication: 'Sign-in with the token',
  contentType: 'Content type',
  filter: 'Filter on the matching attribute',
  groupFilter: 'Filter for groups',
  provider: 'ServiceProviderConfig',
  resourceTypes: 'ResourceTypes',
  schemas: 'Schemas and mapped attributes',
  pagination: 'Pages',
  rate: 'Rate',
  latency: 'Time of answers',
  tokenExpiry: 'End of the token',
  write: 'Write with a test person',
};

/** What the whole comes to, in a sentence. */
export const preflightVerdictWords: Readonly<Record<PreflightReport['verdict'], string>> = {
  ready: 'Nothing that was looked at stands in the way of the provisioning service.',
  attention: 'Nothing failed, but something should be looked at.',
  incomplete: 'What was looked at is right, but without a token most of it cannot be looked at.',
  notReady: 'The provisioning service will have trouble with this endpoint.',
};

const marks: Readonly<Record<PreflightResult['verdict'], string>> = {
  passed: 'ok',
  warning: '!!',
  failed: 'XX',
  skipped: '--',
  unknown: '??',
};

function resultLines({ check, verdict, seen, why, fix, facts, finding }: PreflightResult): readonly string[] {
  const head = `${marks[verdict]}  ${preflightTitles[check]}: ${seen}`;
  const known = facts.map(({ name, value }) => `${name}: ${value}`).join('; ');
  const needsWords = verdict === 'failed' || verdict === 'warning' || verdict === 'unknown';
  return [
    head,
    ...(known === '' ? [] : [`      ${known}`]),
    ...(needsWords ? [`      Why it matters: ${why}`] : []),
    ...(fix === null ? [] : [`      What to do: ${fix}`]),
    ...(needsWords && finding !== null ? [`      Finding: ${finding}`] : []),
  ];
}

/** Takes a report; gives it as text for a terminal, a mail or a ticket. There is no secret in it. Pure. */
export function preflightText(report: PreflightReport): string {
  const { application, vendor, tenantUrl, ranAt, checks, requests, leftBehind } = report;
  const untold = checks.filter(({ verdict }) => verdict === 'unknown').length;
  return [
    `SCIM preflight of ${application ?? vendor}: ${tenantUrl}`,
    `${ranAt}, ${requests} requests from this machine`,
    '',
    ...checks.flatMap(resultLines),
    '',
    preflightVerdictWords[report.verdict],
    ...(untold === 0 ? [] : [`${untold} of ${checks.length} could not be told from here.`]),
    ...(leftBehind === null
      ? []
      : [`The test person ${leftBehind.userName} may still be there: look in the application.`]),
  ].join('\n');
}
