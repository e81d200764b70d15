import { Badge, Button, makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components';
import {
  Cloud20Regular,
  Eye16Regular,
  Organization20Regular,
  Search20Regular,
  Warning16Regular,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { withModifier } from '#renderer/lib/keys';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import type { Access, SessionView } from '#shared/model/session';
import { AccountMenu } from './account-menu.tsx';
import { showDialog } from './frame-store.ts';

const useStyles = makeStyles({
  bar: {
    gridArea: 'bar',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    minHeight: '56px',
    padding: `0 ${tokens.spacingHorizontalXXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
    '@media (max-width: 800px)': {
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
      flexWrap: 'wrap',
    },
  },
  demo: { boxShadow: `inset 0 -3px 0 ${tokens.colorPaletteMarigoldBorderActive}` },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXXS,
    margin: 0,
    minWidth: 0,
    flexGrow: 1,
  },
  fact: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, margin: 0, minWidth: 0 },
  value: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: '260px' },
  strong: { fontWeight: tokens.fontWeightSemibold },
  icon: { display: 'flex', color: tokens.colorNeutralForeground2, flexShrink: 0 },
  hint: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** Takes the session; gives the bar that always says which tenant, which cloud, who, with which roles, and whether to write. */
export function ContextBar({ session }: { readonly session: SessionView | null }): ReactElement {
  const styles = useStyles();
  const account = session?.account ?? null;
  return (
    <header className={mergeClasses(styles.bar, session?.demo === true && styles.demo)}>
      <section aria-label={text('shell.context')} className={styles.facts}>
        {session === null ? null : <Facts session={session} />}
      </section>
      <Button icon={<Search20Regular />} onClick={() => showDialog('goTo')} aria-keyshortcuts="Control+K">
        {text('shell.search')} <span className={styles.hint}>&nbsp;{withModifier('K')}</span>
      </Button>
      {account === null || session === null ? (
        <Button as="a" appearance="primary" href={hrefOf(places.signIn)}>
          {text('shell.signIn')}
        </Button>
      ) : (
        <AccountMenu account={account} session={session} />
      )}
    </header>
  );
}

function Facts({ session }: { readonly session: SessionView }): ReactElement {
  const styles = useStyles();
  const { account, tenantName, cloud, demo, access } = session;
  return (
    <>
      <Fact icon={<Organization20Regular />} name={text('shell.tenant')}>
        <span className={mergeClasses(styles.value, styles.strong)}>
          {account === null ? text('shell.notSignedIn') : (tenantName ?? account.tenantId)}
        </span>
      </Fact>
      <Fact icon={<Cloud20Regular />} name={text('shell.cloud')}>
        <span className={styles.value}>{cloud.name}</span>
      </Fact>
      {demo ? (
        <Tooltip content={text('shell.demoHelp')} relationship="description">
          <Badge appearance="tint" size="large" color="warning" tabIndex={0}>
            {text('shell.demo')}
          </Badge>
        </Tooltip>
      ) : null}
      {account === null ? null : <AccessBadge access={access} note={session.roleNote} />}
    </>
  );
}

interface FactProps {
  readonly icon: ReactElement;
  readonly name: string;
  readonly children: ReactNode;
}

function Fact({ icon, name, children }: FactProps): ReactElement {
  const styles = useStyles();
  return (
    <Tooltip content={name} relationship="description">
      <span className={styles.fact}>
        <span aria-hidden className={styles.icon}>
          {icon}
        </span>
        {children}
      </span>
    </Tooltip>
  );
}

const looks: Readonly<
  Record<Access, { readonly color: 'success' | 'warning' | 'informative'; readonly icon?: ReactElement }>
> = {
  readWrite: { color: 'success' },
  readOnly: { color: 'warning', icon: <Eye16Regular /> },
  unknown: { color: 'warning', icon: <Warning16Regular /> },
};

const words = { readWrite: 'shell.readWrite', readOnly: 'shell.readOnly', unknown: 'shell.accessUnknown' } as const;

function AccessBadge({ access, note }: { readonly access: Access; readonly note: string | null }): ReactElement {
  const { color, icon } = looks[access];
  const badge = (
    <Badge
      appearance="tint"
      size="large"
      color={color}
      {...(icon === undefined ? {} : { icon })}
      {...(note === null ? {} : { tabIndex: 0 })}
    >
      {text(words[access])}
    </Badge>
  );
  if (note === null) return badge;
  return (
    <Tooltip content={note} relationship="description">
      {badge}
    </Tooltip>
  );
}
