import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronRight20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { text, textOr } from '#renderer/lib/text';
import { Monogram } from '#renderer/ui/monogram.tsx';
import type { VendorSummary } from '#shared/contract/catalogue';

const useStyles = makeStyles({
  card: {
    boxSizing: 'border-box',
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    height: '100%',
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { border: `1px solid ${tokens.colorBrandStroke1}`, boxShadow: tokens.shadow8 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  name: { fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  also: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  way: { display: 'flex', color: tokens.colorNeutralForeground3 },
});

/** Takes a vendor; gives its card: mark, name, what it supports; it leads into the set-up. */
export function VendorCard({ vendor }: { readonly vendor: VendorSummary }): ReactElement {
  const styles = useStyles();
  const { id, displayName, aliases, authentication, groups, source } = vendor;
  return (
    <li>
      <a href={hrefOf(places.setUpVendor(id))} className={styles.card} data-vendor={id}>
        <Monogram name={displayName} size="large" />
        <span className={styles.words}>
          <span className={styles.name}>{displayName}</span>
          {aliases.length === 0 ? null : (
            <span className={styles.also}>{text('wizard.pick.also', { names: aliases.join(', ') })}</span>
          )}
          <span className={styles.badges}>
            <Badge appearance="tint" color="brand">
              {textOr('wizard.authentication', authentication)}
            </Badge>
            <Badge appearance="tint" color="informative">
              {textOr('wizard.groups', groups)}
            </Badge>
            {source === 'administrator' ? (
              <Badge appearance="outline" color="informative">
                {text('wizard.pick.own')}
              </Badge>
            ) : null}
          </span>
        </span>
        <span aria-hidden className={styles.way}>
          <ChevronRight20Regular />
        </span>
      </a>
    </li>
  );
}
