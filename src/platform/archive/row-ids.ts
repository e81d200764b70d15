import type { SqlValue } from './sql-database.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Takes the id of a row; gives it as it is kept: a GUID in 16 bytes, anything else as it is. */
export const storedId = (id: string): SqlValue => (guid.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : id);

/** Takes an id as it is kept; gives it as the service wrote it. */
export function idOf(stored: SqlValue | undefined): string {
  if (!(stored instanceof ArrayBuffer || stored instanceof Uint8Array)) return String(stored ?? '');
  const hex = Buffer.from(stored instanceof ArrayBuffer ? new Uint8Array(stored) : stored).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
