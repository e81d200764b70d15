import { cloudKey, type SettingsStore } from '#platform/settings';
import type { Cloud } from '#shared/model/session';
import type { CurrentAccountStore } from './accounts.ts';

/** Takes the settings and a cloud; gives where the current account of that cloud is remembered. */
export function currentAccountIn(settings: SettingsStore, cloud: Cloud): CurrentAccountStore {
  const name = cloudKey(cloud);
  return {
    read: async () => settings.read().accounts[name] ?? null,
    async write(key) {
      const { [name]: _left, ...others } = settings.read().accounts;
      settings.update({ accounts: key === null ? others : { ...others, [name]: key } });
    },
  };
}

/** Gives a place for the current account that ends with the process, as a demo tenant's must. */
export function currentAccountInMemory(): CurrentAccountStore {
  let key: Awaited<ReturnType<CurrentAccountStore['read']>> = null;
  return {
    read: async () => key,
    async write(next) {
      key = next;
    },
  };
}
