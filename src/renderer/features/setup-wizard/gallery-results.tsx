import { Badge, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { Monogram } from '#renderer/ui/monogram.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { GalleryEntry } from '#shared/contract/catalogue';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** How many entries are shown; a longer search text finds the others. */
const most = 12;

/** Takes a search text; gives what the tenant's gallery has by that name, and which of it has a profile here. */
export function GalleryResults({ search }: { readonly search: string }): ReactElement {
  const styles = useStyles();
  const found = useRead('gallery.search', { search }, { keepPrevious: true, freshForMs: 600_000 });
  return (
    <Section title={text('wizard.gallery.title')} description={text('wizard.gallery.description')}>
      <Answer query={found} skeleton={<LinesSkeleton lines={3} />}>
        {({ entries }) =>
          entries.length === 0 ? (
            <Text className={styles.quiet}>{text('wizard.gallery.none', { search })}</Text>
          ) : (
            <ul className={styles.list}>
              {entries.slice(0, most).map((entry) => (
                <li key={entry.templateId} className={styles.row}>
                  <Monogram name={entry.displayName} />
                  <span className={styles.words}>
                    <span className={styles.name}>{entry.displayName}</span>
                    <span className={styles.quiet}>{entry.publisher ?? text('common.unknown')}</span>
                  </span>
                  <Way entry={entry} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  );
}

function Way({ entry }: { readonly entry: GalleryEntry }): ReactElement {
  const { vendorProfile, supportsProvisioning } = entry;
  if (vendorProfile !== null)
    return <Link href={hrefOf(places.setUpVendor(vendorProfile))}>{text('wizard.gallery.begin')}</Link>;
  if (supportsProvisioning) return <Link href={hrefOf(places.importProfile)}>{text('wizard.gallery.noProfile')}</Link>;
  return (
    <Badge appearance="tint" color="informative">
      {text('wizard.gallery.noProvisioning')}
    </Badge>
  );
}
