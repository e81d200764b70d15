import { CoreError } from '#core/rpc/errors';
import type { EvidencePlace } from '#shared/model/evidence';
import type { ChosenPlace } from './evidence-port.ts';

/** A path that a person chose, or that this program keeps. */
export type KnownPlace = ChosenPlace;

/** Folders and bundles that a person chose, by handle. */
export interface PlaceRegister {
  put(place: KnownPlace): EvidencePlace;
  /** Raises `not_found` (reason unknownPlace) when the handle is not one of this process. */
  get(handle: string): KnownPlace;
}

// What was chosen long ago is chosen again by whoever still needs it.
const remembered = 400;

/** Takes how ids are made; gives an empty register that lives in memory only. The same path has the same handle. */
export function createPlaceRegister(newId: () => string): PlaceRegister {
  const places = new Map<string, KnownPlace>();
  return {
    put(place) {
      const known = [...places].find(([, one]) => one.path === place.path && one.exact === place.exact);
      const handle = known?.[0] ?? `place_${newId()}`;
      places.delete(handle);
      places.set(handle, place);
      for (const oldest of [...places.keys()].slice(0, Math.max(0, places.size - remembered))) places.delete(oldest);
      return { handle, path: place.path };
    },
    get(handle) {
      const place = places.get(handle);
      if (place !== undefined) return place;
      throw new CoreError('not_found', 'This place was not chosen here.', {
        reason: 'unknownPlace',
        nextStep: 'Choose it again.',
      });
    },
  };
}
