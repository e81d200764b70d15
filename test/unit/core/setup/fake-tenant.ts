import type { BatchOutcome, Graph, GraphReply, GraphRequest } from '#core/graph/graph';
import { CoreError } from '#core/rpc/errors';
import type { Cloud } from '#shared/model/session';
import { act } from './fake-tenant-routes.ts';
import { TenantState } from './fake-tenant-state.ts';

export const demoCloud: Cloud = {
  name: 'Demo',
  authority: 'https://login.demo.example',
  graph: 'https://graph.demo.example',
  adminCenter: 'https://admin.demo.example',
  builtIn: false,
};
/** What a request does to the process that sent it. */
export class Killed extends Error {}
/** A small tenant behind the Graph port: enough of it for one application, with lag, faults and kills. */
export class FakeTenant extends TenantState {
  readonly log: { method: string; path: string }[] = [];
  /** Called before a request acts and after it acted. */
  intercept: (phase: 'received' | 'acted', request: GraphRequest, index: number) => void = () => undefined;
  #index = 0;

  async #send(request: GraphRequest): Promise<GraphReply> {
    const until = this.clock.now() + (request.replicationToleranceMs ?? 0);
    for (;;) {
      const index = this.#index;
      this.#index += 1;
      this.log.push({ method: request.method, path: request.path });
      this.intercept('received', request, index);
      try {
        const body = act(this, request);
        this.intercept('acted', request, index);
        return { status: 200, body: structuredClone(body), headers: {}, requestId: `req-${index}` };
      } catch (cause) {
        if (!(cause instanceof CoreError) || cause.code !== 'not_found' || this.clock.now() >= until) throw cause;
        await this.clock.sleep(1_000, request.signal);
      }
    }
  }

  /** A Graph of its own for one process. */
  graph(): Graph {
    const send = (request: GraphRequest): Promise<GraphReply> => this.#send(request);
    const settle = async (request: GraphRequest): Promise<BatchOutcome> => {
      try {
        return { ok: true, reply: await send(request) };
      } catch (cause) {
        if (!(cause instanceof CoreError)) throw cause;
        return { ok: false, error: cause };
      }
    };
    const build = (count: (request: GraphRequest) => void): Graph => ({
      cloud: demoCloud,
      request: (request) => {
        count(request);
        return send(request);
      },
      pages: async function* pages(request) {
        count(request);
        yield ((await send(request)).body as { value: unknown[] }).value;
      },
      batch: async (requests) => {
        const outcomes: BatchOutcome[] = [];
        for (const request of requests) {
          count(request);
          outcomes.push(await settle(request));
        }
        return outcomes;
      },
      counted: () => {
        let requests = 0;
        let writes = 0;
        const graph = build((request) => {
          requests += 1;
          if (request.method !== 'GET' && !request.path.endsWith('validateCredentials')) writes += 1;
        });
        return { graph, counts: () => ({ requests, writes }) };
      },
    });
    return build(() => undefined);
  }

  /** What a person would call the same final state: no ids, no times. */
  picture(): unknown {
    return this.principals.map((one) => ({
      name: one.displayName,
      roles: one.roles.map((role) => role.displayName),
      secrets: Object.fromEntries([...one.secrets].sort()),
      jobs: one.jobs.map((job) => ({
        templateId: job.templateId,
        state: job.state,
        quarantine: job.quarantine,
        ran: job.ran,
        rules: job.schema.synchronizationRules,
      })),
      assignments: one.assignments
        .map(
          (assignment) =>
            `${assignment.principalId} ${one.roles.find((role) => role.id === assignment.appRoleId)?.displayName ?? 'default'}`,
        )
        .sort(),
    }));
  }
}
