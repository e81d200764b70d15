import { Badge, Button, makeStyles, Persona, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { Account } from '#shared/model/session';
import { useAccounts, useSelectAccount } from './queries.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  row: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  button: { flexGrow: 1, justifyContent: 'flex-start', textAlign: 'left', minWidth: 0 },
  mark: { flexShrink: 0, whiteSpace: 'nowrap' },
});

interface AccountPickerProps {
  readonly current: Account | null;
  readonly onChosen: () => void;
}

/** Takes the account in use; gives those that are signed in on this machine, each with its tenant, to choose from. */
export function AccountPicker({ current, onChosen }: AccountPickerProps): ReactElement | null {
  const styles = useStyles();
  const accounts = useAccounts().data?.accounts ?? [];
  const select = useSelectAccount();
  if (accounts.length === 0) return null;
  const isCurrent = (account: Account): boolean =>
    account.homeAccountId === current?.homeAccountId && account.tenantId === current.tenantId;
  const choose = ({ homeAccountId, tenantId }: Account): void =>
    select.mutate({ homeAccountId, tenantId }, { onSuccess: onChosen });
  return (
    <Section title={text('signIn.accounts')}>
      {select.error === null ? null : <ErrorPanel error={select.error.wire} />}
      <ul className={styles.list}>
        {accounts.map((account) => (
          <li key={`${account.homeAccountId} ${account.tenantId}`} className={styles.row}>
            <Button
              appearance="subtle"
              className={styles.button}
              disabled={select.isPending}
              aria-label={text('signIn.useAccount', { name: account.username, tenant: account.tenantId })}
              onClick={() => (isCurrent(account) ? onChosen() : choose(account))}
            >
              <Persona
                name={account.displayName ?? account.username}
                secondaryText={`${account.username} · ${account.tenantId}`}
              />
            </Button>
            {isCurrent(account) ? (
              <Badge appearance="tint" color="brand" className={styles.mark}>
                {text('signIn.current')}
              </Badge>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
