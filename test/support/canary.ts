import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Shortest piece of a secret whose appearance counts as a leak. */
const pieceLength = 12;

/** Where a secret was found and in which disguise. */
export interface Leak {
  readonly place: string;
  readonly disguise: string;
}

/** What betrays secrets: each piece with its disguise, and secrets that are shorter than a piece. */
export interface Needles {
  readonly pieces: ReadonlyMap<string, string>;
  readonly short: ReadonlyMap<string, string>;
}

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Base64 of a text in each of its three alignments, without the edges that neighbours would change. */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.from('x'.repeat(shift) + secret, 'utf8')
      .toString('base64')
      .replace(/=+$/, '');
    return encoded.slice(shift === 0 ? 0 : shift + 1, -1);
  });
}

/** Every form of a secret by its disguise. The same form may come under several; the first name counts. */
function formsOf(secret: string): readonly (readonly [disguise: string, forms: readonly string[]])[] {
  const base64 = base64Forms(secret);
  const urlEncoded = encodeURIComponent(secret);
  return [
    // Files are read byte by byte, so what is not ASCII looks otherwise there.
    ['raw piece', [secret, Buffer.from(secret, 'utf8').toString('latin1')]],
    ['JSON-escaped', [jsonEscaped(secret), jsonEscaped(jsonEscaped(secret))]],
    [
      'URL-encoded',
      [
        urlEncoded,
        urlEncoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
        new URLSearchParams([['', secret]]).toString().slice(1),
      ],
    ],
    ['base64', base64],
    ['base64url', base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))],
  ];
}

/** Takes secrets; gives what would betray one of them, by disguise: each form of it and each of its 12-character pieces. */
export function needlesOf(...secrets: readonly string[]): Needles {
  const pieces = new Map<string, string>();
  const short = new Map<string, string>();
  const add = (disguise: string, form: string): void => {
    if (form.length < pieceLength && !short.has(form)) short.set(form, disguise);
    for (let start = 0; start + pieceLength <= form.length; start += 1) {
      const piece = form.slice(start, start + pieceLength);
      if (!pieces.has(piece)) pieces.set(piece, disguise);
    }
  };
  for (const secret of secrets) {
    for (const [disguise, forms] of formsOf(secret)) for (const form of forms) add(disguise, form);
  }
  return { pieces, short };
}

/** Takes a text with the name of its place and the needles; gives the disguises found in it. */
export function leaksInText(place: string, text: string, { pieces, short }: Needles): Leak[] {
  const found = new Set<string>();
  for (const [form, disguise] of short) if (text.includes(form)) found.add(disguise);
  for (let start = 0; start + pieceLength <= text.length; start += 1) {
    const disguise = pieces.get(text.slice(start, start + pieceLength));
    if (disguise !== undefined) found.add(disguise);
  }
  return [...found].map((disguise) => ({ place, disguise }));
}

/** Takes a folder; gives the leaks in every byte of every file below it and in every file name. */
export function leaksInFolder(folder: string, needles: Needles): Leak[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    const inName = leaksInText(`name of ${name}`, name, needles);
    return statSync(path).isFile() ? [...inName, ...leaksInText(name, readFileSync(path, 'latin1'), needles)] : inName;
  });
}
