import { get } from 'node:http';

/**
 * Takes the origin of a host that listens, `http://127.0.0.1:PORT`, and a path; has it answer that once and says whether it did.
 * Node loads much for a program's first answer: so it is given while the browser starts and not when the browser asks. Raises
 * nothing: who cannot be asked here is asked by the browser, which then says why it cannot.
 */
export function rehearseAnswer(origin: string, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${origin}${path}`, { agent: false }, (response) => {
      response.resume();
      response.once('close', () => resolve(response.complete));
    });
    request.once('error', () => resolve(false));
  });
}
