import { Button, Field, makeStyles, Radio, RadioGroup, SearchBox, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { AssignmentConfiguration } from '#shared/model/configuration';
import type { DirectoryEntry } from '#shared/model/preparation';
import { useDirectorySearch } from './queries.ts';

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  fields: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, alignItems: 'flex-end' },
  search: { flex: '1 1 260px' },
  box: { maxWidth: 'none', width: '100%' },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  found: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Somebody who is assigned when the change is applied. */
export interface Added {
  readonly id: string;
  readonly name: string;
  readonly assignment: AssignmentConfiguration;
}

const addedOf = ({ id, kind, displayName, userPrincipalName }: DirectoryEntry): Added => ({
  id,
  name: userPrincipalName ?? displayName,
  assignment: kind === 'user' ? { user: id } : { group: id },
});

/** Takes what to do with a choice; gives a search of people and groups by the beginning of their name. */
export function DirectoryPicker({ onAdd }: { readonly onAdd: (added: Added) => void }): ReactElement {
  const styles = useStyles();
  const [kind, setKind] = useState<'user' | 'group'>('user');
  const [search, setSearch] = useState('');
  const found = useDirectorySearch(kind, search);
  const entries = search.trim().length > 1 ? found.data?.entries : undefined;
  return (
    <div className={styles.frame}>
      <div className={styles.fields}>
        <Field label={text('scope.find')} className={styles.search}>
          <SearchBox className={styles.box} value={search} onChange={(_event, { value }) => setSearch(value)} />
        </Field>
        <RadioGroup
          layout="horizontal"
          aria-label={text('scope.findKind')}
          value={kind}
          onChange={(_event, { value }) => setKind(value as 'user' | 'group')}
        >
          <Radio value="user" label={text('scope.person')} />
          <Radio value="group" label={text('scope.group')} />
        </RadioGroup>
      </div>
      {found.error === null ? null : <ErrorPanel error={found.error.wire} onRetry={() => void found.refetch()} />}
      {found.isLoading ? <LinesSkeleton lines={2} /> : null}
      {entries?.length === 0 ? <Text className={styles.quiet}>{text('scope.noFound')}</Text> : null}
      <ul className={styles.list}>
        {(entries ?? []).map((entry) => (
          <li key={entry.id} className={styles.found}>
            <span>
              {entry.displayName}{' '}
              <Text className={styles.quiet}>
                {entry.assignable ? entry.userPrincipalName : text('scope.notAssignable')}
              </Text>
            </span>
            <Button
              size="small"
              disabled={!entry.assignable}
              aria-label={text('scope.addOne', { name: entry.displayName })}
              onClick={() => onAdd(addedOf(entry))}
            >
              {text('scope.add')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
