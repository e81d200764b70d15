/**
 * @typedef {'electron' | 'fetchElectron' | 'browser'} HostKind
 * @typedef {{ host: HostKind, why: string }} HostChoice
 * @typedef {{
 *   asked: 'browser' | null,
 *   program: boolean,
 *   display: boolean,
 *   reachable: () => Promise<string | null>,
 * }} HostFacts `reachable` gives null where Electron's program can be fetched, or why not
 */

/**
 * Which host `npm start` opens. The test stand-in for Electron is never one of them.
 * @param {HostFacts} facts
 * @returns {Promise<HostChoice>} with the reason, as the end of a sentence
 */
export async function chooseHost({ asked, program, display, reachable }) {
  if (asked === 'browser') return { host: 'browser', why: 'as asked for' };
  if (!display) return { host: 'browser', why: 'there is no display for a window of its own' };
  if (program) return { host: 'electron', why: 'Electron is installed' };
  const obstacle = await reachable();
  if (obstacle === null) return { host: 'fetchElectron', why: 'Electron is not installed yet and can be fetched' };
  return { host: 'browser', why: `Electron is not installed and cannot be fetched (${obstacle})` };
}

/**
 * Whether windows can be opened: Linux needs a display server, the other systems have one.
 * @param {string} platform
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export const hasDisplay = (platform, env) =>
  platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);

/**
 * Asks for the head of an address, with a deadline.
 * @param {string} address
 * @param {{ fetch: typeof globalThis.fetch, limitMs: number }} options
 * @returns {Promise<string | null>} null where it is there, otherwise why not
 */
export async function obstacleTo(address, { fetch, limitMs }) {
  const { host } = new URL(address);
  try {
    const response = await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(limitMs) });
    await response.body?.cancel();
    return response.status < 400 ? null : `${host} answers ${response.status}`;
  } catch (cause) {
    const timedOut = cause instanceof Error && cause.name === 'TimeoutError';
    return timedOut ? `${host} does not answer` : `${host} cannot be reached`;
  }
}
