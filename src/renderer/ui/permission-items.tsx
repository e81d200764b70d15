import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { PermissionView } from '#shared/model/session';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  item: { display: 'flex', flexDirection: 'column', gap: '2px' },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  scope: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  reason: { color: tokens.colorNeutralForeground2 },
});

/** Takes permissions; gives each with the reason for which it is asked. */
export function PermissionItems({ permissions }: { readonly permissions: readonly PermissionView[] }): ReactElement {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {permissions.map(({ scope, reason, adminConsent }) => (
        <li key={scope} className={styles.item}>
          <span className={styles.head}>
            <span className={styles.scope}>{scope}</span>
            {adminConsent ? (
              <Badge appearance="tint" color="informative" size="small">
                {text('signIn.needsAdmin')}
              </Badge>
            ) : null}
          </span>
          <Text className={styles.reason}>{reason}</Text>
        </li>
      ))}
    </ul>
  );
}
