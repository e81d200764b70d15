import {
  Button,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  SearchBox,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import type { Added } from '#renderer/features/application/scope/scope-edits';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { DirectoryEntry } from '#shared/model/preparation';
import type { RoleView } from '#shared/model/scope';
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

const addedOf = ({ id, kind, displayName, userPrincipalName }: DirectoryEntry, role: string | null): Added => ({
  id,
  name: userPrincipalName ?? displayName,
  kind: kind === 'user' ? 'person' : 'group',
  role,
});

interface DirectoryPickerProps {
  /** Roles to choose from. */
  readonly roles: readonly RoleView[];
  readonly onAdd: (added: Added) => void;
}

/** Takes roles and what to do with a choice; gives a search of people and groups by the beginning of their name. */
export function DirectoryPicker({ roles, onAdd }: DirectoryPickerProps): ReactElement {
  const styles = useStyles();
  const [role, setRole] = useState('');
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
        <Field label={text('scope.roleOf')}>
          <Select value={role} onChange={(_event, { value }) => setRole(value)}>
            <option value="">{text('scope.defaultRole')}</option>
            {roles.map(({ id, name, displayName }) => (
              <option key={id} value={name}>
                {displayName}
              </option>
            ))}
          </Select>
        </Field>
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
              onClick={() => onAdd(addedOf(entry, role === '' ? null : role))}
            >
              {text('scope.add')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
