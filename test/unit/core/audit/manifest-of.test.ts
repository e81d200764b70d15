import { describe, expect, it } from 'vitest';
import { type Gathered, manifestOf } from '#core/audit/manifest-of';

const account = {
  homeAccountId: 'h',
  tenantId: 't',
  username: 'ada@contoso.example',
  displayName: 'Ada',
  cloud: 'Global',
};
const gathered: Gathered = {
  began: 0,
  account,
  tenantName: 'Contoso',
  person: { id: 'p', userPrincipalName: 'ada@contoso.example', displayName: 'Ada', roles: [], roleNote: '' },
  journal: { entries: [], intact: true, fault: null },
  selected: { applications: [], missing: [] },
  applications: [],
  observations: [],
  period: { since: 0, until: 1 },
  logStatement: 'Rows are from the archive.',
  queries: { requests: 1, rows: 1 },
  skew: null,
  counted: [],
};
const digest = 'ab'.repeat(32);

const completenessOf = (change: Partial<Gathered>) =>
  manifestOf(
    {
      gathered: { ...gathered, ...change },
      request: { applications: null, review: { reviewer: null, approver: null, ticket: null, comment: null } },
      key: {
        fingerprint: digest,
        publicKey: '',
        pem: '',
        keptIn: 'process',
        sign: () => Promise.reject(new Error('nothing is signed here')),
      },
      ended: '1970-01-01T00:00:01.000Z',
      cloud: {
        name: 'Global',
        authority: 'https://login.example',
        graph: 'https://graph.example',
        adminCenter: 'https://admin.example',
        builtIn: true,
      },
      version: '1',
    },
    {
      redaction: { statement: [], masked: {}, scannedFiles: 0, scannedPatterns: [] },
      tree: { algorithm: 'SHA-256', digest, folders: [], files: [] },
    },
  ).completeness;

describe('the completeness of evidence', () => {
  it('is complete where nothing is missing, and says where logs come from', () => {
    const { status, reasons, statement } = completenessOf({});
    expect({ status, reasons }).toEqual({ status: 'COMPLETE', reasons: [] });
    expect(statement).toContain('Rows are from the archive.');
  });

  const counted = { what: 'users', method: 'count', rows: 1, counted: 2, complete: false } as const;
  it.each<readonly [string, Partial<Gathered>, string]>([
    [
      'the journal is not whole',
      { journal: { entries: [], intact: false, fault: 'its end is gone' } },
      'its end is gone',
    ],
    ['the service counts more', { counted: [counted] }, 'the service counts 2'],
    ['an application could not be told', { selected: { applications: [], missing: ['no right'] } }, 'no right'],
  ])('is PARTIAL where %s', (...[, change, reason]) => {
    const { status, reasons } = completenessOf(change);
    expect(status).toBe('PARTIAL');
    expect(reasons.join(' ')).toContain(reason);
  });
});
