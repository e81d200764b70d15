import { expect } from 'vitest';
import type { ErrorCode, WireError } from '#shared/contract/result';

/** The SCIM application of one's own at an address. */
export const ledgerText = (tenantUrl: string, more = ''): string => `schemaVersion: 1
vendor: scim
application: { name: Ledger }
connection:
  tenantUrl: ${tenantUrl}
  secrets:
    SecretToken: { label: LedgerToken }
${more}`;

/** Where the demo's own SCIM application really is. */
export const ledgerUrl = 'https://scim.demo.example/scim';

/** What an error has to say. */
export interface ExpectedError {
  readonly code: ErrorCode;
  readonly reason?: string;
  /** The error comes from Graph, so support can look the request up. */
  readonly fromGraph?: boolean;
  readonly says?: RegExp;
  readonly next?: RegExp;
}

/** Expects one clear sentence, a next step, Graph's id where there is one, and nothing of a secret. */
export function expectError(error: WireError, expected: ExpectedError, secrets: readonly string[] = []): void {
  expect(error).toMatchObject({
    code: expected.code,
    ...(expected.reason === undefined ? {} : { reason: expected.reason }),
  });
  expect(error.message).toMatch(/^\S.* .*[.)]$/s);
  expect(error.nextStep).toMatch(/\S+ \S+/);
  expect(error.requestId !== undefined).toBe(expected.fromGraph === true);
  if (expected.says !== undefined) expect(error.message).toMatch(expected.says);
  if (expected.next !== undefined) expect(error.nextStep).toMatch(expected.next);
  for (const secret of secrets) {
    const told = JSON.stringify(error);
    for (let start = 0; start + 12 <= secret.length; start += 1)
      expect(told).not.toContain(secret.slice(start, start + 12));
  }
}
