import { expect } from '@playwright/test';
import { ownFile, type Tried } from '#test/support/hijacked-page';

/** Takes what a hijacked page tried; expects that it took nobody and nothing away, and read and wrote no file. */
export function expectNothingReached({ removals, before, after, leaked, files }: Tried): void {
  expect(before.assigned.length).toBeGreaterThan(2);
  expect(Object.keys(removals)).toContain('filter without a word');
  for (const [name, answer] of Object.entries(removals)) expect({ name, ok: answer.ok }).toEqual({ name, ok: false });
  expect(after.applications).toEqual(expect.arrayContaining([...before.applications]));
  expect(after.assigned).toEqual(expect.arrayContaining([...before.assigned]));
  expect(after.filters).toEqual(before.filters);
  expect(leaked).toEqual([]);
  expect(files).toEqual([ownFile]);
}
