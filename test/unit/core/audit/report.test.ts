import { describe, expect, it } from 'vitest';
import { importedConfiguration } from '#core/audit/imported-configuration';
import { windowsOf } from '#core/audit/log-source';
import { orderedSchema } from '#core/audit/ordered-schema';
import { barChart } from '#core/audit/report/charts';
import { escaped, markup, table } from '#core/audit/report/html';
import { ProvisioningConfiguration } from '#shared/model/configuration';

describe('HTML of the report', () => {
  it('shows names of the tenant as they are, and never as markup', () => {
    const name = `<script>alert(1)</script>" onload='x'`;
    expect(markup`<p title="${name}">${name}</p>`.html).not.toMatch(/<script|" onload/);
    expect(escaped('a\u202Eb').html).toBe('a[U+202E]b');
    expect(table('t', ['a'], [[name]]).html).not.toContain('<script');
    expect(barChart({ id: 'x', title: name, legend: [name], bars: [{ name, parts: [1] }] }).html).not.toContain(
      '<script',
    );
  });

  it('names a chart and gives its numbers as a table too', () => {
    const { html } = barChart({
      id: 'x',
      title: 'Rows',
      legend: ['ok', 'failed'],
      bars: [{ name: 'A', parts: [3, 0] }],
    });
    expect(html).toContain('role="img" aria-labelledby="x-title"');
    expect(html).toContain('<th scope="row">A</th><td>3</td><td>0</td>');
    expect(html).not.toMatch(/NaN|style=/);
    expect(barChart({ id: 'y', title: 'None', legend: ['ok'], bars: [{ name: 'A', parts: [0] }] }).html).not.toContain(
      'NaN',
    );
  });
});

describe('windows of a period', () => {
  const day = 86_400_000;

  it.each([
    [0, day],
    [5, 5 + 3.5 * day],
    [0, 30 * day],
    [0, 1],
  ])('from %d to %d follow each other without a gap', (since, until) => {
    const windows = windowsOf(since, until);
    expect(windows[0]?.since).toBe(since);
    expect(windows.at(-1)?.until).toBe(until);
    for (const [index, window] of windows.entries()) {
      expect(window.until - window.since).toBeLessThanOrEqual(day);
      if (index > 0) expect(window.since).toBe(windows[index - 1]?.until);
    }
  });

  it('are none where the period is empty', () => expect(windowsOf(5, 5)).toEqual([]));
});

describe('a schema in its own order', () => {
  it('keeps the order of parameters, which means something', () => {
    const parameters = [
      { key: 'b', value: 1 },
      { key: 'a', value: 2 },
    ];
    expect(orderedSchema({ attributeMappings: [{ source: { parameters } }] })).toEqual({
      attributeMappings: [{ source: { parameters } }],
    });
  });
});

describe('an import', () => {
  const configuration = ProvisioningConfiguration.parse({
    schemaVersion: 1,
    vendor: 'airstack',
    assignments: [{ user: 'ada@contoso.example' }, { group: 'Sales' }, { group: 'Twice' }],
  });

  it('takes people and groups that this tenant has, names the others, and stays off', () => {
    const here = { sameApplication: false, users: new Set<string>(), groups: new Set(['Sales']) };
    const { configuration: imported, notes } = importedConfiguration(configuration, here);
    expect(imported).toMatchObject({ provisioning: 'off', assignments: [{ group: 'Sales' }] });
    expect(notes.find(({ code }) => code === 'notInThisTenant')?.message).toContain('ada@contoso.example, Twice');
  });
});
