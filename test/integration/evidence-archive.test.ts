import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Manifest } from '#core/audit/manifest';
import { type EvidenceWorld, openEvidenceWorld } from '#test/support/evidence-world';

const logDays = 10;

let world: EvidenceWorld;

beforeAll(async () => {
  world = await openEvidenceWorld({ replicationDelayMs: 0, size: { users: 60, logRows: 600 } });
});
afterAll(() => world.close());

async function exported(name: string) {
  const { path, answer } = await world.export(name, { logDays });
  const text = (file: string) => readFileSync(join(path, file), 'utf8');
  const manifest = Manifest.parse(JSON.parse(text('manifest.json')));
  const rows = text('observations/provisioning-log.jsonl').trim().split('\n').sort();
  const questions = text('queries.jsonl')
    .trim()
    .split('\n')
    .map((line): { path: string } => JSON.parse(line));
  return {
    answer,
    rows,
    statement: manifest.completeness.statement.join(' '),
    logQuestions: questions.filter((one) => one.path === '/auditLogs/provisioning').length,
  };
}

describe('logs of evidence', () => {
  it('come from the archive as far as it is final, from the service elsewhere, and are the same rows', async () => {
    const live = await exported('live');
    expect(live.statement).toContain('does not cover the period');
    await world.call('logs.sync', {});
    const archived = await exported('archived');
    expect(archived.answer.claims).toMatchObject({ status: 'COMPLETE' });
    expect(archived.statement).toContain('are from the log archive of this machine');
    expect(archived.logQuestions).toBeLessThan(live.logQuestions);
    const missing = live.rows.filter((row) => !archived.rows.includes(row));
    // The window moves on between two exports: only rows at its beginning may have left it.
    expect(missing.length).toBeLessThanOrEqual(2);
    expect(new Set(archived.rows).size).toBe(archived.rows.length);
    expect(archived.rows.length).toBeGreaterThan(100);
  });
});
