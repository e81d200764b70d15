import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** An answer to a request for a file of the page. */
export interface PageAnswer {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Stands in the built page where each answer gets its own nonce; the build writes it. */
export const noncePlaceholder = '__STYLE_NONCE__';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Takes the folder of the built page and the path of a URL; gives the absolute path of the file that is meant, or
 * `undefined` where the path cannot be decoded or leads out of the folder.
 */
export function pageFilePath(folder: string, urlPath: string): string | undefined {
  const name = decodePath(urlPath);
  if (name === undefined || !name.startsWith('/')) return undefined;
  const root = resolve(folder);
  const file = resolve(root, `.${name === '/' ? '/index.html' : name}`);
  return file.startsWith(root + sep) ? file : undefined;
}

/**
 * Takes the folder of the built page and the path of a URL; gives 200 with the file, or 404 where there is none or the
 * path leads elsewhere, either with the content security policy. Raises nothing.
 */
export async function answerPageFile(folder: string, urlPath: string): Promise<PageAnswer> {
  const file = pageFilePath(folder, urlPath);
  const content = file === undefined ? undefined : await readIfThere(file);
  const nonce = randomBytes(16).toString('base64');
  const headers = {
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
  if (file === undefined || content === undefined) {
    const type = mediaTypes['.html'] ?? '';
    return { status: 404, headers: { ...headers, 'Content-Type': type }, body: new TextEncoder().encode('Not found') };
  }
  const body = extname(file) === '.html' ? withNonce(content, nonce) : new Uint8Array(content);
  return {
    status: 200,
    headers: { ...headers, 'Content-Type': mediaTypes[extname(file)] ?? 'application/octet-stream' },
    body,
  };
}

const withNonce = (html: Buffer, nonce: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(html.toString('utf8').replaceAll(noncePlaceholder, nonce));

function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    // A backslash separates folders on Windows, and a name with ":" is a stream or a drive there.
    return /[\0\\:]/.test(decoded) ? undefined : decoded;
  } catch {
    return undefined;
  }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch {
    return undefined;
  }
}
