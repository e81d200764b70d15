import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appFilePath, serveAppFile } from '#main/app-files';

const outsideUrls = [
  'https://console/index.html',
  'file:///etc/passwd',
  'app://elsewhere/index.html',
  'app://console/..%2f..%2fsecret.txt',
  'app://console/%2e%2e%2fsecret.txt',
  'app://console/a%00.html',
  'app://console/%E0%A4%A',
];

describe('the files of the window', () => {
  const folder = resolve('page');

  it.each([
    ['app://console/', 'index.html'],
    ['app://console/index.html', 'index.html'],
    ['app://console/assets/main.js?x=1#y', 'assets/main.js'],
    ['app://console/../../index.html', 'index.html'],
  ])('finds %s', (url, file) => {
    expect(appFilePath(folder, url)).toBe(join(folder, file));
  });

  it.each(outsideUrls)('finds nothing for %s', (url) => {
    expect(appFilePath(folder, url)).toBeUndefined();
  });
});

describe('serving them', () => {
  let folder = '';
  beforeAll(async () => {
    const parent = await mkdtemp(join(tmpdir(), 'page-'));
    folder = join(parent, 'page');
    await mkdir(folder);
    await writeFile(join(folder, 'index.html'), '<p>page</p>');
    await writeFile(join(parent, 'secret.txt'), 'secret');
  });
  afterAll(() => rm(resolve(folder, '..'), { recursive: true, force: true }));

  it('sends the page with its media type', async () => {
    const response = await serveAppFile(folder, 'app://console/');
    expect([response.status, response.headers.get('Content-Type'), await response.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<p>page</p>',
    ]);
  });

  it.each(['app://console/', 'app://console/missing.js'])('sends the content security policy with %s', async (url) => {
    const policy = (await serveAppFile(folder, url)).headers.get('Content-Security-Policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it.each([...outsideUrls, 'app://console/missing.js'])('answers 404 for %s', async (url) => {
    expect((await serveAppFile(folder, url)).status).toBe(404);
  });
});
