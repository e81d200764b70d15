import type { IncomingMessage } from 'node:http';
import { CoreError } from '#core/rpc/errors';

/**
 * Takes a request and how many bytes it may bring; gives the JSON in it. Raises `bad_request` (reason inputTooLarge,
 * inputNotJson). What is too large is read to its end and thrown away up to four times the limit, so that the answer
 * reaches the caller.
 */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= limit) chunks.push(chunk);
    if (bytes > limit * 4) break;
  }
  if (bytes > limit) throw refused('inputTooLarge', `The input has more than ${limit} bytes.`);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    return JSON.parse(text);
  } catch (cause) {
    throw refused('inputNotJson', 'The input is not JSON that can be read.', cause);
  }
}

const refused = (reason: string, message: string, cause?: unknown): CoreError =>
  new CoreError('bad_request', message, { reason, nextStep: 'Correct it and call again; nothing was done.', cause });
