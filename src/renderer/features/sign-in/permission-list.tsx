import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { PermissionView } from '#shared/model/session';
import { usePermissions } from './queries.ts';

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
  group: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
  },
});

/** Gives every permission that is ever asked for, each with its reason, those of the first sign-in first. */
export function PermissionList(): ReactElement {
  const permissions = usePermissions();
  return (
    <Section title={text('signIn.permissions')} description={text('signIn.permissionsHelp')}>
      <Answer query={permissions} skeleton={<LinesSkeleton lines={6} />}>
        {({ permissions: all }) => (
          <>
            <Group title={text('signIn.whenSignIn')} permissions={all.filter(({ when }) => when === 'signIn')} />
            <Group title={text('signIn.whenLater')} permissions={all.filter(({ when }) => when === 'later')} />
          </>
        )}
      </Answer>
    </Section>
  );
}

interface GroupProps {
  readonly title: string;
  readonly permissions: readonly PermissionView[];
}

function Group({ title, permissions }: GroupProps): ReactElement {
  const styles = useStyles();
  return (
    <>
      <h3 className={styles.group}>{title}</h3>
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
    </>
  );
}
