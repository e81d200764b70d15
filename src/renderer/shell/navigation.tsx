import { Badge, Button, makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components';
import {
  Apps24Regular,
  ClipboardTextLtr24Regular,
  DocumentArrowUpRegular,
  Home24Regular,
  Info24Regular,
  KeyMultipleRegular,
  Library24Regular,
  PanelLeftContract24Regular,
  PanelLeftExpand24Regular,
  PersonQuestionMark24Regular,
  PlugConnectedCheckmarkRegular,
  Settings24Regular,
  ShieldCheckmark24Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { useDueSecrets } from '#renderer/lib/due-secrets';
import { hrefOf, places } from '#renderer/lib/places';
import { type PlainKey, text } from '#renderer/lib/text';
import { ProductMark } from '#renderer/ui/product-mark.tsx';
import { toggleNavigation, useFrame } from './frame-store.ts';

const useStyles = makeStyles({
  nav: {
    gridArea: 'nav',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    boxSizing: 'border-box',
    width: '248px',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowY: 'auto',
    '@media (max-width: 800px)': { width: '64px' },
  },
  narrow: { width: '64px' },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '40px',
    padding: '0 6px',
    marginBottom: tokens.spacingVerticalM,
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase300,
    whiteSpace: 'nowrap',
  },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  spacer: { flexGrow: 1 },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '40px',
    padding: '0 8px',
    borderRadius: tokens.borderRadiusLarge,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover, color: tokens.colorBrandForeground2 },
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  label: { '@media (max-width: 800px)': { display: 'none' } },
  hidden: { display: 'none' },
  icon: { display: 'flex', flexShrink: 0 },
});

interface Entry {
  readonly place: string;
  readonly key: PlainKey;
  readonly icon: ReactElement;
  readonly isCurrent: (location: string) => boolean;
}

const under = (place: string) => (location: string) => location === place || location.startsWith(`${place}/`);

const upper: readonly Entry[] = [
  {
    place: places.home,
    key: 'shell.home',
    icon: <Home24Regular />,
    isCurrent: (location) => location === '/' || location.startsWith('/apps/'),
  },
  { place: places.setUp, key: 'shell.setUp', icon: <Apps24Regular />, isCurrent: under(places.setUp) },
  {
    place: places.evidence(),
    key: 'shell.evidence',
    icon: <ShieldCheckmark24Regular />,
    isCurrent: under(places.evidence()),
  },
  {
    place: places.secrets,
    key: 'shell.secrets',
    icon: <KeyMultipleRegular fontSize={24} />,
    isCurrent: under(places.secrets),
  },
  { place: places.log, key: 'shell.log', icon: <ClipboardTextLtr24Regular />, isCurrent: under(places.log) },
  { place: places.why(), key: 'shell.why', icon: <PersonQuestionMark24Regular />, isCurrent: under(places.why()) },
  {
    place: places.preflight(),
    key: 'shell.preflight',
    icon: <PlugConnectedCheckmarkRegular fontSize={24} />,
    isCurrent: under(places.preflight()),
  },
  {
    place: places.applyFile,
    key: 'shell.applyFile',
    icon: <DocumentArrowUpRegular fontSize={24} />,
    isCurrent: under(places.applyFile),
  },
  { place: places.profiles, key: 'shell.profiles', icon: <Library24Regular />, isCurrent: under(places.profiles) },
];

const lower: readonly Entry[] = [
  { place: places.settings, key: 'shell.settings', icon: <Settings24Regular />, isCurrent: under(places.settings) },
  { place: places.about, key: 'shell.about', icon: <Info24Regular />, isCurrent: under(places.about) },
];

/** Gives the main navigation, which a person can make narrow. */
export function Navigation(): ReactElement {
  const styles = useStyles();
  const narrow = useFrame(({ collapsed }) => collapsed);
  return (
    <nav aria-label={text('shell.navigation')} className={mergeClasses(styles.nav, narrow && styles.narrow)}>
      <div className={styles.head}>
        <ProductMark />
        <span className={mergeClasses(styles.label, narrow && styles.hidden)}>{text('common.product')}</span>
      </div>
      <Entries entries={upper} narrow={narrow} />
      <div className={styles.spacer} />
      <Entries entries={lower} narrow={narrow} />
      <Tooltip content={text(narrow ? 'shell.expand' : 'shell.collapse')} relationship="label" positioning="after">
        <Button
          appearance="subtle"
          icon={narrow ? <PanelLeftExpand24Regular /> : <PanelLeftContract24Regular />}
          onClick={toggleNavigation}
        />
      </Tooltip>
    </nav>
  );
}

function Entries({ entries, narrow }: { readonly entries: readonly Entry[]; readonly narrow: boolean }): ReactElement {
  const styles = useStyles();
  const [location] = useLocation();
  const due = useDueSecrets(({ count }) => count);
  return (
    <ul className={styles.list}>
      {entries.map(({ place, key, icon, isCurrent }) => {
        const current = isCurrent(location);
        const marked = place === places.secrets && due > 0;
        return (
          <li key={place}>
            <a
              href={hrefOf(place)}
              aria-current={current ? 'page' : undefined}
              aria-label={marked ? `${text(key)}: ${text('shell.secretsDue', { count: due })}` : text(key)}
              title={narrow ? text(key) : undefined}
              className={mergeClasses(styles.item, current && styles.current)}
            >
              <span aria-hidden className={styles.icon}>
                {icon}
              </span>
              <span className={mergeClasses(styles.label, narrow && styles.hidden)}>{text(key)}</span>
              {marked ? (
                <Badge size="small" color="danger" className={mergeClasses(styles.label, narrow && styles.hidden)}>
                  {due}
                </Badge>
              ) : null}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
