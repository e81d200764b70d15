/**
 * Takes the headers of an answer, names in lower case, and the time; gives the milliseconds that `Retry-After` asks for, or
 * undefined when there is none that can be read. Seconds may have a fraction; a date in the past gives 0.
 * Source: www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
