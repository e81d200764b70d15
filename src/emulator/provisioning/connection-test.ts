import { isRecord } from '#emulator/scim/scim-types';
import { type ScimClient, urlOf } from './scim-client.ts';
import { probeFailureOf, wrongFilterFailure } from './target-failure.ts';

/**
 * The connection test: asks the target for a user that nobody is.
 * Takes a client, the matching attribute and a random value; raises ConnectionFailure in the service's words when the
 * answer is not 200 with an empty list.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
 */
export async function testConnection(
  client: ScimClient,
  probe: { readonly attribute: string; readonly value: string },
): Promise<void> {
  const path = `/Users?filter=${encodeURIComponent(`${probe.attribute} eq "${probe.value}"`)}`;
  const url = urlOf(client.connection, path);
  const answer = await client.probe(path);
  const failure = probeFailureOf({ ...answer, method: 'GET', url });
  if (failure !== null) throw failure;
  const total = isRecord(answer.body) ? Number(answer.body.totalResults ?? 0) : Number.NaN;
  if (total !== 0) throw wrongFilterFailure(url, Number.isNaN(total) ? 0 : total);
}
