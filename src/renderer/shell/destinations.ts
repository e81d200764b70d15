import { useFleet } from '#renderer/lib/fleet';
import { formats } from '#renderer/lib/format';
import { places } from '#renderer/lib/places';
import { useRead } from '#renderer/lib/queries';
import { useSession } from '#renderer/lib/session';
import { text } from '#renderer/lib/text';

/** Somewhere to go. */
export interface Destination {
  readonly name: string;
  readonly kind: string;
  readonly place: string;
}

/** More would not be read. */
const mostShown = 9;

/** Takes destinations and what was typed; gives those whose name has each word, beginnings first. Pure. */
export function matching(destinations: readonly Destination[], typed: string): readonly Destination[] {
  const words = typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const [first = ''] = words;
  const begins = ({ name }: Destination): number => (name.toLocaleLowerCase().startsWith(first) ? 0 : 1);
  return destinations
    .filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)))
    .toSorted((left, right) =>
      words.length === 0 ? 0 : begins(left) - begins(right) || formats.compare(left.name, right.name),
    )
    .slice(0, mostShown);
}

const pages = (): readonly Destination[] =>
  (
    [
      ['shell.home', places.home],
      ['shell.setUp', places.setUp],
      ['shell.evidence', places.evidence()],
      ['drift.label', places.evidence('drift')],
      ['shell.secrets', places.secrets],
      ['shell.log', places.log],
      ['shell.why', places.why()],
      ['shell.preflight', places.preflight()],
      ['shell.applyFile', places.applyFile],
      ['shell.profiles', places.profiles],
      ['profiles.importTitle', places.importProfile],
      ['shell.settings', places.settings],
      ['shell.about', places.about],
    ] as const
  ).map(([key, place]) => ({ name: text(key), kind: text('shell.kindPage'), place }));

/** Takes what was typed; gives the pages, applications and vendors that it names. */
export function useDestinations(typed: string): readonly Destination[] {
  const signedIn = (useSession().data?.account ?? null) !== null;
  const applications = useFleet({ enabled: signedIn }).data?.applications ?? [];
  const vendors = useRead('vendors.list', {}, { enabled: signedIn }).data?.vendors ?? [];
  return matching(
    [
      ...applications.map(({ displayName, servicePrincipalId }) => ({
        name: displayName,
        kind: text('shell.kindApplication'),
        place: places.application(servicePrincipalId),
      })),
      ...pages(),
      ...vendors.map(({ id, displayName }) => ({
        name: displayName,
        kind: text('shell.kindVendor'),
        place: places.setUpVendor(id),
      })),
    ],
    typed,
  );
}
