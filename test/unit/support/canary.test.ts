import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leaksInFolder, leaksInText, needlesOf } from '#test/support/canary';

const secret = 'Zq9+canary/"tok\\en"=%41-ä~Xw7Lk2';
const needles = needlesOf(secret);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canary-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('finding a planted secret', () => {
  it.each([
    ['raw', `before ${secret} after`],
    ['a piece of 12 characters', `...${secret.slice(9, 21)}...`],
    ['JSON-escaped', JSON.stringify({ value: secret })],
    ['URL-encoded', `?token=${encodeURIComponent(secret)}`],
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64 inside other text', Buffer.from(`Bearer ${secret}`).toString('base64')],
    ['base64 at the third alignment', Buffer.from(`ab${secret}cd`).toString('base64')],
    ['base64url', Buffer.from(secret).toString('base64url')],
  ])('sees it %s', (_name, text) => {
    expect(leaksInText('here', text, needles)).not.toEqual([]);
  });

  it('says nothing about innocent text', () => {
    expect(leaksInText('here', 'a plain sentence about tokens and "escapes" \\ 100%', needles)).toEqual([]);
  });

  it('sees it in a file, in a binary file and in a file name', () => {
    writeFileSync(join(folder, 'a.log'), `x${secret}`);
    writeFileSync(join(folder, 'b.bin'), Buffer.concat([Buffer.from([0, 255, 1]), Buffer.from(secret.slice(0, 14))]));
    writeFileSync(join(folder, `${secret.slice(20).replaceAll('/', '')}x`), '');
    const places = new Set(leaksInFolder(folder, needles).map((leak) => leak.place));
    expect([...places].filter((place) => !place.startsWith('name of')).sort()).toEqual(['a.log', 'b.bin']);
    expect([...places].filter((place) => place.startsWith('name of'))).toHaveLength(1);
  });
});
