import { create } from 'zustand';
import { noEdits, type ScopeEdits } from './scope-edits.ts';

/** Edits by application; they outlive the page until they are applied. */
const useStore = create<Readonly<Record<string, ScopeEdits>>>(() => ({}));

/** Takes an application's object id; gives what was changed of its scope and not applied yet. */
export const useScopeEdits = (id: string): ScopeEdits => useStore((edits) => edits[id] ?? noEdits);

/** Takes an application's object id and how its edits go on; keeps them. */
export const editScope = (
  id: string,
  change: Partial<ScopeEdits> | ((edits: ScopeEdits) => Partial<ScopeEdits>),
): void =>
  useStore.setState((all) => {
    const before = all[id] ?? noEdits;
    return { [id]: { ...before, ...(typeof change === 'function' ? change(before) : change) } };
  });

/** Takes an application's object id; forgets its edits. */
export const discardScopeEdits = (id: string): void => useStore.setState({ [id]: noEdits });
