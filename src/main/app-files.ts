import { answerPageFile } from '#platform/page/page-files';

/** Scheme and host under which the window's files are served. `file://` would give the page every file of the computer. */
export const appOrigin = { scheme: 'app', host: 'console' } as const;

/** Address of the page. */
export const appAddress = `${appOrigin.scheme}://${appOrigin.host}/`;

/**
 * Takes any URL; says whether it is one of our own page. Scheme and host are compared one by one: for a scheme of our own
 * `origin` is "null" in Node, and "null" equals every other such origin.
 */
export function isOwnUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === `${appOrigin.scheme}:` && url.host === appOrigin.host;
}

/**
 * Takes the folder of the built page and a requested URL; gives the response with the content security policy:
 * 200 with the file, 404 where there is none or the URL leads elsewhere. Raises nothing.
 */
export async function serveAppFile(folder: string, requested: string): Promise<Response> {
  const { status, headers, body } = await answerPageFile(
    folder,
    isOwnUrl(requested) ? new URL(requested).pathname : '',
  );
  return new Response(body, { status, headers });
}
