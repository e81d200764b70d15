import type { PreflightCheck } from '#shared/model/preflight';

/**
 * Why each check matters to the provisioning service.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
 */
export const whyItMatters: Readonly<Record<PreflightCheck, string>> = {
  url: 'The service takes only an https address, and sends the token to it with every request.',
  address: 'The service calls from the internet: an address of a private network is out of its reach.',
  tls: 'The service speaks TLS 1.2 or newer, and only to a certificate of an authority that it trusts.',
  redirect: 'The service does not follow redirects, and a token that followed one would reach another server.',
  refusal: 'An endpoint that answers without the right token gives everybody’s accounts to anybody.',
  authentication: 'The service signs in to every request with this token.',
  contentType: 'The service reads SCIM answers as JSON and takes anything else for a fault.',
  filter:
    'Before it creates anybody the service looks for the person with this filter. Nobody found is 200 with an empty list; anything else stops provisioning or makes duplicates.',
  groupFilter: 'Groups are looked for with a filter in the same way, without their members.',
  provider: 'The service changes accounts with PATCH and finds them with filters.',
  resourceTypes: 'The service always uses /Users and /Groups below the tenant URL.',
  schemas: 'A mapped attribute that the application does not know is dropped or refused when somebody is provisioned.',
  pagination:
    'The service looks for people one by one and can do without pages; whoever reads accounts back gets incomplete or double lists.',
  rate: 'The service sends up to 25 requests a second; an application that refuses earlier makes cycles long.',
  latency: 'Every person takes several requests, so slow answers make the first cycle take days.',
  tokenExpiry: 'When the token ends, every request fails and the service puts the job into quarantine.',
  write: 'Creating, disabling and deleting a person is what the service will do.',
};
