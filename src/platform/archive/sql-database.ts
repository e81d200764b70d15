/** A value of a column. */
export type SqlValue = string | number | null | Uint8Array | ArrayBuffer;

/** A prepared statement. */
export interface SqlStatement {
  run(values: readonly SqlValue[]): { readonly changes: number; readonly lastInsertRowid: number };
  /** Each row as the values of its columns. */
  rows(values: readonly SqlValue[]): readonly (readonly SqlValue[])[];
}

/** An open database. Its calls raise {@link SqlFault}. */
export interface SqlDatabase {
  exec(sql: string): void;
  /** The same text gives the same statement. */
  statement(sql: string): SqlStatement;
  close(): void;
}

/** What went wrong with a file: `damaged` = it is no archive that this key opens, or its content is broken. */
export type SqlTrouble = 'damaged' | 'full' | 'busy' | 'missing' | 'other';

/** An error of the database; its text never holds a value of a row. */
export class SqlFault extends Error {
  readonly trouble: SqlTrouble;

  constructor(trouble: SqlTrouble, message: string) {
    super(message);
    this.name = 'SqlFault';
    this.trouble = trouble;
  }
}

interface NativeStatement {
  run(values: readonly SqlValue[]): { changes: number; lastInsertRowid: number };
  raw(): NativeStatement;
  all(values: readonly SqlValue[]): SqlValue[][];
}

interface NativeDatabase {
  exec(sql: string): void;
  prepare(sql: string): NativeStatement;
  close(): void;
}

type NativeConstructor = new (
  path: string,
  options: { readonly encryptionKey?: string; readonly timeout: number },
) => NativeDatabase;

const cipherKey = (key: Uint8Array): string => Buffer.from(key).toString('hex');

/** Seconds to wait while another process commits. */
const busySeconds = 5;

/**
 * Takes the file and its key of 32 bytes, null for a file in the clear; gives the database, made where it was missing. The
 * library is loaded at the first use, so that a machine without a build of it can still run everything else. Raises
 * {@link SqlFault}. Source: docs.turso.tech/libsql
 */
export async function openSqlDatabase(path: string, key: Uint8Array | null): Promise<SqlDatabase> {
  const Native = await loadNative();
  const native = guarded(
    () => new Native(path, { timeout: busySeconds, ...(key === null ? {} : { encryptionKey: cipherKey(key) }) }),
  );
  const statements = new Map<string, SqlStatement>();
  return {
    exec: (sql) => guarded(() => native.exec(sql)),
    statement(sql) {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const made = guarded(() => statementOf(native, sql));
      statements.set(sql, made);
      return made;
    },
    close: () => native.close(),
  };
}

function statementOf(native: NativeDatabase, sql: string): SqlStatement {
  const writing = native.prepare(sql);
  let reading: NativeStatement | null = null;
  return {
    run: (values) => guarded(() => writing.run(values)),
    rows: (values) =>
      guarded(() => {
        reading ??= native.prepare(sql).raw();
        return reading.all(values);
      }),
  };
}

async function loadNative(): Promise<NativeConstructor> {
  try {
    const { default: Native } = await import('libsql');
    return Native as unknown as NativeConstructor;
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '';
    throw new SqlFault('missing', `The archive's database cannot be loaded on this machine: ${why}`);
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw asFault(cause);
  }
}

const troubles: readonly (readonly [RegExp, SqlTrouble])[] = [
  [/^SQLITE_(?:NOTADB|CORRUPT)/, 'damaged'],
  [/^SQLITE_FULL/, 'full'],
  [/^SQLITE_(?:BUSY|LOCKED)/, 'busy'],
];

function asFault(cause: unknown): SqlFault {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const message = cause instanceof Error ? cause.message : String(cause);
  const known = troubles.find(([pattern]) => pattern.test(code))?.[1];
  // Some faults come without a code, from the layer below.
  const spoken = /not a database|malformed/i.test(message)
    ? 'damaged'
    : /disk is full/i.test(message)
      ? 'full'
      : 'other';
  return new SqlFault(known ?? spoken, `${code === '' ? 'SQLITE' : code}: ${message}`);
}
