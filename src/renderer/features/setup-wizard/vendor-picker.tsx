import { Button, Field, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { Search24Regular } from '@fluentui/react-icons';
import { type ReactElement, useDeferredValue, useState } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { VendorSummary } from '#shared/contract/catalogue';
import { DraftList } from './draft-list.tsx';
import { GalleryResults } from './gallery-results.tsx';
import { VendorCard } from './vendor-card.tsx';

const useStyles = makeStyles({
  search: { maxWidth: '560px' },
  box: { maxWidth: 'none', width: '100%' },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  cards: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
  },
});

/** Gives the first page of setting up: what was begun, and every vendor that can be begun with. */
export function VendorPicker(): ReactElement {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const vendors = useRead('vendors.list', { search }, { keepPrevious: true });
  return (
    <Page title={text('shell.setUp')} description={text('wizard.pick.description')}>
      <DraftList />
      <Field label={text('wizard.pick.search')} className={styles.search}>
        <SearchBox
          size="large"
          className={styles.box}
          placeholder={text('wizard.pick.placeholder')}
          value={typed}
          onChange={(_event, { value }) => setTyped(value)}
        />
      </Field>
      <section aria-label={text('wizard.pick.profiles')} className={styles.part}>
        <h2 className={styles.title}>{text('wizard.pick.profiles')}</h2>
        <Answer query={vendors} skeleton={<LinesSkeleton lines={6} />}>
          {(found) => <VendorCards vendors={found.vendors} />}
        </Answer>
      </section>
      {search.length < 2 ? null : <GalleryResults search={search} />}
    </Page>
  );
}

function VendorCards({ vendors }: { readonly vendors: readonly VendorSummary[] }): ReactElement {
  const styles = useStyles();
  if (vendors.length === 0)
    return (
      <EmptyState
        icon={<Search24Regular />}
        title={text('wizard.pick.none')}
        description={text('wizard.pick.noneHelp')}
        actions={
          <>
            <Button as="a" href={hrefOf(places.importProfile)}>
              {text('profiles.import')}
            </Button>
            <Button as="a" href={hrefOf(places.writeProfile)}>
              {text('profiles.write')}
            </Button>
          </>
        }
      />
    );
  return (
    <ul className={styles.cards}>
      {vendors.map((vendor) => (
        <VendorCard key={vendor.id} vendor={vendor} />
      ))}
    </ul>
  );
}
