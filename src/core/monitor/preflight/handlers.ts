import type { Graph } from '#core/graph/graph';
import { requireAccount } from '#core/journal/journal-key';
import type { Ports } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import type { SecretRegister } from '#core/secrets/secret-register';
import { hostOf } from '#core/setup/tenant-url';
import { tenantUrlProblem } from '#shared/wizard/tenant-url-problem';
import { readSubject } from './read-subject.ts';
import { runPreflight } from './run-preflight.ts';

interface Services {
  readonly ports: Ports;
  readonly graph: Graph;
  readonly secrets: SecretRegister;
}

/** Takes the ports, Graph and the register of secrets; gives the handlers of the SCIM preflight. They raise `unauthenticated`, `secret_required` and what Graph raises. */
export function createPreflightHandlers({
  ports,
  graph,
  secrets,
}: Services): Pick<Handlers, 'preflight.prepare' | 'preflight.run'> {
  const services = { graph, profiles: ports.profiles };
  return {
    'preflight.prepare': async (about, { signal }) => {
      await requireAccount(ports.identity);
      return (await readSubject(services, about, signal)).subject;
    },
    'preflight.run': async ({ application, vendor, tenantUrl, token, ...rest }, { signal, progress }) => {
      await requireAccount(ports.identity);
      const known = await readSubject(services, { application, vendor }, signal);
      // A text that is no address must not become the one host that the secret may go to.
      const sends = token !== null && tenantUrlProblem(tenantUrl) === null;
      const value = sends ? secrets.revealFor(token, hostOf(tenantUrl)) : null;
      return runPreflight(
        { probe: ports.probe, ports },
        { ...known, ...rest, tenantUrl, token: value, signal, progress },
      );
    },
  };
}
