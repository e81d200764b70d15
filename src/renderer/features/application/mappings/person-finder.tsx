import { Button, Checkbox, Field, makeStyles, SearchBox, Text, tokens } from '@fluentui/react-components';
import { memo, type ReactElement, useState } from 'react';
import { useDirectorySearch } from '#renderer/features/application/queries';
import { useClient } from '#renderer/lib/client-context';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import type { WireError } from '#shared/contract/result';
import type { SamplePerson } from '#shared/model/mappings';

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  box: { maxWidth: '420px', width: '100%' },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '76ch' },
});

interface PersonFinderProps {
  readonly attributes: readonly string[];
  readonly onFound: (person: SamplePerson) => void;
}

/** What was asked for last, so that it can be asked again with the permission that was missing. */
interface Asked {
  readonly user: string;
  readonly error: WireError | null;
  readonly withoutValue: number;
}

function DrawnPersonFinder({ attributes, onFound }: PersonFinderProps): ReactElement {
  const styles = useStyles();
  const { api } = useClient();
  const [search, setSearch] = useState('');
  const [full, setFull] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const found = useDirectorySearch('user', search);
  const entries = search.trim().length > 1 ? (found.data?.entries ?? []) : [];
  const read = async (user: string): Promise<void> => {
    const answer = await api['expressions.readSample']({
      user,
      attributes: [...attributes],
      permission: full ? 'all' : 'basic',
    });
    setAsked({
      user,
      error: answer.ok ? null : answer.error,
      withoutValue: answer.ok ? answer.data.withoutValue.length : 0,
    });
    if (answer.ok) onFound(answer.data.sample);
  };
  return (
    <div className={styles.frame}>
      <Field label={text('lab.findPerson')}>
        <SearchBox className={styles.box} value={search} onChange={(_event, { value }) => setSearch(value)} />
      </Field>
      <Checkbox label={text('lab.full')} checked={full} onChange={(_event, { checked }) => setFull(checked === true)} />
      <Text size={200} className={styles.quiet}>
        {text('lab.fullHelp')}
      </Text>
      {found.error === null ? null : <ErrorPanel error={found.error.wire} onRetry={() => void found.refetch()} />}
      <ul className={styles.list}>
        {entries.slice(0, 8).map(({ id, displayName }) => (
          <li key={id}>
            <Button size="small" aria-label={text('lab.takeOne', { name: displayName })} onClick={() => void read(id)}>
              {displayName}
            </Button>
          </li>
        ))}
      </ul>
      {asked === null || asked.error === null ? null : (
        <ErrorPanel error={asked.error} onRetry={() => void read(asked.user)} />
      )}
      {asked === null || asked.withoutValue === 0 ? null : (
        <Text size={200} className={styles.quiet}>
          {text('lab.withoutValue', { count: asked.withoutValue })}
        </Text>
      )}
    </div>
  );
}

/** Takes the attributes that mappings read; gives a search of people to try an expression on. Reading all attributes asks for a permission, with its reason. */
export const PersonFinder = memo(DrawnPersonFinder);
