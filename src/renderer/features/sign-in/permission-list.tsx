import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { PermissionItems } from '#renderer/ui/permission-items.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import { usePermissions } from './queries.ts';

const useStyles = makeStyles({
  group: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
  },
});

/** Gives every permission that is ever asked for, each with its reason, those of the first sign-in first. */
export function PermissionList(): ReactElement {
  const styles = useStyles();
  const permissions = usePermissions();
  return (
    <Section title={text('signIn.permissions')} description={text('signIn.permissionsHelp')}>
      <Answer query={permissions} skeleton={<LinesSkeleton lines={6} />}>
        {({ permissions: all }) => (
          <>
            <h3 className={styles.group}>{text('signIn.whenSignIn')}</h3>
            <PermissionItems permissions={all.filter(({ when }) => when === 'signIn')} />
            <h3 className={styles.group}>{text('signIn.whenLater')}</h3>
            <PermissionItems permissions={all.filter(({ when }) => when === 'later')} />
          </>
        )}
      </Answer>
    </Section>
  );
}
