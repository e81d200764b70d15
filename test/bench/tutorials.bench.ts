import { importTutorial } from '#core/tutorials/import-tutorial';
import { articles } from '#test/tutorials/articles';

const rounds = 9;
const allowedMs = 50;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

function measured(text: string): number {
  const began = performance.now();
  importTutorial({ text, file: 'article.md' });
  return performance.now() - began;
}

/** Importing each article of the test data, from text to profile. */
export async function run() {
  const [first] = articles;
  if (first === undefined) throw new Error('There are no articles.');
  const cold = measured(first.text);
  const each = articles.map(({ name, text }) => ({
    name,
    ms: median(Array.from({ length: rounds }, () => measured(text))),
  }));
  const slowest = each.reduce((one, other) => (other.ms > one.ms ? other : one));
  const middle = median(each.map(({ ms }) => ms));
  return {
    name: `Import of ${articles.length} tutorials`,
    figures: [
      { label: 'median article', value: middle, unit: 'ms', limit: allowedMs, ok: middle <= allowedMs },
      {
        label: `slowest article (${slowest.name})`,
        value: slowest.ms,
        unit: 'ms',
        ok: true,
      },
      { label: 'the very first one, cold', value: cold, unit: 'ms', ok: true },
    ],
  };
}
