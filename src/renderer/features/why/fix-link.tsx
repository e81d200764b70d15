import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import type { FixPlace, GateFix } from '#shared/model/why';

/** Takes where a fix is made and the application; gives the page, or null where it is none of this program. */
export function placeOf(place: FixPlace, application: string): string | null {
  switch (place) {
    case 'setUp':
      return places.setUp;
    case 'overview':
    case 'onDemand':
      return places.application(application);
    case 'credentials':
    case 'quarantine':
    case 'scope':
    case 'mappings':
    case 'log':
      return places.application(application, place);
    default:
      return null;
  }
}

interface FixButtonProps {
  readonly fix: GateFix;
  readonly application: string;
  readonly onEntry: (id: string) => void;
  readonly primary?: boolean;
}

/** Takes a fix and the application; gives the button that leads there, or nothing where the fix is made elsewhere. */
export function FixButton({ fix, application, onEntry, primary = false }: FixButtonProps): ReactElement | null {
  const { place, entry } = fix;
  const appearance = primary ? 'primary' : 'secondary';
  if (place === 'log' && entry !== null)
    return (
      <Button size="small" appearance={appearance} onClick={() => onEntry(entry)}>
        {text('why.go_log')}
      </Button>
    );
  const href = placeOf(place, application);
  if (href === null || place === 'elsewhere') return null;
  return (
    <Button as="a" size="small" appearance={appearance} href={hrefOf(href)}>
      {text(`why.go_${place}`)}
    </Button>
  );
}
