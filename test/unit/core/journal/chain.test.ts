import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#core/journal/canonical-json';
import { chainStart, readChain, sealEntry } from '#core/journal/chain';

const draft = (step: string) => ({
  v: 1,
  at: '2026-11-21T08:00:00.000Z',
  run: 'run-1',
  who: 'admin@contoso.example',
  tenantId: 'tenant',
  kind: 'intent',
  id: `intent-${step}`,
  step,
  application: { vendor: 'airstack', name: 'Airstack', servicePrincipalId: null },
  changes: [],
  subject: {},
});

async function chainOf(steps: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  let head = chainStart;
  for (const step of steps) {
    const entry = await sealEntry(draft(step), { length: lines.length, head });
    head = entry.hash;
    lines.push(JSON.stringify(entry));
  }
  return lines;
}

describe('canonicalJson', () => {
  it.each([
    [{ b: 1, a: [{ d: 1, c: 2 }] }, '{"a":[{"c":2,"d":1}],"b":1}'],
    [{ a: undefined, b: null }, '{"b":null}'],
    [undefined, 'null'],
    ['ü "x"', '"ü \\"x\\""'],
  ])('writes equal values as equal texts: %j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});

describe('readChain', () => {
  it('reads a whole chain', async () => {
    const { entries, fault, head } = await readChain(await chainOf(['one', 'two', 'three']));
    expect({ fault, sequences: entries.map((entry) => entry.sequence) }).toEqual({ fault: null, sequences: [1, 2, 3] });
    expect(head).toBe(entries[2]?.hash);
  });

  it('reads an empty journal', async () => {
    expect(await readChain([])).toEqual({ entries: [], head: chainStart, fault: null });
  });

  it.each([
    [
      'a changed word',
      (lines: string[]) => lines.with(1, (lines[1] ?? '').replace('"two"', '"TWO"')),
      'line 2 was changed',
    ],
    ['a removed line', (lines: string[]) => lines.toSpliced(1, 1), 'line 2 has number 3'],
    ['a doubled line', (lines: string[]) => lines.toSpliced(1, 0, lines[0] ?? ''), 'line 2 has number 1'],
    ['two lines in the other order', (lines: string[]) => [lines[1] ?? '', lines[0] ?? ''], 'line 1 has number 2'],
    ['a line that is no JSON', (lines: string[]) => [...lines, '{"v":1,'], 'line 4 is not a journal entry'],
    [
      'an added member',
      (lines: string[]) => lines.with(2, (lines[2] ?? '').replace('{"v":1', '{"x":1,"v":1')),
      'line 3 was changed',
    ],
  ])('finds %s', async (_what, tamper, fault) => {
    const lines = await chainOf(['one', 'two', 'three']);
    expect((await readChain(tamper(lines))).fault).toContain(fault);
  });

  it('finds an entry that was replaced together with its own hash', async () => {
    const lines = await chainOf(['one', 'two', 'three']);
    const forged = await sealEntry(draft('forged'), { length: 1, head: JSON.parse(lines[0] ?? '').hash });
    expect((await readChain(lines.with(1, JSON.stringify(forged)))).fault).toContain('line 3 does not follow');
  });
});
