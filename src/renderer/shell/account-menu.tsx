import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Persona,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowSync20Regular, ChevronDown16Regular, PeopleSwap20Regular, SignOut20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { hrefOf, places } from '#renderer/lib/places';
import { useChange } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import type { Account, SessionView } from '#shared/model/session';
import { showDialog } from './frame-store.ts';
import { SignOutDialog } from './sign-out-dialog.tsx';

const useStyles = makeStyles({
  button: { maxWidth: '380px', minWidth: 0, fontWeight: tokens.fontWeightRegular },
  roles: {
    color: tokens.colorNeutralForeground2,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    maxWidth: '320px',
  },
  words: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', minWidth: 0, textAlign: 'left' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: 'min(300px, 24vw)' },
  small: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase100,
  },
});

interface AccountMenuProps {
  readonly account: Account;
  readonly session: SessionView;
}

const rolesText = (session: SessionView): string => {
  const [first, ...others] = session.roles ?? [];
  if (first === undefined) return text('shell.noRoles');
  return others.length === 0
    ? first.displayName
    : `${first.displayName} ${text('shell.moreRoles', { count: others.length })}`;
};

/** Takes account and session; gives who is signed in with which role, and what can be done about it. */
export function AccountMenu({ account, session }: AccountMenuProps): ReactElement {
  const styles = useStyles();
  const refresh = useChange('session.refresh', ['session.show']);
  const name = account.displayName ?? account.username;
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" className={styles.button} iconPosition="after" icon={<ChevronDown16Regular />}>
            <span className={styles.words}>
              <span className={styles.name}>{account.username}</span>
              <span className={`${styles.name} ${styles.small}`}>{rolesText(session)}</span>
            </span>
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <div className={styles.roles}>
            <Persona name={name} secondaryText={account.username} />
            <Text as="p" block size={200}>
              {text('shell.roles')}: {formats.list((session.roles ?? []).map(({ displayName }) => displayName))}
            </Text>
            {session.roleNote === null ? null : (
              <Text as="p" block size={200}>
                {session.roleNote}
              </Text>
            )}
            {session.persistence === 'process' && !session.demo ? (
              <Text as="p" block size={200}>
                {text('shell.processOnly')}
              </Text>
            ) : null}
          </div>
          <MenuList>
            <MenuDivider />
            <MenuItem
              icon={<ArrowSync20Regular />}
              subText={text('shell.refreshRolesHelp')}
              onClick={() => refresh.mutate({})}
            >
              {text('shell.refreshRoles')}
            </MenuItem>
            <MenuItemLink icon={<PeopleSwap20Regular />} href={hrefOf(places.signIn)}>
              {text('shell.switchAccount')}
            </MenuItemLink>
            <MenuItem icon={<SignOut20Regular />} onClick={() => showDialog('signOut')}>
              {text('shell.signOut')}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <SignOutDialog homeAccountId={account.homeAccountId} />
    </>
  );
}
