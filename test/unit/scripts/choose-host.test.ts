import { describe, expect, it } from 'vitest';
import { chooseHost, hasDisplay, obstacleTo } from '#scripts/choose-host';
import { findChromium } from '#scripts/chromium';

const facts = { asked: null, program: true, display: true, reachable: async () => null };

describe('where npm start opens the console', () => {
  it.each([
    ['Electron is installed', {}, 'electron'],
    ['it can be fetched', { program: false }, 'fetchElectron'],
    ['it cannot be fetched', { program: false, reachable: async () => 'github.com cannot be reached' }, 'browser'],
    ['there is no display', { display: false }, 'browser'],
    ['somebody asked for the browser', { asked: 'browser' as const }, 'browser'],
  ])('when %s', async (_when, different, host) => {
    const choice = await chooseHost({ ...facts, ...different });
    expect(choice.host).toBe(host);
    expect(choice.why).toMatch(/^\S.*[^.]$/);
  });

  it('asks for nothing on the network when it is decided already', async () => {
    const reachable = () => Promise.reject(new Error('was asked'));
    for (const different of [{}, { display: false, program: false }, { asked: 'browser' as const, program: false }]) {
      await expect(chooseHost({ ...facts, reachable, ...different })).resolves.toBeDefined();
    }
  });

  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['win32', {}, true],
    ['darwin', {}, true],
  ])('%s with %j has a display: %s', (platform, env, display) => {
    expect(hasDisplay(platform, env)).toBe(display);
  });
});

describe('whether something can be fetched', () => {
  const address = 'https://mirror.example/electron.zip';
  const asking = (answer: () => Promise<Response>) => obstacleTo(address, { fetch: answer as never, limitMs: 20 });

  it.each([
    ['is there', async () => new Response(null, { status: 200 }), null],
    ['is elsewhere', async () => new Response(null, { status: 302 }), null],
    ['is not there', async () => new Response(null, { status: 404 }), 'mirror.example answers 404'],
    ['cannot be asked', () => Promise.reject(new TypeError('fetch failed')), 'mirror.example cannot be reached'],
  ])('when it %s', async (_when, answer, obstacle) => {
    expect(await asking(answer)).toBe(obstacle);
  });

  it('gives up on a mirror that never answers', async () => {
    const never = (_url: string, { signal }: { signal: AbortSignal }) =>
      new Promise<Response>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    expect(await obstacleTo(address, { fetch: never as never, limitMs: 20 })).toBe('mirror.example does not answer');
  });
});

describe('the Chromium of the tests', () => {
  const machine = { env: { PLAYWRIGHT_BROWSERS_PATH: '/nowhere' }, platform: 'linux' };

  it('is the one that is named, or none', () => {
    const env = { CHROMIUM_PATH: '/opt/chrome' };
    expect(findChromium({ ...machine, env, exists: (path) => path === '/opt/chrome' })).toBe('/opt/chrome');
    expect(findChromium({ ...machine, env, exists: (path) => path === '/usr/bin/chromium' })).toBeNull();
  });

  it("is the system's where none is named", () => {
    expect(findChromium({ ...machine, exists: (path) => path === '/usr/bin/chromium' })).toBe('/usr/bin/chromium');
    expect(findChromium({ ...machine, exists: () => false })).toBeNull();
  });
});
