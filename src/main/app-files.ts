import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

/** Scheme and host under which the window's files are served. `file://` would give the page every file of the computer. */
export const appOrigin = { scheme: 'app', host: 'console' } as const;

/** What the page may load and reach: its own files and nothing else. Source: www.electronjs.org/docs/latest/tutorial/security */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/**
 * Takes the folder of the built page and a requested URL; gives the absolute path of the file that is meant, or
 * `undefined` where the URL is of another scheme or host, cannot be decoded, or leads out of the folder.
 */
export function appFilePath(folder: string, requested: string): string | undefined {
  const url = new URL(requested);
  // `origin` is "null" in Node for a scheme of our own, so scheme and host are compared one by one.
  if (url.protocol !== `${appOrigin.scheme}:` || url.host !== appOrigin.host) return undefined;
  const name = decodePath(url.pathname);
  if (name === undefined) return undefined;
  const root = resolve(folder);
  const file = resolve(root, `.${name === '/' ? '/index.html' : name}`);
  return file.startsWith(root + sep) ? file : undefined;
}

/**
 * Takes the folder of the built page and a requested URL; gives the response with the content security policy:
 * 200 with the file, 404 where there is none or the URL leads elsewhere. Raises nothing.
 */
export async function serveAppFile(folder: string, requested: string): Promise<Response> {
  const file = appFilePath(folder, requested);
  const body = file === undefined ? undefined : await readIfThere(file);
  const headers = { 'Content-Security-Policy': contentSecurityPolicy, 'X-Content-Type-Options': 'nosniff' };
  if (file === undefined || body === undefined) return new Response('Not found', { status: 404, headers });
  const type = mediaTypes[extname(file)] ?? 'application/octet-stream';
  return new Response(new Uint8Array(body), { headers: { ...headers, 'Content-Type': type } });
}

function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? undefined : decoded;
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
