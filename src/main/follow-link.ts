import type { Core } from '#core/create-core';
import type { DeepLink } from './links.ts';
import { strings } from './strings.ts';

export interface FollowOptions {
  readonly core: Pick<Core, 'dispatch'>;
  /** Asks a question with yes and no, outside the page. */
  readonly ask: (question: string) => Promise<boolean>;
  /** Shows the application in the window. */
  readonly show: (servicePrincipalId: DeepLink['servicePrincipalId']) => void;
}

/**
 * Takes a deep link; shows its application and starts nothing. Where the link names another tenant, a person decides
 * first whether to go over to it; where nobody is signed in there, it says so by showing the application as it is here.
 */
export async function followDeepLink(link: DeepLink, { core, ask, show }: FollowOptions): Promise<void> {
  if (link.tenantId === null || (await isInTenant(link.tenantId, { core, ask }))) show(link.servicePrincipalId);
}

async function isInTenant(wanted: string, { core, ask }: Pick<FollowOptions, 'core' | 'ask'>): Promise<boolean> {
  const shown = await core.dispatch('session.show', {});
  const here = shown.ok ? shown.data.account?.tenantId : undefined;
  if (here === undefined || here.toLowerCase() === wanted.toLowerCase()) return true;
  const listed = await core.dispatch('session.listAccounts', {});
  const accounts = listed.ok ? listed.data.accounts : [];
  const account = accounts.find(({ tenantId }) => tenantId.toLowerCase() === wanted.toLowerCase());
  if (account === undefined) return ask(strings.linkOfUnknownTenant(wanted));
  if (!(await ask(strings.linkOfOtherTenant(wanted, account.username)))) return false;
  const { homeAccountId, tenantId } = account;
  return (await core.dispatch('session.selectAccount', { homeAccountId, tenantId })).ok;
}
