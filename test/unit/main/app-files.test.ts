import { describe, expect, it } from 'vitest';
import { isOwnUrl, serveAppFile } from '#main/app-files';
import { isTrustedFrame } from '#main/trusted-frame';

const foreign = [
  'https://console/',
  'http://127.0.0.1/',
  'file:///index.html',
  'app://elsewhere/',
  'app://console.example/',
  'app://console:81/',
  'data:text/html,x',
  'about:blank',
  '',
];

describe('a page of our own', () => {
  it.each(['app://console/', 'app://console/index.html#/apps/1'])('is %s', (url) => {
    expect(isOwnUrl(url)).toBe(true);
    expect(isTrustedFrame({ url, parent: null })).toBe(true);
  });

  it.each(foreign)('is not "%s"', async (url) => {
    expect(isOwnUrl(url)).toBe(false);
    expect(isTrustedFrame({ url, parent: null })).toBe(false);
    expect((await serveAppFile('dist/renderer', url)).status).toBe(404);
  });

  it('is trusted as the main frame only, and while it is there', () => {
    expect(isTrustedFrame({ url: 'app://console/', parent: { url: 'app://console/' } })).toBe(false);
    expect(isTrustedFrame(null)).toBe(false);
  });
});
