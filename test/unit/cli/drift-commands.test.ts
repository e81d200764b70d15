import { describe, expect, it } from 'vitest';
import { driftExitCode } from '#cli/drift-commands';
import { junitText } from '#core/drift/junit';
import type { DriftReport } from '#shared/model/drift';

const usual = new Set(['new', 'denied', 'unread'] as const);
const none = { new: 0, accepted: 0, denied: 0, unread: 0 };

describe('the exit code of drift', () => {
  it.each([
    ['nothing differs', none, usual, 0],
    ['something new', { ...none, new: 1 }, usual, 10],
    ['something denied', { ...none, denied: 1 }, usual, 10],
    ['only what was accepted', { ...none, accepted: 3 }, usual, 0],
    ['something accepted, and that counts', { ...none, accepted: 3 }, new Set(['accepted'] as const), 10],
    ['something that could not be read', { ...none, unread: 1 }, usual, 6],
    ['drift and something unread', { ...none, new: 1, unread: 1 }, usual, 10],
    ['drift that does not count', { ...none, new: 1 }, new Set<never>(), 0],
  ] as const)('%s', (...[, counts, counting, code]) => expect(driftExitCode({ counts }, counting)).toBe(code));
});

describe('JUnit', () => {
  const difference = {
    area: 'scope',
    kind: 'changed',
    place: 'Scope',
    what: 'people',
    before: 'assigned only',
    after: 'everyone',
    words: 'Scope: people changes from "a" <b> & \u0001 to everyone.',
  } as const;
  const report: DriftReport = {
    comparedAt: '2026-01-31T00:00:00.000Z',
    tenantId: 't',
    baseline: { kind: 'bundle', path: '/x', asOf: null, authorProven: false, complete: true },
    counts: { ...none, new: 1 },
    applications: [
      { servicePrincipalId: '1', displayName: 'Same', state: 'same', reasons: [], deviations: [] },
      {
        servicePrincipalId: '2',
        displayName: 'A "quoted" <app>',
        state: 'drifted',
        reasons: ['The owners could not be read.'],
        deviations: [
          { id: 'a'.repeat(32), difference, state: 'new', decision: null, expired: false },
          {
            id: 'b'.repeat(32),
            difference,
            state: 'accepted',
            decision: { decision: 'accepted', reason: 'ok', owner: 'Ada', until: null, decidedAt: '', decidedBy: '' },
            expired: false,
          },
        ],
      },
      { servicePrincipalId: null, displayName: 'Gone', state: 'missing', reasons: [], deviations: [] },
    ],
  };

  it('has a suite for each application, failures for what counts, and is well-formed whatever the names are', () => {
    const text = junitText(report, usual);
    expect(text).toContain('<testsuite name="Same" tests="1" failures="0" errors="0" skipped="0"');
    expect(text).toContain('name="A &quot;quoted&quot; &lt;app&gt;" tests="3" failures="1" errors="1" skipped="1"');
    expect(text).toContain('<testsuite name="Gone" tests="1" failures="1"');
    expect(text).not.toContain('\u0001');
    expect(text.match(/<testcase/g)).toHaveLength(5);
    expect(
      text.replace(
        /<\?xml[^>]*\?>|<(testsuites|testsuite|testcase|failure|error|skipped)( [a-z]+="[^"<]*")*\/?>|<\/(testsuites|testsuite|testcase)>|\s/g,
        '',
      ),
    ).toBe('');
  });
});
