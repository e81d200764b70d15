import { ServicePrincipalId } from '#shared/model/ids';

/** Scheme of links that lead into the console. */
export const linkScheme = 'provisioning-console';

/** What a deep link names. */
export interface DeepLink {
  readonly servicePrincipalId: ServicePrincipalId;
  /** Tenant that the application is in, where the link says so. */
  readonly tenantId: string | null;
}

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const form = new RegExp(`^${linkScheme}://app/(${guid})/?(?:\\?tenant=(${guid}))?$`, 'i');

/** Takes any text; gives the deep link `provisioning-console://app/GUID[?tenant=GUID]` that it is, or null. */
export function parseDeepLink(text: string): DeepLink | null {
  const [, id, tenantId] = form.exec(text) ?? [];
  const servicePrincipalId = ServicePrincipalId.safeParse(id);
  return servicePrincipalId.success
    ? { servicePrincipalId: servicePrincipalId.data, tenantId: tenantId ?? null }
    : null;
}

/** Takes the arguments of a start; gives the deep link among them, or null. */
export const deepLinkIn = (argv: readonly string[]): DeepLink | null =>
  argv.map(parseDeepLink).find((link) => link !== null) ?? null;

/** Takes an address that the page wants to open; says whether the system's browser may get it. */
export function mayOpenOutside(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === 'https:' && url.username === '' && url.password === '';
}
