import { CoreError } from '#core/rpc/errors';
import { type ImportedTutorial, importTutorial, type TutorialSource } from '#core/tutorials/import-tutorial';

const looksAt = 4_000;
/** More than that of the characters a text cannot hold, and it was no text. */
const mostUnreadable = 0.02;

/** Says whether a text is the bytes of something else, read as UTF-8: control characters, or many that could not be read. */
function isBinary(text: string): boolean {
  const head = text.slice(0, looksAt);
  if (head.includes('\u0000')) return true;
  const unreadable = [...head].filter((letter) => letter === '\uFFFD').length;
  return unreadable > head.length * mostUnreadable;
}

/**
 * Takes a document as text and the name of its file; gives the profile that it makes. Raises what the import raises, and `bad_request`
 * (reason notText) for what is no text at all.
 */
export function importArticle(source: TutorialSource): ImportedTutorial {
  if (isBinary(source.text)) {
    throw new CoreError('bad_request', 'The file is no text in UTF-8.', {
      reason: 'notText',
      nextStep: 'Give the Markdown of an article; a file in another encoding has to be saved as UTF-8 first.',
    });
  }
  return importTutorial(source);
}
