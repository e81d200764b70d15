import { request } from 'node:http';

/** MSAL's listener for the answer of a browser, as the address of the sign-in page names it. */
export interface LoopbackListener {
  readonly port: number;
  readonly state: string;
}

const postTimeoutMs = 2_000;

/** Takes the address of the sign-in page; gives the listener that waits for its answer, or null when it names none. */
export function listenerOf(authorizeUrl: string): LoopbackListener | null {
  const { searchParams } = new URL(authorizeUrl);
  const redirectUri = searchParams.get('redirect_uri') ?? '';
  const state = searchParams.get('state');
  const port = URL.canParse(redirectUri) ? Number(new URL(redirectUri).port) : 0;
  return state === null || port === 0 ? null : { port, state };
}

/**
 * Tells MSAL's own listener that the person cancelled: MSAL has no other way to end a sign-in that waits for a browser.
 * Gives true when it took that; false when it is gone already or does not answer.
 */
export function cancelAtListener({ port, state }: LoopbackListener): Promise<boolean> {
  const body = new URLSearchParams({
    error: 'user_cancelled',
    error_description: 'Cancelled in the program.',
    state,
  }).toString();
  return new Promise((resolve) => {
    const post = request({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
      // An agent of its own: environment proxies and kept connections have no business here.
      agent: false,
      timeout: postTimeoutMs,
    });
    post.on('response', (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    post.on('timeout', () => post.destroy());
    post.on('close', () => resolve(false));
    post.on('error', () => resolve(false));
    post.end(body);
  });
}
