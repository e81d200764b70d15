import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { DataTable } from '#renderer/ui/data-table.tsx';
import type { AssignmentConfiguration } from '#shared/model/configuration';
import type { Added } from './directory-picker.tsx';

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } });

interface Line {
  readonly who: string;
  readonly kind: 'person' | 'group';
  readonly role: string;
  readonly isNew: boolean;
}

const lineOf = ({ user, group, role }: AssignmentConfiguration): Line => ({
  who: user ?? group ?? '',
  kind: user === undefined ? 'group' : 'person',
  role: role ?? text('scope.defaultRole'),
  isNew: false,
});

interface AssignmentTableProps {
  readonly assignments: readonly AssignmentConfiguration[];
  readonly added: readonly Added[];
}

/** Takes who is assigned and who is about to be; gives both as one table. */
export function AssignmentTable({ assignments, added }: AssignmentTableProps): ReactElement {
  const styles = useStyles();
  const lines: readonly Line[] = [
    ...added.map(({ name, assignment }) => ({ ...lineOf(assignment), who: name, isNew: true })),
    ...assignments.map(lineOf),
  ];
  if (lines.length === 0) return <Text className={styles.quiet}>{text('scope.nobody')}</Text>;
  return (
    <DataTable
      label={text('scope.assignments')}
      rows={lines}
      rowKey={({ kind, who, isNew }) => `${kind}:${who}:${isNew}`}
      columns={[
        {
          key: 'who',
          header: text('scope.who'),
          sortBy: ({ who }) => who,
          cell: ({ who, isNew }) => (
            <>
              {who}{' '}
              {isNew ? (
                <Badge appearance="tint" color="brand">
                  {text('scope.added')}
                </Badge>
              ) : null}
            </>
          ),
        },
        {
          key: 'kind',
          header: text('scope.kind'),
          sortBy: ({ kind }) => kind,
          cell: ({ kind }) => text(`scope.${kind}`),
        },
        { key: 'role', header: text('scope.role'), sortBy: ({ role }) => role, cell: ({ role }) => role },
      ]}
    />
  );
}
