import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import type { ApplicationSummary } from '#shared/contract/applications';
import { tallyOf } from './tally.ts';

const useStyles = makeStyles({
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
  },
  tile: {
    display: 'flex',
    flexDirection: 'column-reverse',
    justifyContent: 'flex-end',
    gap: '2px',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
  },
  number: {
    margin: 0,
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  name: { color: tokens.colorNeutralForeground2 },
  danger: { color: tokens.colorPaletteRedForeground1 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
});

/** Takes applications; gives how many run, need attention, are in quarantine and are not set up. */
export function Tiles({ applications }: { readonly applications: readonly ApplicationSummary[] }): ReactElement {
  const styles = useStyles();
  const { running, attention, quarantine, notSetUp } = tallyOf(applications);
  const tiles = [
    { name: text('home.tileRunning'), count: running, look: '' },
    { name: text('home.tileAttention'), count: attention, look: styles.warning },
    { name: text('home.tileQuarantine'), count: quarantine, look: styles.danger },
    { name: text('home.tileNotSetUp'), count: notSetUp, look: '' },
  ];
  return (
    <dl className={styles.tiles}>
      {tiles.map(({ name, count, look }) => (
        <div key={name} className={styles.tile}>
          <dt className={styles.name}>{name}</dt>
          <dd className={mergeClasses(styles.number, count > 0 && look)}>{formats.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
