import { describe, expect, it } from 'vitest';
import { importArticle } from '#core/library/import-article';
import { toWireError } from '#core/rpc/errors';
import { writeArticle } from '#test/tutorials/write-article';

const decoded = (...bytes: number[]): string => new TextDecoder().decode(new Uint8Array(bytes));
const reasonOf = (text: string): unknown => {
  try {
    importArticle({ text, file: 'article.md' });
    return 'imported';
  } catch (cause) {
    return toWireError(cause).reason;
  }
};

describe('a document that is no text', () => {
  it.each([
    ['a picture', decoded(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)],
    ['UTF-16', decoded(...[...'# Configure'].flatMap((letter) => [letter.charCodeAt(0), 0]))],
    [
      'letters of another encoding throughout',
      decoded(...Array.from({ length: 200 }, (_, at) => (at % 3 === 0 ? 0xe9 : 0x61))),
    ],
  ])('is refused: %s', (_what, text) => {
    expect(reasonOf(text)).toBe('notText');
  });

  it('is not told from one letter that was lost', () => {
    expect(reasonOf(writeArticle({ name: 'Kestrel Hub' }).replace('Kestrel', 'Kestrel\uFFFD'))).not.toBe('notText');
    expect(reasonOf(writeArticle({ name: 'Kestrel Hub' }))).toBe('imported');
  });
});
