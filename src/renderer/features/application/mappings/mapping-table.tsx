import { Badge, Button, makeStyles, mergeClasses, Text, Tooltip, tokens } from '@fluentui/react-components';
import { ArrowUndo20Regular, Delete20Regular, Edit20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text, textOr } from '#renderer/lib/text';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { expressionOf, sourceKindOf } from '#shared/mappings/source-kind';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import type { EditedRow } from './mapping-rows.ts';

const useStyles = makeStyles({
  name: { overflowWrap: 'anywhere' },
  source: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  quiet: { color: tokens.colorNeutralForeground2 },
  removed: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
  marks: { display: 'inline-flex', flexWrap: 'wrap', gap: '4px' },
  buttons: { display: 'inline-flex', whiteSpace: 'nowrap' },
});

const stateColours = { new: 'success', changed: 'brand', removed: 'danger' } as const;

interface MappingTableProps {
  readonly label: string;
  readonly rows: readonly EditedRow[];
  readonly editable: boolean;
  readonly onEdit: (mapping: AttributeMapping) => void;
  readonly onRemove: (target: string) => void;
  readonly onUndo: (target: string) => void;
}

/** Takes the rows of an object mapping; gives the table in which they are edited, removed and taken back. */
export function MappingTable(props: MappingTableProps): ReactElement {
  const styles = useStyles();
  return (
    <DataTable label={props.label} columns={columnsOf(props, styles)} rows={props.rows} rowKey={({ key }) => key} />
  );
}

const columnsOf = (props: MappingTableProps, styles: ReturnType<typeof useStyles>): readonly Column<EditedRow>[] => [
  {
    key: 'target',
    header: text('mappings.target'),
    width: '30%',
    sortBy: ({ mapping }) => mapping.targetAttributeName,
    cell: ({ mapping, state }) => (
      <>
        <span className={mergeClasses(styles.name, state === 'removed' && styles.removed)}>
          {mapping.targetAttributeName}
        </span>{' '}
        <span className={styles.marks}>
          {state === 'same' ? null : (
            <Badge appearance="tint" color={stateColours[state]}>
              {text(`mappings.state_${state}`)}
            </Badge>
          )}
          {(mapping.matchingPriority ?? 0) > 0 ? (
            <Badge appearance="tint" color="informative">
              {text('mappings.matchingOrder', { priority: mapping.matchingPriority ?? 0 })}
            </Badge>
          ) : null}
        </span>
      </>
    ),
  },
  {
    key: 'source',
    header: text('mappings.source'),
    width: '36%',
    sortBy: ({ mapping }) => expressionOf(mapping.source),
    cell: ({ mapping }) =>
      mapping.source === null ? (
        <Text className={styles.quiet}>{text('mappings.kind_none')}</Text>
      ) : (
        <span className={styles.source}>{expressionOf(mapping.source)}</span>
      ),
  },
  {
    key: 'kind',
    header: text('attributes.type'),
    sortBy: ({ mapping }) => sourceKindOf(mapping.source),
    cell: ({ mapping }) => text(`mappings.kind_${sourceKindOf(mapping.source)}`),
  },
  {
    key: 'default',
    header: text('mappings.default'),
    cell: ({ mapping }) => <span className={styles.name}>{mapping.defaultValue ?? '–'}</span>,
  },
  {
    key: 'flow',
    header: text('mappings.flow'),
    cell: ({ mapping }) =>
      textOr('mappings', `flow_${(mapping.flowType ?? 'always').replace(/^./, (first) => first.toLowerCase())}`),
  },
  {
    key: 'actions',
    header: text('common.edit'),
    align: 'end',
    cell: (row) => (props.editable ? <RowButtons row={row} {...props} /> : null),
  },
];

function RowButtons({ row, onEdit, onRemove, onUndo }: { readonly row: EditedRow } & MappingTableProps): ReactElement {
  const styles = useStyles();
  const { mapping, state } = row;
  const target = mapping.targetAttributeName;
  return (
    <span className={styles.buttons}>
      {state === 'same' ? null : (
        <IconButton
          label={text('mappings.undo', { target })}
          icon={<ArrowUndo20Regular />}
          onClick={() => onUndo(target)}
        />
      )}
      {state === 'removed' ? null : (
        <>
          <IconButton
            label={text('mappings.edit', { target })}
            icon={<Edit20Regular />}
            onClick={() => onEdit(mapping)}
          />
          <IconButton
            label={text('mappings.remove', { target })}
            icon={<Delete20Regular />}
            onClick={() => onRemove(target)}
          />
        </>
      )}
    </span>
  );
}

interface IconButtonProps {
  readonly label: string;
  readonly icon: ReactElement;
  readonly onClick: () => void;
}

const IconButton = ({ label, icon, onClick }: IconButtonProps): ReactElement => (
  <Tooltip content={label} relationship="label">
    <Button appearance="subtle" size="small" icon={icon} onClick={onClick} />
  </Tooltip>
);
