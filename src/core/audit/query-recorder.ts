import type { Graph, GraphReply, GraphRequest, ObserveReply } from '#core/graph/graph';
import { canonicalJson } from '#core/journal/canonical-json';
import type { Clock } from '#core/ports';
import type { LineFile } from './evidence-port.ts';
import type { ClockSkew, CollectionFact } from './manifest.ts';

/** Answers whose distance from our clock is kept; more say nothing new. */
const mostSkews = 1_000;

/** Every question that was put to Graph while evidence was gathered, and what it tells about completeness and time. */
export interface QueryRecorder {
  /** Takes the way to Graph; gives the same, watched. */
  watch(graph: Graph): Graph;
  /** Writes what is still waiting and ends the file. */
  end(): Promise<{ readonly requests: number; readonly rows: number }>;
  skew(): ClockSkew | null;
  /** Collections that the service counted: what it counts beside what was read. Called once, after reading. */
  counted(): readonly CollectionFact[];
}

interface Counting {
  readonly what: string;
  rows: number;
  counted: number | null;
  pages: number;
  ended: boolean;
}

const rowsOf = (body: unknown): number | null =>
  typeof body === 'object' && body !== null && 'value' in body && Array.isArray(body.value) ? body.value.length : null;

const memberOf = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>)[name] : undefined;

const medianOf = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;

/** The service writes whole seconds: half of one is the best guess of what it cut off. */
const cutOffMs = 500;

function skewOf(headers: GraphReply['headers'], now: number): number | null {
  const served = Date.parse(headers.date ?? '');
  return Number.isNaN(served) ? null : served + cutOffMs - now;
}

class Recorder implements QueryRecorder {
  readonly #clock: Clock;
  readonly #file: LineFile;
  readonly #skews: number[] = [];
  readonly #open = new Map<GraphRequest, Counting>();
  readonly #ended: CollectionFact[] = [];
  #writing: Promise<void> = Promise.resolve();
  #fault: unknown = null;
  #requests = 0;
  #rows = 0;

  constructor(clock: Clock, file: LineFile) {
    this.#clock = clock;
    this.#file = file;
  }

  watch(graph: Graph): Graph {
    return graph.counted(this.#note).graph;
  }

  readonly #note: ObserveReply = (request, reply) => {
    const now = this.#clock.now();
    const rows = rowsOf(reply.body);
    const counting = this.#count(request, reply.body, rows ?? 0);
    const skew = skewOf(reply.headers, now);
    if (skew !== null && this.#skews.length < mostSkews) this.#skews.push(skew);
    this.#requests += 1;
    this.#rows += rows ?? 1;
    const line = canonicalJson({
      number: this.#requests,
      at: new Date(now).toISOString(),
      method: request.method,
      path: request.path,
      parameters: request.query ?? {},
      page: counting.pages,
      lastPage: counting.ended,
      status: reply.status,
      requestId: reply.requestId ?? null,
      rows,
      counted: counting.counted,
    });
    this.#writing = this.#writing
      .then(() => this.#file.add(line))
      .catch((cause: unknown) => {
        this.#fault ??= cause;
      });
  };

  #count(request: GraphRequest, body: unknown, rows: number): Counting {
    const known = this.#open.get(request) ?? { what: request.path, rows: 0, counted: null, pages: 0, ended: false };
    const said = memberOf(body, '@odata.count');
    known.rows += rows;
    known.pages += 1;
    if (typeof said === 'number') known.counted = said;
    const link = memberOf(body, '@odata.nextLink');
    known.ended = typeof link !== 'string' || link === '';
    if (!known.ended) this.#open.set(request, known);
    else {
      this.#open.delete(request);
      if (known.counted !== null) this.#ended.push(factOf(known));
    }
    return known;
  }

  async end(): Promise<{ readonly requests: number; readonly rows: number }> {
    await this.#writing;
    if (this.#fault !== null) throw this.#fault;
    return { requests: this.#requests, rows: this.#rows };
  }

  skew(): ClockSkew | null {
    const sorted = this.#skews.toSorted((one, other) => one - other);
    const [smallestMs] = sorted;
    if (smallestMs === undefined) return null;
    return { answers: sorted.length, smallestMs, medianMs: medianOf(sorted), largestMs: sorted.at(-1) ?? smallestMs };
  }

  counted(): readonly CollectionFact[] {
    return this.#ended.toSorted((one, other) => (one.what < other.what ? -1 : 1));
  }
}

const factOf = ({ what, rows, counted }: Counting): CollectionFact => ({
  what,
  method: 'count',
  rows,
  counted,
  complete: counted === rows,
});

/** Takes the clock and a file of lines; gives a recorder that writes each answer of Graph into it: one line, canonical JSON, in the order of arrival. */
export const createQueryRecorder = (clock: Clock, file: LineFile): QueryRecorder => new Recorder(clock, file);
