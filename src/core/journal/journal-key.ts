import type { IdentityPort, JournalKey } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { Account, Cloud } from '#shared/model/session';

/** Takes a cloud and an account; gives the key of the journal of that account's tenant. */
export const journalKeyOf = (cloud: Cloud, account: Account): JournalKey => ({
  authority: cloud.authority,
  graph: cloud.graph,
  tenantId: account.tenantId,
});

/** Takes the identity port; gives the signed-in account. Raises `unauthenticated`. */
export async function requireAccount(identity: IdentityPort): Promise<Account> {
  const account = await identity.current();
  if (account === null) {
    throw new CoreError('unauthenticated', 'Nobody is signed in.', {
      reason: 'notSignedIn',
      nextStep: 'Sign in, then run the command again.',
    });
  }
  return account;
}
