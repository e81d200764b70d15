import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VendorProfile } from '#core/profiles/profile-schema';
import { CoreError } from '#core/rpc/errors';
import { importTutorial } from '#core/tutorials/import-tutorial';
import { articles } from './articles.ts';

/** Far above what any of these takes on a free machine. */
const longestMs = 8_000;

/** Milliseconds of the processor, which other work on the machine does not lengthen. */
const processorMs = (): number => process.cpuUsage().user / 1_000;

/** Fails unless the text becomes a valid profile or is refused, in time. */
function importAny(text: string): void {
  const began = processorMs();
  try {
    const { profile, warnings } = importTutorial({ text, file: 'any.md' });
    expect(VendorProfile.parse(profile)).toEqual(profile);
    expect(profile.imported?.importWarnings).toEqual(warnings);
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    expect(cause.code).toBe('bad_request');
    expect(cause.details.reason).toMatch(
      /^(?:notAProvisioningArticle|routesToAnotherArticle|applicationNotNamed|emptyDocument|documentTooLarge)$/,
    );
  }
  expect(processorMs() - began).toBeLessThan(longestMs);
}

const article = fc.constantFrom(...articles.map(({ text }) => text));
const marks = fc.constantFrom(
  '|',
  '**',
  '`',
  '```',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  '{',
  '}',
  '\t',
  '#',
  '---',
  '\\',
  '&',
  '"',
  '\u0000',
  '\r',
  '1. ',
  '* ',
  '> ',
  'https://',
  '![',
  '\uFEFF',
  '𝒜',
);

/** Lines of an article, some gone, some twice, some in another order. */
const shuffled = fc.tuple(article, fc.infiniteStream(fc.nat({ max: 9 }))).map(([text, dice]) =>
  text
    .split('\n')
    .flatMap((line) => {
      const thrown = dice.next().value ?? 5;
      if (thrown === 0) return [];
      return thrown === 1 ? [line, line] : [line];
    })
    .join('\n'),
);

/** Pieces of an article with marks of Markdown thrown in. */
const cut = fc
  .tuple(article, fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), marks), { maxLength: 30 }), fc.nat())
  .map(([text, throws, from]) => {
    let changed = text.slice(from % text.length);
    for (const [share, mark] of throws) {
      const at = Math.floor(share * changed.length);
      changed = `${changed.slice(0, at)}${mark}${changed.slice(at + (at % 3))}`;
    }
    return changed;
  });

/** What a parser may take long over: the same mark very often. */
const repeated = fc
  .tuple(marks, fc.integer({ min: 500, max: 4_000 }), fc.boolean())
  .map(([mark, times, lines]) => (lines ? `${mark}x\n` : mark).repeat(times));

/** Every mark that an expression or the parser of Markdown looks for, and words that expressions begin with. */
const floods: readonly string[] = [
  ...'|*_`~[]()<>{}#-=+\\&"\'^$!:/.,; \t\u0000aA9é😀',
  '![',
  '[a](',
  '{{',
  ':::',
  '<td>',
  '<table><tr>',
  'https://',
  'https://a.',
  '{a}/',
  '**a',
  '1. ',
  'tenant url ',
  'select **',
  'copy the token ',
  'your a url followed by ',
  'expires in ',
];

const procedure =
  '1. In the applications list, select **Kestrel Hub**.\n1. Set the **Provisioning Mode** to **Automatic**.\n1. **Test Connection**, **Tenant URL**, **Secret Token**\n';

describe('any Markdown', { timeout: 120_000 }, () => {
  it.each([
    ['binary text', fc.string({ maxLength: 2_000, unit: 'binary' })],
    [
      'text of marks',
      fc.array(fc.oneof(marks, fc.string({ maxLength: 12 })), { maxLength: 300 }).map((all) => all.join('')),
    ],
    ['shuffled articles', shuffled],
    ['cut articles', cut],
    ['repeated marks', repeated],
    [
      'an article with repeated marks in it',
      repeated.map((text) => `# Configure Kestrel Hub for automatic user provisioning\n\n${procedure}${text}`),
    ],
  ])('neither breaks nor stops the importer: %s', (name, arbitrary) => {
    fc.assert(fc.property(arbitrary, importAny), { numRuns: name.includes('repeated') ? 25 : 80 });
  });

  it.each([
    ['deep quotations', '> '.repeat(5_000)],
    ['deep lists', Array.from({ length: 400 }, (_, depth) => `${'  '.repeat(depth)}* x`).join('\n')],
    ['an endless row', `|${'a|'.repeat(9_000)}`],
    ['an endless name', `1. In the applications list, select **${'a'.repeat(9_000)}**.`],
    ['nested brackets', '['.repeat(9_000)],
    ['an address without end', `The Tenant URL is https://${'a.'.repeat(9_000)}`],
    ['emphasis without end', '*a '.repeat(6_000)],
  ])('is read or refused in time: %s', (_name, text) => {
    importAny(`# Configure Kestrel Hub for automatic user provisioning\n\n${procedure}\n${text}\n`);
    importAny(text);
  });

  it('refuses what is no article by its size', () => {
    importAny('x\n'.repeat(600_000));
    importAny('x'.repeat(30_000));
  });

  it.each(floods)('refuses a megabyte of %j, and reads what an article may have of it, in time', (mark) => {
    const began = processorMs();
    expect(() => importTutorial({ text: mark.repeat(1_000_000 / mark.length), file: 'any.md' })).toThrow(CoreError);
    expect(processorMs() - began).toBeLessThan(1_000);
    const row = `${mark.repeat(Math.floor(9_900 / mark.length))}\n`;
    importAny(`# Configure Kestrel Hub for automatic user provisioning\n\n${procedure}${row.repeat(4)}`);
  });
});
