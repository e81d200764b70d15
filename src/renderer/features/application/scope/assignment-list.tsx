import { Badge, Button, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { DataTable } from '#renderer/ui/data-table.tsx';
import type { AssignmentView } from '#shared/model/scope';
import type { Added } from './scope-edits.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** So many rows at once; more are asked for. */
const pageSize = 200;

type Row =
  | { readonly isNew: true; readonly id: string; readonly who: string; readonly kind: string; readonly role: string }
  | {
      readonly isNew: false;
      readonly id: string;
      readonly who: string;
      readonly kind: string;
      readonly role: string;
      readonly warnings: AssignmentView['warnings'];
    };

const kindText = (kind: AssignmentView['kind']): string => (kind === 'other' ? kind : text(`scope.${kind}`));

const rowOf = ({ id, displayName, kind, role, warnings }: AssignmentView): Row => ({
  isNew: false,
  id,
  who: displayName,
  kind: kindText(kind),
  role,
  warnings,
});

const newRow = ({ id, name, kind, role }: Added): Row => ({
  isNew: true,
  id,
  who: name,
  kind: kindText(kind),
  role: role ?? text('scope.defaultRole'),
});

interface AssignmentListProps {
  readonly assignments: readonly AssignmentView[];
  readonly added: readonly Added[];
  readonly onTakeBack: (id: string) => void;
  readonly onRemove: (assignments: readonly string[]) => void;
}

/** Takes who is assigned and who is about to be; gives both as one table, with what to know about each and the way to remove. */
export function AssignmentList({ assignments, added, onTakeBack, onRemove }: AssignmentListProps): ReactElement {
  const styles = useStyles();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState(pageSize);
  const rows = [...added.map(newRow), ...assignments.map(rowOf)];
  if (rows.length === 0) return <Text className={styles.quiet}>{text('scope.nobody')}</Text>;
  const choose = (id: string, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const there = assignments.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  return (
    <>
      <DataTable
        label={text('scope.assignments')}
        rows={rows.slice(0, shown)}
        rowKey={({ id, isNew }) => `${id}:${isNew}`}
        columns={[
          {
            key: 'choose',
            header: text('scope.chooseHeader'),
            width: '72px',
            cell: (row) =>
              row.isNew ? (
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<Dismiss16Regular />}
                  aria-label={text('scope.takeBack', { name: row.who })}
                  onClick={() => onTakeBack(row.id)}
                />
              ) : (
                <Checkbox
                  aria-label={text('scope.choose', { name: row.who })}
                  checked={chosen.has(row.id)}
                  onChange={(_event, { checked }) => choose(row.id, checked === true)}
                />
              ),
          },
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
          { key: 'kind', header: text('scope.kind'), sortBy: ({ kind }) => kind, cell: ({ kind }) => kind },
          { key: 'role', header: text('scope.role'), sortBy: ({ role }) => role, cell: ({ role }) => role },
          {
            key: 'state',
            header: text('scope.state'),
            width: '34%',
            cell: (row) =>
              row.isNew
                ? null
                : row.warnings.map(({ code, message, nextStep }) => (
                    <Text key={code} block size={200} className={styles.warning}>
                      {message} {nextStep}
                    </Text>
                  )),
          },
        ]}
      />
      {rows.length > shown ? (
        <div>
          <Button onClick={() => setShown(shown + pageSize)}>
            {text('scope.moreRows', { count: rows.length - shown })}
          </Button>
        </div>
      ) : null}
      {assignments.length === 0 ? null : (
        <div className={styles.bar}>
          <Button disabled={there.length === 0} onClick={() => onRemove(there)}>
            {text('scope.remove', { count: there.length })}
          </Button>
          <Text className={styles.quiet}>{text('scope.removeHelp')}</Text>
        </div>
      )}
    </>
  );
}
