import { visitAuthorize } from './admin-center/visit-authorize.ts';
import { visitSignIn } from './entra/visitor.ts';

/** User name of the person who signs in to demo tenants. */
export const demoAdministrator = 'ada.admin@contoso.demo.example';

/**
 * Takes an address of a served tenant on this machine; opens it as the administrator's browser would: signs in and
 * consents, or presses Authorize. Raises an error with what the page said when it did not work out.
 */
export async function visitDemoPage(url: string): Promise<void> {
  // The admin center's deep link names the application behind "#", which a server never sees; its page takes the id.
  const servicePrincipalId = /\/objectId\/([0-9a-f-]{36})/i.exec(new URL(url).hash)?.[1];
  if (servicePrincipalId === undefined) {
    await visitSignIn(url, { fetch, username: demoAdministrator, consent: 'accept', forOrganization: true });
    return;
  }
  const page = new URL('/authorize', url);
  page.searchParams.set('servicePrincipalId', servicePrincipalId);
  await visitAuthorize(page.href, { fetch, account: demoAdministrator });
}
