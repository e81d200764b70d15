import { z } from 'zod';
import { SignInFault } from './aadsts-faults.ts';

/** What a `claims` parameter asks for. Every MSAL request has one; its presence alone answers no challenge. */
export interface ClaimsRequest {
  /** The client says that it can handle claims challenges (`xms_cc` with CP1). */
  readonly handlesChallenges: boolean;
  /** Ids of Conditional Access policies that the client wants to satisfy (`capolids`). */
  readonly policyIds: readonly string[];
}

const Values = z.object({ value: z.string().optional(), values: z.array(z.string()).optional() }).nullable();
const Claims = z.object({ access_token: z.record(z.string(), Values).optional() });

/**
 * Takes the `claims` parameter (JSON) or null; gives what it asks for. Raises AADSTS9002313 when it is no JSON.
 * Source: learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function parseClaims(text: string | null): ClaimsRequest {
  if (text === null || text === '') return { handlesChallenges: false, policyIds: [] };
  const parsed = Claims.safeParse(jsonOf(text));
  if (!parsed.success) throw new SignInFault(9002313, { detail: 'The claims parameter is malformed.' });
  const wanted = parsed.data.access_token ?? {};
  const capabilities = wanted.xms_cc?.values ?? [];
  return {
    handlesChallenges: capabilities.some((capability) => capability.toLowerCase() === 'cp1'),
    policyIds: wanted.capolids?.values ?? [],
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
