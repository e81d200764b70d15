import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { SqlDatabase } from './sql-database.ts';

/** Rows of a block: enough to compress well, few enough to open one for a single row. */
export const rowsPerBlock = 500;

/** Compresses as well as higher levels on rows that are alike, at three times their speed. */
const quality = 4;

// JSON on one line holds no line break.
const pack = (rows: readonly string[]): Uint8Array => {
  const text = Buffer.from(rows.join('\n'));
  return brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
  });
};

const unpack = (data: Uint8Array): readonly string[] => brotliDecompressSync(data).toString('utf8').split('\n');

/** Originals of so many rows in a row; a row that was removed is ''. */
export interface RowBlock {
  readonly first: number;
  readonly rows: readonly string[];
}

const blockOf = (row: readonly unknown[] | undefined): RowBlock | null => {
  if (row === undefined) return null;
  const [first, data] = row;
  if (!(data instanceof ArrayBuffer || data instanceof Uint8Array)) return null;
  return { first: Number(first), rows: unpack(data instanceof ArrayBuffer ? new Uint8Array(data) : data) };
};

/** Takes the number of a row; gives the block that holds it, or null. */
export const blockWith = (database: SqlDatabase, seq: number): RowBlock | null =>
  blockOf(
    database.statement('SELECT first, data FROM block WHERE first<=? ORDER BY first DESC LIMIT 1').rows([seq])[0],
  );

/** Takes a block; writes it, in the place of the one with the same first number. */
export function writeBlock(database: SqlDatabase, { first, rows }: RowBlock): void {
  database.statement('INSERT OR REPLACE INTO block VALUES(?,?,?)').run([first, rows.length, pack(rows)]);
}

/** Gives the number that the next row gets. */
export function nextSeq(database: SqlDatabase): number {
  const [row] = database.statement('SELECT first, count FROM block ORDER BY first DESC LIMIT 1').rows([]);
  return row === undefined ? 1 : Number(row[0]) + Number(row[1]);
}

/** Takes originals whose numbers follow the last one; writes them, the last block filled up first. */
export function appendOriginals(database: SqlDatabase, first: number, rows: readonly string[]): void {
  if (rows.length === 0) return;
  const last = blockWith(database, first);
  const open = last !== null && last.rows.length < rowsPerBlock ? last : null;
  const all = open === null ? rows : [...open.rows, ...rows];
  const start = open?.first ?? first;
  for (let done = 0; done < all.length; done += rowsPerBlock) {
    writeBlock(database, { first: start + done, rows: all.slice(done, done + rowsPerBlock) });
  }
}
