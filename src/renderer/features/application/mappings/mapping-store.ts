import { create } from 'zustand';
import { countEdits, noEdits, type ObjectMappingEdits } from '#shared/mappings/edits';
import type { ObjectMappingView } from '#shared/model/mappings';

/** Edits of one application by the name of the object mapping. They outlive the page until they are applied or discarded. */
export type ApplicationEdits = Readonly<Record<string, ObjectMappingEdits>>;

const none: ApplicationEdits = {};

const useStore = create<Readonly<Record<string, ApplicationEdits>>>(() => ({}));

/** Takes an object mapping; gives a name for it that no other has. Pure. */
export const mappingKey = ({ source, target }: Pick<ObjectMappingView, 'source' | 'target'>): string =>
  `${source} → ${target}`;

/** Takes an application's object id; gives what was changed of its mappings and not applied yet. */
export const useMappingEdits = (id: string): ApplicationEdits => useStore((edits) => edits[id] ?? none);

/** Takes an application's object id, an object mapping and its edits; keeps them. */
export const keepEdits = (
  id: string,
  object: Pick<ObjectMappingView, 'source' | 'target'>,
  edits: ObjectMappingEdits,
) => useStore.setState((all) => ({ [id]: { ...all[id], [mappingKey(object)]: edits } }));

/** Takes an application's object id; forgets its edits. */
export const discardEdits = (id: string): void => useStore.setState({ [id]: none });

/** Takes all edits of an application and one object mapping; gives those of that one. Pure. */
export const editsOf = (edits: ApplicationEdits, object: Pick<ObjectMappingView, 'source' | 'target'>) =>
  edits[mappingKey(object)] ?? noEdits;

/** Takes all edits of an application; counts what they change. Pure. */
export const countAll = (edits: ApplicationEdits): number =>
  Object.values(edits).reduce((sum, one) => sum + countEdits(one), 0);
