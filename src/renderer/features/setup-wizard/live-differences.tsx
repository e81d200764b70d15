import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import type { TenantDifference } from '#shared/contract/library';
import type { ServicePrincipalId, VendorId } from '#shared/model/ids';
import { Breakable } from './breakable.tsx';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { display: 'block', color: tokens.colorNeutralForeground2 },
});

interface LiveDifferencesProps {
  readonly vendor: VendorId;
  /** The application, where it is there. */
  readonly servicePrincipalId: ServicePrincipalId | null;
  readonly areas: readonly TenantDifference['area'][];
}

/** Takes a vendor, its application and what to look at; gives every point on which the tenant says otherwise than the profile, explained. */
export function LiveDifferences({ vendor, servicePrincipalId, areas }: LiveDifferencesProps): ReactElement | null {
  const styles = useStyles();
  const compared = useRead('vendors.reconcile', { vendor, servicePrincipalId }, { freshForMs: 60_000 });
  if (compared.error !== null && compared.data === undefined)
    return <ErrorPanel error={compared.error.wire} onRetry={() => void compared.refetch()} />;
  const differences = (compared.data?.differences ?? []).filter(({ area }) => areas.includes(area));
  if (differences.length === 0) return null;
  return (
    <MessageBar intent="info" layout="multiline" data-live-differences={areas.join(' ')}>
      <MessageBarBody>
        <MessageBarTitle>{text('own.liveTitle')}</MessageBarTitle>
        {text('own.liveHelp')}
        <ul className={styles.list}>
          {differences.map(({ area, what, profile, tenant, explanation }) => (
            <li key={`${area} ${what}`}>
              <Breakable name={what} />
              {': '}
              {text('own.liveSides', {
                profile: profile ?? text('profiles.notStated'),
                tenant: tenant ?? text('own.liveNothing'),
              })}
              <span className={styles.quiet}>{explanation}</span>
            </li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}
