import { type SqlDatabase, SqlFault } from './sql-database.ts';

/** The form of the tables; a file of another form is not touched. */
const version = 1;

/**
 * Narrow rows lie in the order in which they are shown, newest first, which is also the order in which they are first read:
 * `ago` is the time with its sign turned. What repeats is written once and numbered. `seq` numbers rows without a gap in the
 * order in which they came; the originals of so many numbers in a row are one compressed block.
 */
const tables = `
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE app(id INTEGER PRIMARY KEY, sp TEXT NOT NULL, name TEXT NOT NULL, UNIQUE(sp, name));
CREATE TABLE person(id INTEGER PRIMARY KEY, object TEXT NOT NULL UNIQUE, name TEXT NOT NULL, label TEXT NOT NULL,
  named INTEGER NOT NULL);
CREATE VIRTUAL TABLE person_text USING fts5(text, content='', contentless_delete=1, tokenize='trigram');
CREATE TABLE term(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, UNIQUE(kind, text));
CREATE TABLE kin(id INTEGER PRIMARY KEY, app INTEGER NOT NULL, code INTEGER, pattern TEXT NOT NULL);
CREATE INDEX kin_of ON kin(app, code, pattern);
CREATE TABLE reason(id INTEGER PRIMARY KEY, digest INTEGER NOT NULL, text TEXT NOT NULL);
CREATE INDEX reason_digest ON reason(digest);
CREATE VIRTUAL TABLE reason_text USING fts5(text, content='', contentless_delete=1, tokenize='trigram');
CREATE TABLE entry(
  ago INTEGER NOT NULL, seq INTEGER NOT NULL, id NOT NULL, app INTEGER NOT NULL, person INTEGER NOT NULL,
  action INTEGER NOT NULL, status INTEGER NOT NULL, code INTEGER, kin INTEGER, reason INTEGER, cycle INTEGER NOT NULL,
  PRIMARY KEY(ago, seq)) WITHOUT ROWID;
CREATE UNIQUE INDEX entry_id ON entry(id);
CREATE INDEX entry_person ON entry(person);
CREATE INDEX entry_app ON entry(app, cycle, ago, action, status);
CREATE INDEX entry_kin ON entry(kin, status, person) WHERE kin IS NOT NULL;
CREATE INDEX entry_reason ON entry(reason) WHERE reason IS NOT NULL;
CREATE TABLE block(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, data BLOB NOT NULL);
`;

/** Kilobytes of pages that are held open; deciphering a page again costs more than keeping it. */
const cacheKilobytes = 20_000;

/**
 * Takes an open database and whether its tables may be made; prepares it. Raises `SqlFault` `damaged` for a file that is none
 * of ours or of a later form.
 */
export function prepareArchive(
  database: SqlDatabase,
  options: { readonly create: boolean; readonly maxPages?: number },
): void {
  // Sorting must not put rows in the clear into the system's folder for temporary files.
  database.exec('PRAGMA temp_store=MEMORY');
  // A loss of power may take the last steps, never half of one: what they read is read again.
  database.exec('PRAGMA synchronous=NORMAL');
  database.exec(`PRAGMA cache_size=-${cacheKilobytes}`);
  if (options.create) {
    if (tableCount(database) === 0) database.exec('PRAGMA auto_vacuum=INCREMENTAL');
    database.statement('PRAGMA journal_mode=WAL').rows([]);
    if (options.maxPages !== undefined) database.statement(`PRAGMA max_page_count=${options.maxPages}`).rows([]);
    if (tableCount(database) === 0) {
      database.exec(`BEGIN IMMEDIATE;${tables}INSERT INTO meta VALUES('version','${version}');COMMIT`);
    }
  }
  const found = tableCount(database) === 0 ? null : metaOf(database, 'version');
  if (found !== String(version)) {
    throw new SqlFault('damaged', `The file is no archive of this version (${found ?? 'none'}).`);
  }
}

const tableCount = (database: SqlDatabase): number =>
  Number(database.statement("SELECT count(*) FROM sqlite_master WHERE name='meta'").rows([])[0]?.[0] ?? 0);

/** Takes the name of something that is kept beside the rows; gives its text, or null. */
export function metaOf(database: SqlDatabase, name: string): string | null {
  const value = database.statement('SELECT value FROM meta WHERE name=?').rows([name])[0]?.[0];
  return typeof value === 'string' ? value : null;
}

/** Keeps a text beside the rows. */
export function setMeta(database: SqlDatabase, name: string, value: string): void {
  database.statement('INSERT OR REPLACE INTO meta VALUES(?,?)').run([name, value]);
}
