import type { ServerResponse } from 'node:http';

/** The pages that listen. */
export interface EventStreams {
  /** Takes an answer that has no head yet; keeps it open and writes every event to it, one JSON object a line. */
  add(response: ServerResponse): void;
  tell(event: object): void;
  /** How many pages listen. */
  count(): number;
  close(): void;
}

const heartbeatMs = 20_000;
// A page that does not read is gone or stuck; what it missed it can ask for.
const mostUnread = 8_000_000;

/** Gives the streams of one server. Empty lines in between find out whether a page is still there. */
export function createEventStreams(): EventStreams {
  const open = new Set<ServerResponse>();
  const write = (line: string): void => {
    for (const response of open) {
      if (response.writableLength > mostUnread) response.destroy();
      else response.write(line);
    }
  };
  const heartbeat = setInterval(() => write('\n'), heartbeatMs);
  heartbeat.unref();
  return {
    add(response) {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'no-store' });
      response.write('\n');
      open.add(response);
      response.once('close', () => open.delete(response));
    },
    tell: (event) => write(`${JSON.stringify(event)}\n`),
    count: () => open.size,
    close() {
      clearInterval(heartbeat);
      for (const response of open) response.destroy();
    },
  };
}
