import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { rehearseAnswer } from '#loopback/first-answer';

async function listening(asked: string[]) {
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.host}`);
    response.end('page');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('rehearsing an answer', () => {
  it('asks the host once for that path, as a browser would', async () => {
    const asked: string[] = [];
    const { server, host } = await listening(asked);
    expect(await rehearseAnswer(`http://${host}`, '/')).toBe(true);
    server.close();
    expect(asked).toEqual([`GET / ${host}`]);
  });

  it('leaves it to the browser to say that a host does not answer', async () => {
    const { server, host } = await listening([]);
    server.close();
    await once(server, 'close');
    expect(await rehearseAnswer(`http://${host}`, '/')).toBe(false);
  });
});
