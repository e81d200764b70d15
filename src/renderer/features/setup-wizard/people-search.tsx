import { Button, Field, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { Add20Regular, Checkmark20Regular, People20Regular, Person20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { useSettled } from '#renderer/lib/use-settled';
import { Answer } from '#renderer/ui/answer.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { DirectoryEntry } from '#shared/model/preparation';
import type { AssignmentAnswer } from '#shared/model/wizard';
import { answer } from './wizard-store.ts';

const useStyles = makeStyles({
  search: { maxWidth: '560px' },
  box: { maxWidth: 'none', width: '100%' },
  results: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    maxHeight: '320px',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) auto',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottom: 'none' },
  },
  icon: { display: 'flex', color: tokens.colorNeutralForeground2 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** Takes who is chosen already; gives a search over people and groups whose results can be added. */
export function PeopleSearch({ assignments }: { readonly assignments: readonly AssignmentAnswer[] }): ReactElement {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim());
  return (
    <>
      <Field label={text('wizard.people.search')} hint={text('wizard.people.searchHelp')} className={styles.search}>
        <SearchBox className={styles.box} value={typed} onChange={(_event, { value }) => setTyped(value)} />
      </Field>
      {search === '' ? null : (
        <>
          <Results kind="user" search={search} assignments={assignments} />
          <Results kind="group" search={search} assignments={assignments} />
        </>
      )}
    </>
  );
}

interface ResultsProps {
  readonly kind: DirectoryEntry['kind'];
  readonly search: string;
  readonly assignments: readonly AssignmentAnswer[];
}

function Results({ kind, search, assignments }: ResultsProps): ReactElement {
  const styles = useStyles();
  const found = useRead('directory.search', { kind, search }, { keepPrevious: true, freshForMs: 60_000 });
  const chosen = new Set(assignments.map(({ id }) => id));
  return (
    <Answer query={found} skeleton={<LinesSkeleton lines={2} />}>
      {({ entries, complete }) =>
        entries.length === 0 ? (
          <span className={styles.quiet}>{text(`wizard.people.none.${kind}`)}</span>
        ) : (
          <>
            <ul className={styles.results} aria-label={text(`wizard.people.found.${kind}`)}>
              {entries.map((entry) => (
                <Entry key={entry.id} entry={entry} isChosen={chosen.has(entry.id)} assignments={assignments} />
              ))}
            </ul>
            {complete ? null : <span className={styles.quiet}>{text('wizard.people.more')}</span>}
          </>
        )
      }
    </Answer>
  );
}

const assignmentOf = ({ kind, id, displayName, userPrincipalName }: DirectoryEntry): AssignmentAnswer => ({
  kind,
  id,
  displayName,
  detail: userPrincipalName ?? '',
  role: '',
});

interface EntryProps {
  readonly entry: DirectoryEntry;
  readonly isChosen: boolean;
  readonly assignments: readonly AssignmentAnswer[];
}

function Entry({ entry, isChosen, assignments }: EntryProps): ReactElement {
  const styles = useStyles();
  const { kind, displayName, userPrincipalName, assignable } = entry;
  const detail = assignable ? (userPrincipalName ?? text('wizard.people.group')) : text('wizard.people.notAssignable');
  return (
    <li className={styles.row}>
      <span aria-hidden className={styles.icon}>
        {kind === 'user' ? <Person20Regular /> : <People20Regular />}
      </span>
      <span className={styles.words}>
        <span>{displayName}</span>
        <span className={styles.quiet}>{detail}</span>
      </span>
      <Button
        appearance="subtle"
        icon={isChosen ? <Checkmark20Regular /> : <Add20Regular />}
        disabled={isChosen || !assignable}
        aria-label={text(isChosen ? 'wizard.people.chosen' : 'wizard.people.add', { name: displayName })}
        onClick={() => answer({ assignments: [...assignments, assignmentOf(entry)] })}
      />
    </li>
  );
}
