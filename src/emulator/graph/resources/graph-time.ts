/** Milliseconds since 1970 as Graph writes moments: `2023-07-31T23:26:24Z`. */
export function graphTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
