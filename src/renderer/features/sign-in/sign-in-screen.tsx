import { Link, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { places } from '#renderer/lib/places';
import { useSession } from '#renderer/lib/session';
import { noteSignedOut, useSignedOut } from '#renderer/lib/signed-out';
import { text } from '#renderer/lib/text';
import { Page } from '#renderer/ui/page.tsx';
import { AccountPicker } from './account-picker.tsx';
import { AdminConsent } from './admin-consent.tsx';
import { DemoCard } from './demo-card.tsx';
import { PermissionList } from './permission-list.tsx';
import { useSettings, useSignIn, useStartOver } from './queries.ts';
import { RegistrationNeeded } from './registration-needed.tsx';
import { SignInForm } from './sign-in-form.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 4fr)',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0 },
});

/** Gives the sign-in: accounts, cloud and tenant, the way of signing in, and each permission with its reason. */
export function SignInScreen(): ReactElement {
  const styles = useStyles();
  const session = useSession();
  const settings = useSettings();
  const startOver = useStartOver();
  const signIn = useSignIn();
  const demo = session.data?.demo === true;
  // The registration of a cloud that a file describes comes with it.
  const given = demo || session.data?.cloud.builtIn === false;
  const registered = given || settings.data === undefined || settings.data.clientId !== null;
  const enter = (): void => {
    noteSignedOut(null);
    void startOver(places.home);
  };
  return (
    <Page title={text('signIn.title')} description={text('signIn.description')}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <BrowserStaysSignedIn />
          <AccountPicker current={session.data?.account ?? null} onChosen={enter} />
          {registered ? null : <RegistrationNeeded />}
          <SignInForm
            task={signIn}
            demo={demo}
            settings={settings.data ?? null}
            signedIn={(session.data?.account ?? null) !== null}
            usable={registered}
            onSignedIn={enter}
          />
          <DemoCard demo={demo} onChanged={(place) => void startOver(place)} />
        </div>
        <div className={styles.column}>
          <PermissionList />
          <AdminConsent />
        </div>
      </div>
    </Page>
  );
}

/** Says after a sign-out what it did not end, with the way to end it too. */
function BrowserStaysSignedIn(): ReactElement | null {
  const url = useSignedOut((state) => state.url);
  if (url === null) return null;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        {text('signIn.browserStays')}{' '}
        <Link href={url} target="_blank" rel="noreferrer" inline>
          {text('signIn.browserSignOut')}
        </Link>
      </MessageBarBody>
    </MessageBar>
  );
}
