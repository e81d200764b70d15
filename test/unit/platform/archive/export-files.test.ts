import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logEntryViewOf } from '#core/logs/log-view';
import { createExportFiles } from '#platform/archive/export-files';
import { openSqlDatabase } from '#platform/archive/sql-database';
import type { LogEntryView } from '#shared/model/job';
import { rawRow } from '#test/support/archive-world';

let folder: string;
const files = createExportFiles(async () => null);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const entryOf = (number: number, change: Readonly<Record<string, unknown>> = {}): LogEntryView =>
  logEntryViewOf({ ...rawRow(number), ...change } as Parameters<typeof logEntryViewOf>[0]);

const formulas = [
  '=HYPERLINK("http://evil.example","x")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  "=cmd|' /C calc'!A0",
];

describe('a table that is taken away', () => {
  it.each(formulas)('holds nothing that a spreadsheet would run: %j', async (formula) => {
    const path = join(folder, 'log.csv');
    const file = await files.open(path, 'csv');
    await file.add([entryOf(1, { sourceIdentity: { id: formula, displayName: formula } })]);
    await file.finish();
    const [row] = parse(readFileSync(path, 'utf8'), { columns: true, bom: true }) as Record<string, string>[];
    expect(row?.source).toBe(`'${formula}`);
    for (const value of Object.values(row ?? {})) expect(value).not.toMatch(/^[=+\-@\t\r]/);
  });

  it('gives quotes, line breaks and letters of any language back as they were', async () => {
    const path = join(folder, 'log.csv');
    const file = await files.open(path, 'csv');
    const name = 'Zoë "the boss"; Ångström,\r\n日本 😀';
    await file.add([entryOf(1, { sourceIdentity: { id: 'x', displayName: name } }), entryOf(2)]);
    await file.add([]);
    await file.finish();
    const rows = parse(readFileSync(path, 'utf8'), { columns: true, bom: true }) as Record<string, string>[];
    expect(rows.map(({ source }) => source)).toEqual([name, 'Person 2']);
  });
});

describe.each(['csv', 'json', 'sqlite'] as const)('an export as %s', (format) => {
  it('holds no value of a property that looks like a secret', async () => {
    const path = join(folder, `log.${format}`);
    const file = await files.open(path, format);
    const modifiedProperties = [
      { displayName: 'Password', oldValue: 'hunter2-before', newValue: 'hunter2-after' },
      { displayName: 'clientSecret', oldValue: null, newValue: 'hunter2-secret' },
      { displayName: 'title', oldValue: 'Trainee', newValue: 'Engineer' },
    ];
    await file.add([entryOf(1, { modifiedProperties })]);
    await file.finish();
    const content = readFileSync(path).toString('utf8');
    expect(content).not.toContain('hunter2');
    expect(content).toContain('Engineer');
  });

  it('appears whole or not at all, and replaces what was there', async () => {
    const path = join(folder, `log.${format}`);
    writeFileSync(path, 'old');
    const given = await files.open(path, format);
    await given.add([entryOf(1)]);
    await given.discard();
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual([`log.${format}`]);
    const done = await files.open(path, format);
    await done.add([entryOf(1)]);
    await done.add([entryOf(2)]);
    await done.finish();
    expect(readFileSync(path).toString('latin1')).not.toBe('old');
    expect(readdirSync(folder)).toEqual([`log.${format}`]);
  });

  it('says so where a file cannot be written', async () => {
    await expect(files.open(join(folder, 'none', 'log'), format)).rejects.toMatchObject({
      code: 'bad_request',
      details: { reason: 'fileUnwritable' },
    });
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});

describe('a database that is taken away', () => {
  it('is plain SQLite with each row flat and as JSON', async () => {
    const path = join(folder, 'log.sqlite');
    const file = await files.open(path, 'sqlite');
    const entries = Array.from({ length: 600 }, (_, index) => entryOf(index));
    await file.add(entries);
    await file.finish();
    expect(readFileSync(path).subarray(0, 15).toString()).toBe('SQLite format 3');
    const database = await openSqlDatabase(path, null);
    expect(database.statement('SELECT count(*), min(status) FROM log').rows([])).toEqual([[600, 'success']]);
    const [[json] = []] = database.statement('SELECT json FROM log WHERE id=?').rows([entries[7]?.id ?? '']);
    expect(JSON.parse(String(json))).toEqual(entries[7]);
    database.close();
  });
});

describe('a program that cannot ask', () => {
  it('says so instead of choosing a place by itself', async () => {
    await expect(createExportFiles(null).choose('x')).rejects.toMatchObject({ details: { reason: 'noFileWindow' } });
  });
});
