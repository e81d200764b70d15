import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactElement, useRef } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { useSession } from '#renderer/lib/session';
import { text } from '#renderer/lib/text';
import { useIdle } from '#renderer/lib/use-idle';
import { routes } from '#renderer/routes.tsx';
import { ErrorActionsContext } from '#renderer/ui/error-actions';
import { ConnectionLost } from './connection-lost.tsx';
import { ConsentDialog } from './consent-dialog.tsx';
import { ContextBar } from './context-bar.tsx';
import { GoTo } from './go-to.tsx';
import { Navigation } from './navigation.tsx';
import { NotFound } from './not-found.tsx';
import { PageBoundary } from './page-boundary.tsx';
import { SecretReminder } from './secret-reminder.tsx';
import { SessionGate } from './session-gate.tsx';
import { ShortcutList } from './shortcut-list.tsx';
import { TaskToasts } from './task-toasts.tsx';
import { Toasts } from './toasts.tsx';
import { useErrorHelp } from './use-error-help.ts';
import { useHostEvents } from './use-host-events.ts';
import { useKeyboard } from './use-keyboard.ts';

const useStyles = makeStyles({
  frame: {
    height: '100%',
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gridTemplateRows: 'auto minmax(0, 1fr)',
    gridTemplateAreas: '"nav bar" "nav main"',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
  main: { gridArea: 'main', overflow: 'auto', minWidth: 0, outline: 'none' },
  skip: {
    position: 'absolute',
    zIndex: 10,
    top: '-48px',
    left: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus': { top: tokens.spacingVerticalS },
  },
});

/** What opens over a page. Nothing of it is seen at first, so that the page comes before it. */
const Layers = (): ReactElement => (
  <>
    <GoTo />
    <ShortcutList />
    <Toasts>
      <TaskToasts />
      <SecretReminder />
    </Toasts>
    <ConsentDialog />
  </>
);

/** A page is a new one for another place; what follows the third part of a place is a step inside of one page. */
const pageOf = (location: string): string => location.split('/').slice(0, 4).join('/');

/** Gives the frame of the console: navigation, the bar that says where one works, and the page. */
export function Shell(): ReactElement {
  const styles = useStyles();
  const main = useRef<HTMLElement>(null);
  const session = useSession();
  const [location] = useLocation();
  const idle = useIdle();
  const help = useErrorHelp();
  useHostEvents();
  useKeyboard();
  return (
    <ErrorActionsContext value={help}>
      <div className={styles.frame}>
        <Link as="button" className={styles.skip} onClick={() => main.current?.focus()}>
          {text('common.skipToContent')}
        </Link>
        <Navigation />
        <ContextBar session={session.data ?? null} />
        <main ref={main} tabIndex={-1} className={styles.main}>
          <ConnectionLost />
          <PageBoundary key={pageOf(location)}>
            <Switch>
              {routes.map(({ pattern, Screen, open }) => (
                <Route key={pattern} path={pattern}>
                  {open ? (
                    <Screen />
                  ) : (
                    <SessionGate session={session}>
                      <Screen />
                    </SessionGate>
                  )}
                </Route>
              ))}
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </PageBoundary>
        </main>
        {idle ? <Layers /> : null}
      </div>
    </ErrorActionsContext>
  );
}
