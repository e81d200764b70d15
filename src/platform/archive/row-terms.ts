import { createHash } from 'node:crypto';
import type { ArchivedRow } from '#core/archive/archived-row';
import { patternOf } from '#core/archive/failure-pattern';
import type { SqlDatabase, SqlValue } from './sql-database.ts';

/** Numbers that are remembered for each kind; the memory of a long run stays the same. */
const remembered = 20_000;

interface Numbers {
  get(key: string, find: () => number): number;
  clear(): void;
}

function createNumbers(): Numbers {
  const known = new Map<string, number>();
  return {
    get(key, find) {
      const number = known.get(key);
      if (number !== undefined) return number;
      if (known.size >= remembered) known.clear();
      const found = find();
      known.set(key, found);
      return found;
    },
    clear: () => known.clear(),
  };
}

/** What of a row is written as numbers. */
export interface RowNumbers {
  readonly app: number;
  readonly person: number;
  readonly action: number;
  readonly status: number;
  readonly code: number | null;
  readonly kin: number | null;
  readonly reason: number | null;
  readonly cycle: number;
}

/** Gives the numbers of what repeats in rows, and writes down what is new. */
export interface RowTerms {
  numbersOf(row: ArchivedRow): RowNumbers;
  /** Forgets what is remembered: after a step that was taken back, the file may not have it. */
  forget(): void;
}

/** Takes an open archive; gives its terms. Calls raise `SqlFault`. */
export function createRowTerms(database: SqlDatabase): RowTerms {
  const apps = createNumbers();
  const people = createNumbers();
  const terms = createNumbers();
  const kins = createNumbers();
  const reasons = createNumbers();
  const termOf = (kind: string, text: string): number =>
    terms.get(`${kind} ${text}`, () =>
      foundOrMade(database, {
        find: ['SELECT id FROM term WHERE kind=? AND text=?', [kind, text]],
        make: ['INSERT INTO term(kind, text) VALUES(?,?)', [kind, text]],
      }),
    );
  return {
    numbersOf(row) {
      const { personId, personName, personLabel, reason } = row;
      const app = apps.get(`${row.servicePrincipalId} ${row.application}`, () => appNumber(database, row));
      const code = row.errorCode === null ? null : termOf('code', row.errorCode);
      const isExplained = code !== null || reason !== null;
      const pattern = isExplained ? patternOf(reason) : '';
      return {
        app,
        person: people.get(`${personId}\n${personName}\n${personLabel}`, () => personNumber(database, row)),
        action: termOf('action', row.action),
        status: termOf('status', row.status),
        code,
        kin: isExplained
          ? kins.get(`${app} ${code} ${pattern}`, () => kinNumber(database, { app, code, pattern }))
          : null,
        reason: reason === null ? null : reasons.get(reason, () => reasonNumber(database, reason)),
        cycle: termOf('cycle', row.cycleId),
      };
    },
    forget() {
      for (const numbers of [apps, people, terms, kins, reasons]) numbers.clear();
    },
  };
}

type Statement = readonly [sql: string, values: readonly SqlValue[]];

function foundOrMade(
  database: SqlDatabase,
  { find, make }: { readonly find: Statement; readonly make: Statement },
): number {
  const found = database.statement(find[0]).rows(find[1])[0]?.[0];
  return found === undefined ? database.statement(make[0]).run(make[1]).lastInsertRowid : Number(found);
}

const appNumber = (database: SqlDatabase, { servicePrincipalId, application }: ArchivedRow): number =>
  foundOrMade(database, {
    find: ['SELECT id FROM app WHERE sp=? AND name=?', [servicePrincipalId, application]],
    make: ['INSERT INTO app(sp, name) VALUES(?,?)', [servicePrincipalId, application]],
  });

const kinNumber = (
  database: SqlDatabase,
  { app, code, pattern }: { readonly app: number; readonly code: number | null; readonly pattern: string },
): number =>
  foundOrMade(database, {
    find: ['SELECT id FROM kin WHERE app=? AND code IS ? AND pattern=?', [app, code, pattern]],
    make: ['INSERT INTO kin(app, code, pattern) VALUES(?,?,?)', [app, code, pattern]],
  });

/** A person is their object id; of their names the newest counts, in whatever order rows come. */
function personNumber(database: SqlDatabase, { personId, personName, personLabel, at }: ArchivedRow): number {
  const object = personId === '' ? `name ${personName} ${personLabel}` : personId;
  const text = `${personName} ${personLabel}`;
  const [found] = database.statement('SELECT id, named FROM person WHERE object=?').rows([object]);
  if (found === undefined) {
    const values = [object, personName, personLabel, at];
    const { lastInsertRowid: made } = database
      .statement('INSERT INTO person(object, name, label, named) VALUES(?,?,?,?)')
      .run(values);
    database.statement('INSERT INTO person_text(rowid, text) VALUES(?,?)').run([made, text]);
    return made;
  }
  const id = Number(found[0]);
  if (Number(found[1]) >= at || personName === '') return id;
  database.statement('UPDATE person SET name=?, label=?, named=? WHERE id=?').run([personName, personLabel, at, id]);
  database.statement('DELETE FROM person_text WHERE rowid=?').run([id]);
  database.statement('INSERT INTO person_text(rowid, text) VALUES(?,?)').run([id, text]);
  return id;
}

/** Reasons are long, so they are found by a digest; two texts may share one. */
function reasonNumber(database: SqlDatabase, text: string): number {
  const digest = createHash('sha256').update(text).digest().readUIntBE(0, 6);
  const found = database.statement('SELECT id, text FROM reason WHERE digest=?').rows([digest]);
  const same = found.find((row) => row[1] === text);
  if (same !== undefined) return Number(same[0]);
  const made = database.statement('INSERT INTO reason(digest, text) VALUES(?,?)').run([digest, text]);
  database.statement('INSERT INTO reason_text(rowid, text) VALUES(?,?)').run([made.lastInsertRowid, text]);
  return made.lastInsertRowid;
}
