const decodeBase64 = (text: string): string => {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
};

/**
 * Takes a WWW-Authenticate header; gives the claims that continuous access evaluation asks for, as JSON text, or undefined.
 * Source: learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function claimsOf(header: string | undefined): string | undefined {
  const encoded = /\bclaims="([^"]+)"/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  try {
    const claims = decodeBase64(encoded);
    JSON.parse(claims);
    return claims;
  } catch {
    // Not a challenge that can be answered: the caller then asks for a fresh token without claims.
    return undefined;
  }
}
