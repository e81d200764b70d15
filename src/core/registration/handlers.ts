import { permissions } from '#core/graph/permissions';
import type { Ports } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import type { Cloud } from '#shared/model/session';
import { readRegistration } from './read-registration.ts';
import { azureCliScript, powershellScript } from './registration-scripts.ts';

const displayName = 'Provisioning Console';
/** Without a port: the sign-in service lets any port of this machine pass. Source: learn.microsoft.com/entra/identity-platform/reply-url */
const redirectUri = 'http://localhost';

/** A PKCE challenge of a verifier that nobody keeps: no code will ever be redeemed. Source: datatracker.ietf.org/doc/html/rfc7636#appendix-B */
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** A sign-in that may show nothing: it says what is wrong with the registration, or that nobody is signed in. */
function silentSignIn(
  cloud: Cloud,
  { clientId, tenant }: { readonly clientId: string; readonly tenant: string },
): string {
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    response_mode: 'form_post',
    scope: `openid ${cloud.graph}/User.Read`,
    prompt: 'none',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  return `${cloud.authority}/${encodeURIComponent(tenant)}/oauth2/v2.0/authorize?${query.toString()}`;
}

/** Takes the ports; gives the handlers of the registration. The check raises what the network raises. */
export function createRegistrationHandlers({
  ports,
}: {
  readonly ports: Ports;
}): Pick<Handlers, 'registration.guide' | 'registration.check'> {
  const { identity, network } = ports;
  return {
    'registration.guide': async ({ tenant = 'organizations' }) => {
      const scopes = permissions.map(({ scope }) => scope);
      const registration = { displayName, redirectUri, cloud: identity.cloud, tenant, scopes };
      return {
        displayName,
        redirectUri,
        adminCenterUrl: `${identity.cloud.adminCenter}/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade`,
        permissions: [...permissions],
        powershell: powershellScript(registration),
        azureCli: azureCliScript(registration),
      };
    },
    'registration.check': async (input, { signal }) => {
      const response = await network({ method: 'GET', url: silentSignIn(identity.cloud, input), headers: {}, signal });
      const checks = readRegistration(`${response.headers.get('location') ?? ''} ${await response.text()}`);
      return { works: checks.every(({ state }) => state === 'passed'), checks: [...checks] };
    },
  };
}
