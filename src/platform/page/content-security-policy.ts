/**
 * Takes the nonce of one answer; gives what the page may load and reach: its own files and host and nothing else. Styles
 * that a script writes need the nonce, and no script may be written at all.
 * Source: www.electronjs.org/docs/latest/tutorial/security, developer.mozilla.org/docs/Web/HTTP/CSP
 */
export const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
