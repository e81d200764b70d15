import { Button, makeStyles, Select, tokens } from '@fluentui/react-components';
import { Dismiss20Regular, People20Regular, People24Regular, Person20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import type { AppRoleChoice } from '#shared/model/preparation';
import type { AssignmentAnswer } from '#shared/model/wizard';
import { answer } from './wizard-store.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) minmax(0, 220px) auto',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalXS} 0`,
    '@media (max-width: 700px)': { gridTemplateColumns: '20px minmax(0, 1fr) auto' },
  },
  icon: { display: 'flex', color: tokens.colorNeutralForeground2 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

interface ChosenPeopleProps {
  readonly assignments: readonly AssignmentAnswer[];
  /** Roles of the application, as far as they are known; a new one gets its roles when it is made. */
  readonly roles: readonly AppRoleChoice[];
}

/** Takes who was chosen and the roles there are; gives the list, with a role for each and the way out of it. */
export function ChosenPeople({ assignments, roles }: ChosenPeopleProps): ReactElement {
  const styles = useStyles();
  if (assignments.length === 0)
    return (
      <EmptyState
        icon={<People24Regular />}
        title={text('wizard.people.nobody')}
        description={text('wizard.people.nobodyHelp')}
      />
    );
  return (
    <>
      <h3 className={styles.title}>{text('wizard.people.count', { count: assignments.length })}</h3>
      <ul className={styles.list}>
        {assignments.map((assignment) => (
          <Chosen key={assignment.id} assignment={assignment} assignments={assignments} roles={roles} />
        ))}
      </ul>
    </>
  );
}

function Chosen({
  assignment,
  assignments,
  roles,
}: ChosenPeopleProps & { readonly assignment: AssignmentAnswer }): ReactElement {
  const styles = useStyles();
  const { id, kind, displayName, detail, role } = assignment;
  const change = (next: string): void =>
    answer({ assignments: assignments.map((one) => (one.id === id ? { ...one, role: next } : one)) });
  return (
    <li className={styles.row} data-assigned={id}>
      <span aria-hidden className={styles.icon}>
        {kind === 'user' ? <Person20Regular /> : <People20Regular />}
      </span>
      <span className={styles.words}>
        <span>{displayName}</span>
        <span className={styles.quiet}>{detail === '' ? text('wizard.people.group') : detail}</span>
      </span>
      {roles.length === 0 ? (
        <span className={styles.quiet}>{text('wizard.people.roleLater')}</span>
      ) : (
        <Select
          value={role}
          aria-label={text('wizard.people.role', { name: displayName })}
          onChange={(_event, { value }) => change(value)}
        >
          <option value="">{text('wizard.people.roleChosen')}</option>
          {roles.map(({ value, displayName: shown }) => (
            <option key={value} value={value}>
              {shown}
            </option>
          ))}
        </Select>
      )}
      <Button
        appearance="subtle"
        icon={<Dismiss20Regular />}
        aria-label={text('wizard.people.remove', { name: displayName })}
        onClick={() => answer({ assignments: assignments.filter((one) => one.id !== id) })}
      />
    </li>
  );
}
