import { canonicalJson } from '#core/journal/canonical-json';
import { CoreError } from '#core/rpc/errors';
import type { BundleWriter, LineFile, WrittenFile } from './evidence-port.ts';
import type { RedactionFact } from './manifest.ts';
import {
  type CountMasked,
  credentialPatternNames,
  credentialsIn,
  type RedactionRule,
  redactionRules,
} from './redaction.ts';

/** What goes into a bundle: each text is looked through before it is written, each file is remembered with its digest. */
export interface BundleContent {
  /** The writer, each of whose texts is looked through. */
  readonly writer: BundleWriter;
  readonly count: CountMasked;
  json(path: string, value: unknown): Promise<void>;
  /** Bytes that are made of what was looked through already. */
  bytes(path: string, content: Uint8Array): Promise<void>;
  files(): readonly WrittenFile[];
  redaction(): RedactionFact;
}

const leak = (path: string, names: readonly string[]): CoreError =>
  new CoreError('internal', `The evidence was not written: ${path} would have held what looks like a credential.`, {
    reason: 'credentialInEvidence',
    nextStep: `Report this with the name of the pattern: ${names.join(', ')}.`,
  });

function lookThrough(path: string, text: string): void {
  const found = credentialsIn(text);
  if (found.length > 0) throw leak(path, found);
}

const checkedLines = (path: string, lines: LineFile, ended: (file: WrittenFile) => void): LineFile => ({
  async add(line) {
    lookThrough(path, line);
    await lines.add(line);
  },
  async end() {
    const file = await lines.end();
    ended(file);
    return file;
  },
});

/** Takes the writer of a bundle; gives what puts content into it. A text with a credential in it raises `internal` (reason credentialInEvidence). */
export function createBundleContent(plain: BundleWriter): BundleContent {
  const files: WrittenFile[] = [];
  const counts = new Map<RedactionRule, number>();
  const count: CountMasked = (rule) => counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const remember = (file: WrittenFile): WrittenFile => {
    files.push(file);
    return file;
  };
  const writer: BundleWriter = {
    ...plain,
    async write(path, content) {
      if (typeof content === 'string') lookThrough(path, content);
      return remember(await plain.write(path, content));
    },
    lines: async (path) => checkedLines(path, await plain.lines(path), remember),
  };
  return {
    writer,
    count,
    async json(path, value) {
      await writer.write(path, `${canonicalJson(value)}\n`);
    },
    async bytes(path, content) {
      await writer.write(path, content);
    },
    files: () => files,
    redaction: () => ({
      statement: [
        'Secrets of synchronization jobs are never read: the service gives "*" in their place.',
        ...Object.values(redactionRules),
        'Checked: every text of every file was looked through for the patterns below before it was written; with one finding nothing is written at all. The report and the workbook are made of these files.',
        'Not checked: whether a person wrote a secret where a name belongs, for example into the display name of a group.',
      ],
      masked: Object.fromEntries(
        Object.keys(redactionRules).map((rule) => [rule, counts.get(rule as RedactionRule) ?? 0]),
      ),
      scannedFiles: files.length,
      scannedPatterns: [...credentialPatternNames],
    }),
  };
}
