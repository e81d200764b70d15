import { describe, expect, it } from 'vitest';
import type { Graph } from '#core/graph/graph';
import { readPersonLog } from '#core/monitor/why/read-person-log';
import type { Ports } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { personId } from './why-facts.ts';

const row = (id: string, at: string) => ({ id, activityDateTime: at, provisioningAction: 'update' });

/** A service that has these rows, or refuses; it keeps what it was asked. */
function serviceOf(rows: readonly unknown[] | CoreError, asked: string[] = []): Graph {
  const pages = async function* (request: { readonly query?: Readonly<Record<string, string>> }) {
    asked.push(request.query?.$filter ?? '');
    if (rows instanceof CoreError) throw rows;
    yield rows;
  };
  return { pages, cloud: { name: 'Global', builtIn: true } } as unknown as Graph;
}

/** An archive with these rows; none = there is no archive. */
function portsOf(rows: readonly { readonly id: string }[] | null | CoreError): Ports {
  const reader = {
    search: async () => rows ?? [],
    originals: async () => (Array.isArray(rows) ? rows.map((one) => JSON.stringify(one)) : []),
  };
  return {
    identity: { cloud: {}, current: async () => ({ tenantId: 'contoso' }) },
    archive: {
      read: async () => {
        if (rows instanceof CoreError) throw rows;
        return rows === null ? null : reader;
      },
      describe: async () => ({ readUntil: '2026-11-19T00:00:00Z' }),
    },
    log: { write: () => undefined },
  } as unknown as Ports;
}

const question = { servicePrincipalId: 'app', personId, name: 'ann', signal: new AbortController().signal };
const refused = new CoreError('license_required', 'It needs a licence.');
const old = row('old', '2026-11-18T10:00:00Z');
const fresh = row('fresh', '2026-11-20T10:00:00Z');

describe('the log of one person', () => {
  it('is joined from the service, which is asked for that person only, and from the archive', async () => {
    const asked: string[] = [];
    const graph = serviceOf([fresh], asked);
    const found = await readPersonLog({ ports: portsOf([old, fresh]), graph }, question);
    expect(found).toMatchObject({ source: 'both', readUntil: null, fault: null });
    expect(found.entries.map(({ id }) => id)).toEqual(['fresh', 'old']);
    expect(asked).toEqual([`servicePrincipal/id eq 'app' and sourceIdentity/id eq '${personId}'`]);
  });

  it('is what the archive has, and until when, where the service refuses', async () => {
    const found = await readPersonLog({ ports: portsOf([old]), graph: serviceOf(refused) }, question);
    expect(found).toMatchObject({ source: 'archive', readUntil: '2026-11-19T00:00:00Z', fault: refused });
    expect(found.entries.map(({ id }) => id)).toEqual(['old']);
  });

  it('comes from the service alone where the archive cannot be opened, and from nowhere where both refuse', async () => {
    const locked = portsOf(new CoreError('secret_required', 'It is locked.'));
    expect((await readPersonLog({ ports: locked, graph: serviceOf([fresh]) }, question)).source).toBe('service');
    expect((await readPersonLog({ ports: locked, graph: serviceOf(refused) }, question)).source).toBe('none');
  });
});
