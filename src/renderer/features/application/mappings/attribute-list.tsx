import { Badge, Button, makeStyles, mergeClasses, Text, Tooltip, tokens } from '@fluentui/react-components';
import { Add20Regular, ArrowUndo20Regular, Delete20Regular, Edit20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { type ObjectMappingEdits, withEdit, withoutAttributeEdit } from '#shared/mappings/edits';
import type { AttributeView } from '#shared/model/attribute-definition';
import type { ObjectMappingView } from '#shared/model/mappings';
import { AttributeDialog } from './attribute-dialog.tsx';
import { editedAttributes } from './mapping-rows.ts';

const useStyles = makeStyles({
  name: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  removed: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
  marks: { display: 'flex', flexWrap: 'wrap', gap: '4px' },
  buttons: { display: 'inline-flex', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface AttributeListProps {
  readonly object: ObjectMappingView;
  readonly edits: ObjectMappingEdits;
  readonly onEdits: (edits: ObjectMappingEdits) => void;
}

type Row = AttributeView & { readonly state: 'same' | 'changed' | 'new' | 'removed' };

/** The list as it will be, with what leaves it still to be seen. */
function rowsOf({ object, edits }: AttributeListProps): readonly Row[] {
  const live = new Set(object.targetAttributes.map(({ name }) => name));
  const stateOf = (name: string): Row['state'] => {
    if (!live.has(name)) return 'new';
    return edits.attributes[name] === undefined ? 'same' : 'changed';
  };
  const removed = object.targetAttributes
    .filter(({ name }) => edits.attributes[name] === null)
    .map((one): Row => ({ ...one, state: 'removed' }));
  return [...editedAttributes(object, edits).map((one): Row => ({ ...one, state: stateOf(one.name) })), ...removed];
}

/** Takes an object mapping; gives the list of attributes that its target has, to be edited by those who open it. */
export function AttributeList(props: AttributeListProps): ReactElement {
  const { object, edits, onEdits } = props;
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState<{ readonly attribute: AttributeView | null } | null>(null);
  return (
    <Section
      flush
      title={text('attributes.title', { object: object.target })}
      description={text('attributes.help')}
      actions={
        <>
          {open ? (
            <Button icon={<Add20Regular />} disabled={!object.editable} onClick={() => setOpened({ attribute: null })}>
              {text('attributes.add')}
            </Button>
          ) : null}
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            {text(open ? 'attributes.hide' : 'attributes.show')}
          </Button>
        </>
      }
    >
      {open ? (
        <DataTable
          label={text('attributes.title', { object: object.target })}
          columns={columnsOf(props, styles, (attribute) => setOpened({ attribute }))}
          rows={rowsOf(props)}
          rowKey={({ name }) => name}
        />
      ) : null}
      {opened === null ? null : (
        <AttributeDialog
          object={object}
          edits={edits}
          attribute={opened.attribute}
          onTake={onEdits}
          onClose={() => setOpened(null)}
        />
      )}
    </Section>
  );
}

const marksOf = ({ anchor, required, multivalued, caseExact }: AttributeView): readonly string[] => [
  ...(anchor ? [text('attributes.primaryKey')] : []),
  ...(required ? [text('attributes.required')] : []),
  ...(multivalued ? [text('attributes.multivalued')] : []),
  ...(caseExact ? [text('attributes.caseExact')] : []),
];

const columnsOf = (
  { object, edits, onEdits }: AttributeListProps,
  styles: ReturnType<typeof useStyles>,
  onEdit: (attribute: AttributeView) => void,
): readonly Column<Row>[] => [
  {
    key: 'name',
    header: text('attributes.name'),
    width: '40%',
    sortBy: ({ name }) => name,
    cell: ({ name, state }) => (
      <>
        <span className={mergeClasses(styles.name, state === 'removed' && styles.removed)}>{name}</span>{' '}
        {state === 'same' ? null : <Badge appearance="tint">{text(`mappings.state_${state}`)}</Badge>}
      </>
    ),
  },
  { key: 'type', header: text('attributes.type'), sortBy: ({ type }) => type, cell: ({ type }) => type },
  {
    key: 'marks',
    header: text('attributes.marks'),
    cell: (row) => (
      <span className={styles.marks}>
        {marksOf(row).map((mark) => (
          <Badge key={mark} appearance="outline" color="informative">
            {mark}
          </Badge>
        ))}
        {row.referencedObjects.map(({ object: referred }) => (
          <Text key={referred} size={200} className={styles.quiet}>
            → {referred}
          </Text>
        ))}
      </span>
    ),
  },
  {
    key: 'edit',
    header: text('common.edit'),
    align: 'end',
    cell: (row) =>
      !object.editable || row.anchor ? null : (
        <span className={styles.buttons}>
          {row.state === 'same' ? null : (
            <Tooltip content={text('mappings.undo', { target: row.name })} relationship="label">
              <Button
                appearance="subtle"
                size="small"
                icon={<ArrowUndo20Regular />}
                onClick={() => onEdits(withoutAttributeEdit(edits, row.name))}
              />
            </Tooltip>
          )}
          {row.state === 'removed' ? null : (
            <>
              <Tooltip content={text('attributes.edit', { name: row.name })} relationship="label">
                <Button appearance="subtle" size="small" icon={<Edit20Regular />} onClick={() => onEdit(row)} />
              </Tooltip>
              {row.state === 'new' ? null : (
                <Tooltip content={text('attributes.remove', { name: row.name })} relationship="label">
                  <Button
                    appearance="subtle"
                    size="small"
                    icon={<Delete20Regular />}
                    onClick={() => onEdits(withEdit(edits, { kind: 'removeAttribute', name: row.name }))}
                  />
                </Tooltip>
              )}
            </>
          )}
        </span>
      ),
  },
];
