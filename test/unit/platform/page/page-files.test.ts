import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerPageFile, pageFilePath } from '#platform/page/page-files';

const outside = [
  '/../secret.txt',
  '/..%2f..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..\\secret.txt',
  '/%5c..%5csecret.txt',
  '/C:/Windows/win.ini',
  '/index.html::$DATA',
  '/a%00.html',
  '/%E0%A4%A',
  'index.html',
  '',
];

describe('the file that a path means', () => {
  const folder = resolve('page');

  it.each([
    ['/', 'index.html'],
    ['/index.html', 'index.html'],
    ['/assets/main.js', 'assets/main.js'],
    ['/assets/../index.html', 'index.html'],
  ])('is in the folder for %s', (path, file) => {
    expect(pageFilePath(folder, path)).toBe(join(folder, file));
  });

  it.each(outside)('is none for "%s"', (path) => {
    expect(pageFilePath(folder, path)).toBeUndefined();
  });
});

describe('answering with a file of the page', () => {
  let folder = '';
  beforeAll(async () => {
    const parent = await mkdtemp(join(tmpdir(), 'page-'));
    folder = join(parent, 'page');
    await mkdir(folder);
    await writeFile(join(folder, 'index.html'), '<meta property="csp-nonce" nonce="__STYLE_NONCE__">');
    await writeFile(join(folder, 'main.js'), 'export const text = "__STYLE_NONCE__";');
    await writeFile(join(parent, 'secret.txt'), 'secret');
  });
  afterAll(() => rm(resolve(folder, '..'), { recursive: true, force: true }));

  const textOf = async (path: string): Promise<string> =>
    new TextDecoder().decode((await answerPageFile(folder, path)).body);

  it('puts a new nonce for styles into the page and into its policy each time', async () => {
    const first = await answerPageFile(folder, '/');
    const second = await answerPageFile(folder, '/');
    const nonceOf = (policy: string | undefined) => /style-src 'self' 'nonce-([^']{22,})'/.exec(policy ?? '')?.[1];
    const nonces = [first, second].map(({ headers }) => nonceOf(headers['Content-Security-Policy']));
    expect(new Set(nonces).size).toBe(2);
    expect(new TextDecoder().decode(first.body)).toBe(`<meta property="csp-nonce" nonce="${nonces[0]}">`);
    expect(await textOf('/main.js')).toContain('__STYLE_NONCE__');
  });

  it.each(['/', '/main.js', '/missing.js'])(
    'allows no script and no style that is not a file, with %s',
    async (path) => {
      const policy = (await answerPageFile(folder, path)).headers['Content-Security-Policy'];
      expect(policy).toContain("default-src 'none'; script-src 'self'; ");
      expect(policy).not.toContain('unsafe');
    },
  );

  it.each([...outside, '/missing.js', '/secret.txt'])('has nothing for "%s"', async (path) => {
    expect((await answerPageFile(folder, path)).status).toBe(404);
    expect(await textOf(path)).toBe('Not found');
  });
});
