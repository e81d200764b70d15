import {
  Badge,
  Button,
  Field,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  SearchBox,
  tokens,
} from '@fluentui/react-components';
import { ArrowSwap20Regular, DocumentAdd20Regular, Edit20Regular, Library24Regular } from '@fluentui/react-icons';
import { type ReactElement, useDeferredValue, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Monogram } from '#renderer/ui/monogram.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TableSkeleton } from '#renderer/ui/skeletons.tsx';
import type { CheckedProfile } from '#shared/contract/library';
import { VendorId } from '#shared/model/ids';
import { useLibrary } from './queries.ts';
import { RemoveProfile } from './remove-profile.tsx';

const useStyles = makeStyles({
  search: { maxWidth: '560px' },
  box: { maxWidth: 'none', width: '100%' },
  vendor: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  list: { margin: 0, paddingLeft: '20px' },
});

/** A profile in the list, and whether an own one stands for it. */
interface Row extends CheckedProfile {
  readonly replaced: boolean;
}

const nameOf = ({ displayName, id }: CheckedProfile): string => displayName ?? id;

function rowsOf(profiles: readonly CheckedProfile[], search: string): readonly Row[] {
  const own = new Set(profiles.filter(({ source }) => source === 'administrator').map(({ id }) => id));
  const wanted = search.toLocaleLowerCase();
  return profiles
    .filter((profile) => [profile.id, nameOf(profile)].some((name) => name.toLocaleLowerCase().includes(wanted)))
    .map((profile) => ({ ...profile, replaced: profile.source === 'built-in' && own.has(profile.id) }))
    .toSorted(
      (one, other) => formats.compare(nameOf(one), nameOf(other)) || Number(one.replaced) - Number(other.replaced),
    );
}

/** Gives the list of all vendor profiles, with what is wrong with each. */
export function LibraryPage(): ReactElement {
  const styles = useStyles();
  const library = useLibrary();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  return (
    <Page title={text('profiles.title')} description={text('profiles.description')} actions={<Ways />}>
      <Field label={text('profiles.search')} className={styles.search}>
        <SearchBox className={styles.box} value={typed} onChange={(_event, { value }) => setTyped(value)} />
      </Field>
      <Answer query={library} skeleton={<TableSkeleton />}>
        {({ profiles }) => (
          <>
            <Refused profiles={profiles} />
            <Profiles rows={rowsOf(profiles, search)} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Ways(): ReactElement {
  return (
    <>
      <Button as="a" href={hrefOf(places.compareProfiles)} icon={<ArrowSwap20Regular />}>
        {text('profiles.compare')}
      </Button>
      <Button as="a" href={hrefOf(places.writeProfile)} icon={<Edit20Regular />}>
        {text('profiles.write')}
      </Button>
      <Button as="a" appearance="primary" href={hrefOf(places.importProfile)} icon={<DocumentAdd20Regular />}>
        {text('profiles.import')}
      </Button>
    </>
  );
}

function Refused({ profiles }: { readonly profiles: readonly CheckedProfile[] }): ReactElement | null {
  const styles = useStyles();
  const refused = profiles.filter(({ usable }) => !usable);
  if (refused.length === 0) return null;
  const builtIn = new Set(profiles.filter(({ source }) => source === 'built-in').map(({ id }) => id));
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{text('profiles.refusedTitle', { count: refused.length })}</MessageBarTitle>
        {text('profiles.refusedHelp')}
        <ul className={styles.list}>
          {refused.map(({ id, place, source, faults }) => (
            <li key={`${place} ${id}`} data-refused={id}>
              {place ?? id}:{' '}
              {faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')}
              {source === 'administrator' ? <RemoveRefused id={id} restoresBuiltIn={builtIn.has(id)} /> : null}
            </li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}

interface RemoveRefusedProps {
  readonly id: string;
  readonly restoresBuiltIn: boolean;
}

/** A folder whose name is no id belongs to no vendor: its file stays for a person to look at. */
function RemoveRefused({ id, restoresBuiltIn }: RemoveRefusedProps): ReactElement | null {
  const vendor = VendorId.safeParse(id);
  return vendor.success ? <RemoveProfile vendor={vendor.data} name={id} restoresBuiltIn={restoresBuiltIn} /> : null;
}

function Profiles({ rows }: { readonly rows: readonly Row[] }): ReactElement {
  if (rows.length === 0)
    return (
      <EmptyState
        icon={<Library24Regular />}
        title={text('profiles.none')}
        description={text('profiles.noneHelp')}
        actions={<Ways />}
      />
    );
  return (
    <Section flush>
      <DataTable
        label={text('profiles.listLabel')}
        columns={columnsOf()}
        rows={rows}
        rowKey={({ id, source }) => `${source} ${id}`}
      />
    </Section>
  );
}

const columnsOf = (): readonly Column<Row>[] => [
  {
    key: 'name',
    header: text('profiles.columnName'),
    cell: (row) => <Vendor row={row} />,
    sortBy: nameOf,
    width: '42%',
  },
  {
    key: 'source',
    header: text('profiles.columnFrom'),
    cell: ({ source }) => text(`profiles.source.${source}`),
    sortBy: ({ source }) => source,
  },
  {
    key: 'date',
    header: text('profiles.columnDate'),
    cell: ({ documentDate }) => documentDate ?? text('profiles.undated'),
    sortBy: ({ documentDate }) => documentDate ?? '',
  },
  { key: 'state', header: text('profiles.columnState'), cell: (row) => <State row={row} /> },
];

function Vendor({ row }: { readonly row: Row }): ReactElement {
  const styles = useStyles();
  const shown = row.usable && !row.replaced;
  return (
    <span className={styles.vendor} data-profile={row.id} data-source={row.source}>
      <Monogram name={nameOf(row)} />
      <span className={styles.words}>
        {shown ? <Link href={hrefOf(places.profileOf(row.id))}>{nameOf(row)}</Link> : nameOf(row)}
        <span className={styles.quiet}>{row.source === 'administrator' ? (row.place ?? row.id) : row.id}</span>
      </span>
    </span>
  );
}

function State({ row }: { readonly row: Row }): ReactElement {
  const styles = useStyles();
  const { usable, replaced, replaces, upgradable, doubts } = row;
  return (
    <span className={styles.badges}>
      {usable ? (
        <Badge appearance="tint" color={replaced ? 'informative' : 'success'}>
          {text(replaced ? 'profiles.replaced' : 'profiles.usable')}
        </Badge>
      ) : (
        <Badge appearance="tint" color="danger">
          {text('profiles.refused')}
        </Badge>
      )}
      {replaces === null ? null : (
        <Badge appearance="tint" color="warning">
          {text('profiles.overrides')}
        </Badge>
      )}
      {upgradable ? <Badge appearance="outline">{text('profiles.oldFormat')}</Badge> : null}
      {doubts.length === 0 ? null : (
        <Badge appearance="outline" color="informative">
          {text('profiles.doubtful', { count: doubts.length })}
        </Badge>
      )}
    </span>
  );
}
