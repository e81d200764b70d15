import type { AccountInfo } from '@azure/msal-node';
import type { Account, Cloud } from '#shared/model/session';

/** Names an account: the same person in two tenants is two accounts with one homeAccountId. */
export interface AccountKey {
  readonly homeAccountId: string;
  readonly tenantId: string;
}

/** Remembers between runs which account people work with, for one cloud. */
export interface CurrentAccountStore {
  read(): Promise<AccountKey | null>;
  write(key: AccountKey | null): Promise<void>;
}

/** Says whether two keys name one account. */
export const isSameAccount = (one: AccountKey, other: AccountKey): boolean =>
  one.homeAccountId === other.homeAccountId && one.tenantId.toLowerCase() === other.tenantId.toLowerCase();

/** Gives a key as one text, for maps. */
export const accountKeyText = ({ homeAccountId, tenantId }: AccountKey): string =>
  `${homeAccountId}|${tenantId.toLowerCase()}`;

/** Takes an account of MSAL; gives it as core knows accounts. */
export function toAccount(info: AccountInfo, cloud: Cloud): Account {
  return {
    homeAccountId: info.homeAccountId,
    tenantId: info.tenantId,
    username: info.username,
    displayName: info.name ?? null,
    cloud: cloud.name,
  };
}

/**
 * Takes all accounts of MSAL and a key; gives the account to ask tokens for, or null. For a tenant that the person has
 * not been in yet it is the person's account with that tenant: MSAL goes by the account's tenant, not by the authority.
 */
export function accountFor(accounts: readonly AccountInfo[], key: AccountKey): AccountInfo | null {
  const exact = accounts.find((account) => isSameAccount(account, key));
  if (exact !== undefined) return exact;
  const samePerson = accounts.find((account) => account.homeAccountId === key.homeAccountId);
  return samePerson === undefined ? null : { ...samePerson, tenantId: key.tenantId };
}
