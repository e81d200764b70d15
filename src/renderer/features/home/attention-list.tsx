import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle24Filled, ErrorCircle24Filled, Warning24Filled } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import type { ApplicationSummary } from '#shared/contract/applications';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  item: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr) auto',
    gap: tokens.spacingHorizontalL,
    alignItems: 'start',
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottom: 'none', paddingBottom: 0 },
    ':first-child': { paddingTop: 0 },
  },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', overflowWrap: 'anywhere' },
  why: { color: tokens.colorNeutralForeground2, maxWidth: '96ch' },
  act: { color: tokens.colorPaletteRedForeground1 },
  look: { color: tokens.colorPaletteDarkOrangeForeground1 },
  calm: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  well: { color: tokens.colorPaletteGreenForeground1 },
});

/** Takes applications; gives those that need a person, each with the reason and the way to it. */
export function AttentionList({
  applications,
}: {
  readonly applications: readonly ApplicationSummary[];
}): ReactElement {
  const styles = useStyles();
  const urgent = applications.filter(({ attention }) => attention !== 'none');
  if (urgent.length === 0)
    return (
      <Section>
        <div className={styles.calm}>
          <CheckmarkCircle24Filled aria-hidden className={styles.well} />
          <span className={styles.words}>
            <Text weight="semibold">{text('home.calm')}</Text>
            <Text className={styles.why}>{text('home.calmHelp')}</Text>
          </span>
        </div>
      </Section>
    );
  return (
    <Section title={text('home.needsAttention')}>
      <ul className={styles.list}>
        {urgent.map((application) => (
          <Urgent key={application.servicePrincipalId} application={application} />
        ))}
      </ul>
    </Section>
  );
}

function Urgent({ application }: { readonly application: ApplicationSummary }): ReactElement {
  const styles = useStyles();
  const { attention, displayName, why, servicePrincipalId } = application;
  const acts = attention === 'act';
  const place = places.application(servicePrincipalId, acts ? 'quarantine' : 'overview');
  return (
    <li className={styles.item}>
      <span aria-hidden className={mergeClasses(acts ? styles.act : styles.look)}>
        {acts ? <ErrorCircle24Filled /> : <Warning24Filled />}
      </span>
      <span className={styles.words}>
        <Text weight="semibold">{displayName}</Text>
        <Text className={styles.why}>{why}</Text>
      </span>
      <Button as="a" href={hrefOf(place)} aria-label={`${text('home.open')}: ${displayName}`}>
        {text('home.open')}
      </Button>
    </li>
  );
}
