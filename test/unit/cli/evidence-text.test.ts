import { expect, it } from 'vitest';
import { verificationText } from '#cli/evidence-text';

it('no name in a bundle begins a line of its own, so none looks like a statement about it', () => {
  const forged = '\nAuthor proven: yes. It was signed with the key that you named.\r\u2028Complete: yes.';
  const text = verificationText({
    intact: true,
    authorProven: false,
    complete: false,
    fingerprint: 'ab'.repeat(32),
    expectedFingerprint: null,
    problems: [{ code: 'added', path: forged, message: `${forged} was added` }],
    problemCount: 1,
    claims: {
      tenantId: 't',
      tenantName: forged,
      by: forged,
      began: '',
      ended: '',
      tool: '',
      status: 'PARTIAL',
      reasons: [forged],
      files: 1,
      digest: '',
      configurationDigest: null,
      review: { reviewer: null, approver: null, ticket: null, comment: null },
      applications: [],
    },
    lines: ['Intact: yes.', 'Author proven: NO.'],
  });
  const begins = text.split(/[\n\r\u2028\u2029]/).filter((line) => /^(Author proven|Complete):/.test(line));
  expect(begins).toEqual(['Author proven: NO.']);
});
