import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may call: the page that exchanged a code for the token of this run. */
export interface PageSession {
  /** Gives a code that can be exchanged once, within 30 seconds. Makes earlier codes worthless. */
  issueCode(): string;
  /** Takes what somebody gave as a code; gives the token, or null. */
  exchange(code: string): string | null;
  /** Takes an Authorization header, if any; says whether it carries the token. */
  allows(authorization: string | undefined): boolean;
}

const codeLifetimeMs = 30_000;

/** Takes a clock in milliseconds; gives the session of one run, with a token of 256 bits. */
export function createPageSession(now: () => number): PageSession {
  const token = newSecret();
  const bearer = digestOf(`Bearer ${token}`);
  let code: { readonly digest: Buffer; readonly until: number } | null = null;
  return {
    issueCode() {
      const text = newSecret();
      code = { digest: digestOf(text), until: now() + codeLifetimeMs };
      return text;
    },
    exchange(given) {
      const isRight = code !== null && now() <= code.until && timingSafeEqual(code.digest, digestOf(given));
      // A wrong guess uses the code up as well: whoever opened the page asks for another one.
      code = null;
      return isRight ? token : null;
    },
    allows: (authorization) => timingSafeEqual(bearer, digestOf(authorization ?? '')),
  };
}

const newSecret = (): string => randomBytes(32).toString('base64url');

// Digests have one length: `timingSafeEqual` throws when two texts differ in theirs, which a header can bring about.
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
