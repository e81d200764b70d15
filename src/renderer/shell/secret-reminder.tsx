import { Link, Toast, ToastBody, ToastFooter, ToastTitle, useToastController } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useClient } from '#renderer/lib/client-context';
import { useDueSecrets } from '#renderer/lib/due-secrets';
import { hrefOf, places } from '#renderer/lib/places';
import { useSession } from '#renderer/lib/session';
import { text } from '#renderer/lib/text';
import { frameToasts } from './toasts.tsx';

/** A reminder has to be read, in milliseconds. */
const standMs = 15_000;
/** Names of more would not be read. */
const mostNamed = 3;

/** Looks once, when the page has nothing else to do, which secrets end soon; says so in a toast, once a day. */
export function SecretReminder(): null {
  const { dispatchToast } = useToastController(frameToasts);
  const { api } = useClient();
  const account = useSession().data?.account?.homeAccountId ?? null;
  useEffect(() => {
    if (account === null) return;
    void api['secretCare.remind']({}).then((answer) => {
      // A reminder that cannot be made is told by the page of secrets.
      if (!answer.ok) return;
      const { due, firstToday } = answer.data;
      useDueSecrets.setState({ count: due.length });
      if (!firstToday) return;
      const names = due.slice(0, mostNamed).map(({ application }) => application);
      dispatchToast(
        <Toast>
          <ToastTitle>{text('shell.secretsDue', { count: due.length })}</ToastTitle>
          <ToastBody>{names.join(', ')}</ToastBody>
          <ToastFooter>
            <Link href={hrefOf(places.secrets)}>{text('shell.secrets')}</Link>
          </ToastFooter>
        </Toast>,
        { intent: 'warning', timeout: standMs },
      );
    });
  }, [account, api, dispatchToast]);
  return null;
}
