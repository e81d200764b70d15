import { describe, expect, it } from 'vitest';
import { createGraph } from '#core/graph/create-graph';
import type { NetworkRequest, Ports } from '#core/ports';
import { createPreparationHandlers } from '#core/preparation/handlers';
import { CoreError, toWireError } from '#core/rpc/errors';
import { createSecretRegister } from '#core/secrets/secret-register';
import { createProfileStore } from '#platform/profile-files';
import type { TaskProgress } from '#shared/contract/events';
import { ConnectionConfiguration } from '#shared/model/configuration';
import { VendorId } from '#shared/model/ids';
import { createFakePorts, createRoutedNetwork, graphError, json } from '#test/unit/core/graph/fake-world';

const airstack = VendorId.parse('airstack');
const tenantUrl = 'https://api-as.lenovosoftware.com/0/as/common/scim';
const servicePrincipalId = '22222222-2222-4222-8222-222222222222' as never;
const profiles = createProfileStore({ builtIn: 'assets/profiles', chosen: () => null, usual: null });

type Routes = Parameters<typeof createRoutedNetwork>[0];

function worldOf(
  options: { readonly routes?: Routes; readonly target?: () => Response | Error } & Omit<Partial<Ports>, 'target'>,
) {
  const { routes = {}, target, ...ports } = options;
  const { network, sent } = createRoutedNetwork(routes);
  const asked: NetworkRequest[] = [];
  const all = createFakePorts({
    network,
    profiles,
    target: async (request) => {
      asked.push(request);
      const answer = target?.() ?? new Error('nothing was scripted');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...ports,
  });
  const secrets = createSecretRegister(all.newId);
  const progress: TaskProgress[] = [];
  const context = { signal: new AbortController().signal, progress: (one: TaskProgress) => progress.push(one) };
  const handlers = createPreparationHandlers({ ports: all, graph: createGraph(all), secrets });
  return { handlers, secrets, context, progress, asked, sent };
}

const emptyList = (): Response => json(200, { totalResults: 0, Resources: [] });
const connection = (url: string) =>
  ConnectionConfiguration.parse({ tenantUrl: url, secrets: { SecretToken: { label: 'SecretToken' } } });

describe('testing a connection', () => {
  it('asks for somebody who does not exist, with the token in the header and nowhere else', async () => {
    const { handlers, secrets, context, asked } = worldOf({ target: emptyList });
    const handle = secrets.put('CANARY-token');
    const diagnosis = await handlers['setup.testConnection'](
      {
        vendor: airstack,
        connection: connection(tenantUrl),
        secrets: { SecretToken: handle },
        servicePrincipalId: null,
      },
      context,
    );
    expect(asked).toMatchObject([{ method: 'GET', headers: { Authorization: 'Bearer CANARY-token' } }]);
    const url = new URL(asked[0]?.url ?? '');
    expect(url.pathname).toBe('/0/as/common/scim/Users');
    expect(url.searchParams.get('filter')).toMatch(/^userName eq "[0-9a-f-]{36}"$/);
    expect(diagnosis).toMatchObject({ verdict: 'looksGood', host: 'api-as.lenovosoftware.com', advice: [] });
    expect(JSON.stringify(diagnosis)).not.toContain('CANARY');
  });

  it('keeps what stands behind the address, such as a flag', async () => {
    const { handlers, secrets, context, asked } = worldOf({ target: emptyList });
    await handlers['setup.testConnection'](
      {
        vendor: airstack,
        connection: connection(`${tenantUrl}/?aadOptscim062020`),
        secrets: { SecretToken: secrets.put('token-value') },
        servicePrincipalId: null,
      },
      context,
    );
    expect(asked[0]?.url).toMatch(/\/scim\/Users\?aadOptscim062020=?&filter=/);
  });

  it('gives the vendor’s advice when it fails', async () => {
    const { handlers, secrets, context } = worldOf({
      target: () => new CoreError('offline', 'The host cannot be found (DNS).', { reason: 'dnsFailure' }),
    });
    const diagnosis = await handlers['setup.testConnection'](
      {
        vendor: airstack,
        connection: connection(tenantUrl),
        secrets: { SecretToken: secrets.put('token-value') },
        servicePrincipalId: null,
      },
      context,
    );
    expect(diagnosis.verdict).toBe('fails');
    expect(diagnosis.advice.join()).toContain('Airstack account');
    expect(diagnosis.checks.map(({ layer, state }) => `${layer} ${state}`)).toEqual([
      'address passed',
      'name failed',
      'connection notTried',
      'tls notTried',
      'answer notTried',
      'service notTried',
    ]);
  });

  it.each(['https://127.0.0.1/scim', 'https://user:pass@vendor.example'])('asks nobody at %s', async (url) => {
    const { handlers, secrets, context, asked } = worldOf({});
    const diagnosis = await handlers['setup.testConnection'](
      {
        vendor: airstack,
        connection: connection(url),
        secrets: { SecretToken: secrets.put('token-value') },
        servicePrincipalId: null,
      },
      context,
    );
    expect(asked).toEqual([]);
    expect(diagnosis.checks).toMatchObject([{ layer: 'address', state: 'failed' }]);
  });

  it('takes the word of the provisioning service over what it sees from here', async () => {
    const root = `/servicePrincipals/${servicePrincipalId}/synchronization`;
    const { handlers, secrets, context } = worldOf({
      routes: {
        [`GET ${root}/templates`]: () => json(200, { value: [{ id: 'airstack', default: true }] }),
        [`POST ${root}/jobs/validateCredentials`]: () => json(204, null),
      },
      target: () => new CoreError('offline', 'The proxy refused.', { reason: 'proxyRefused' }),
    });
    const diagnosis = await handlers['setup.testConnection'](
      {
        vendor: airstack,
        connection: connection(tenantUrl),
        secrets: { SecretToken: secrets.put('token-value') },
        servicePrincipalId,
      },
      context,
    );
    expect(diagnosis.verdict).toBe('works');
  });

  it('sends a secret to the first host that it was tried at, and to no other', async () => {
    const { handlers, secrets, context, asked } = worldOf({ target: emptyList });
    const handle = secrets.put('token-value');
    const test = (url: string) =>
      handlers['setup.testConnection'](
        { vendor: airstack, connection: connection(url), secrets: { SecretToken: handle }, servicePrincipalId: null },
        context,
      );
    await test(tenantUrl);
    await expect(test('https://thief.example/scim').catch(toWireError)).resolves.toMatchObject({
      code: 'secret_required',
      reason: 'secretOfAnotherHost',
    });
    expect(asked).toHaveLength(1);
  });
});

describe('searching the directory', () => {
  it('asks for the beginning of every name of a person, quotes escaped, one page only', async () => {
    const { handlers, context, sent } = worldOf({
      routes: {
        'GET /users': () =>
          json(200, {
            value: [
              { id: '33333333-3333-4333-8333-333333333333', displayName: "Sofia O'Neil", userPrincipalName: 's@c' },
            ],
            '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$skiptoken=x',
          }),
      },
    });
    const found = await handlers['directory.search']({ kind: 'user', search: "O'N" }, context);
    expect(found).toMatchObject({ complete: false, entries: [{ displayName: "Sofia O'Neil", assignable: true }] });
    expect(sent).toHaveLength(1);
    expect(decodeURIComponent(sent[0]?.url ?? '')).toContain("startswith(surname,'O''N')");
  });

  it('says of a group that is not security-enabled that it cannot be assigned', async () => {
    const { handlers, context } = worldOf({
      routes: {
        'GET /groups': () =>
          json(200, {
            value: [{ id: '44444444-4444-4444-8444-444444444444', displayName: 'News', securityEnabled: false }],
          }),
      },
    });
    const { entries } = await handlers['directory.search']({ kind: 'group', search: 'new' }, context);
    expect(entries).toMatchObject([{ kind: 'group', userPrincipalName: null, assignable: false }]);
  });
});

describe('looking at the tenant', () => {
  it('tells a fault of one look beside what the others gave', async () => {
    const { handlers, context } = worldOf({
      routes: {
        'GET /organization': () => json(200, { value: [{ id: 't', displayName: 'Contoso' }] }),
        'GET /me/memberOf': () => graphError(403, 'Authorization_RequestDenied'),
        'GET /subscribedSkus': () =>
          json(200, {
            value: [{ capabilityStatus: 'Enabled', servicePlans: [{ servicePlanName: 'AAD_PREMIUM_P2' }] }],
          }),
        'GET /applicationTemplates': () => json(200, { value: [] }),
        'GET /servicePrincipals': () => json(200, { value: [] }),
      },
    });
    const looked = await handlers['setup.checkPrerequisites']({ vendor: airstack }, context);
    const states = Object.fromEntries(looked.prerequisites.map(({ kind, state }) => [kind, state]));
    expect(states).toMatchObject({ entraRole: 'unknown', licence: 'met', application: 'notSeen' });
    expect(looked.gallery.state).toBe('notFound');
  });
});

it('makes a demo token only where there is a demo vendor, and gives nothing but its handle', async () => {
  const { handlers, secrets, context } = worldOf({
    demoToken: (vendor) => (vendor === airstack ? 'CANARY-demo' : null),
  });
  const { handle } = await handlers['secrets.makeDemoToken']({ vendor: airstack }, context);
  expect(handle).not.toContain('CANARY');
  expect(secrets.reveal(handle)).toBe('CANARY-demo');
  const other = worldOf({});
  const refused = other.handlers['secrets.makeDemoToken']({ vendor: airstack }, other.context).catch(toWireError);
  await expect(refused).resolves.toMatchObject({ code: 'not_found', reason: 'noDemoVendor' });
});
