import { create } from 'zustand';
import type { SecretHandle } from '#shared/model/ids';

/** Handles of secrets that core holds, by label. */
export type Handles = Readonly<Record<string, SecretHandle>>;

/** New secrets that were handed over and are not saved yet, by application: they outlive a look at another page. */
const useStore = create<Readonly<Record<string, Handles>>>(() => ({}));

const none: Handles = {};

/** Takes an application's object id; gives the handles of its new secrets. */
export const useHandles = (id: string): Handles => useStore((state) => state[id] ?? none);

/** Takes an application's object id, a label and a handle; keeps it. */
export const noteHandle = (id: string, label: string, handle: SecretHandle): void =>
  useStore.setState((state) => ({ [id]: { ...state[id], [label]: handle } }));

/** Takes an application's object id; forgets the handles of its new secrets and gives them, for core to forget the values. */
export function forgetHandles(id: string): readonly SecretHandle[] {
  const held = Object.values(useStore.getState()[id] ?? none);
  useStore.setState({ [id]: none });
  return held;
}
