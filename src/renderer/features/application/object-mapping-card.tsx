import {
  Badge,
  Button,
  Checkbox,
  makeStyles,
  mergeClasses,
  Switch,
  Text,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import { ArrowUndo20Regular, Delete20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text, textOr } from '#renderer/lib/text';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import { type ObjectMappingConfiguration, objectFlowActions } from '#shared/model/configuration';
import { filterTexts, type MappingEdit, mappingKey, sourceText } from './mapping-edits.ts';

const useStyles = makeStyles({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalM}`,
  },
  filter: {
    padding: `0 ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalM}`,
    color: tokens.colorNeutralForeground2,
  },
  source: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  quiet: { color: tokens.colorNeutralForeground2 },
  removed: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
});

interface ObjectMappingCardProps {
  readonly mapping: ObjectMappingConfiguration;
  readonly edit: MappingEdit;
  readonly onEdit: (edit: MappingEdit) => void;
}

/** Takes an object mapping and what was changed of it; gives its switch, its actions, its filter and its attributes. */
export function ObjectMappingCard({ mapping, edit, onEdit }: ObjectMappingCardProps): ReactElement {
  const styles = useStyles();
  const { source, target, scopingFilter } = mapping;
  const enabled = edit.enabled ?? mapping.enabled ?? true;
  const actions = edit.actions ?? mapping.actions ?? objectFlowActions;
  const filters = scopingFilter === null || scopingFilter === undefined ? [] : filterTexts(scopingFilter);
  return (
    <Section
      flush
      title={text('mappings.pair', { source, target })}
      actions={
        <Switch
          label={text('mappings.enabled', { source })}
          checked={enabled}
          onChange={(_event, { checked }) => onEdit({ ...edit, enabled: checked })}
        />
      }
    >
      <fieldset className={styles.actions} style={{ border: 'none', margin: 0 }}>
        <Text weight="semibold">{text('mappings.actions')}</Text>
        {objectFlowActions.map((action) => (
          <Checkbox
            key={action}
            label={text(`mappings.action_${action}`)}
            checked={actions.includes(action)}
            onChange={(_event, { checked }) =>
              onEdit({
                ...edit,
                actions: objectFlowActions.filter((one) => (one === action ? checked === true : actions.includes(one))),
              })
            }
          />
        ))}
      </fieldset>
      {filters.map((conditions) => (
        <Text key={conditions.join()} className={styles.filter}>
          {text('mappings.filter')} {conditions.join(' · ')}
        </Text>
      ))}
      <Attributes mapping={mapping} edit={edit} onEdit={onEdit} />
    </Section>
  );
}

function Attributes({ mapping, edit, onEdit }: ObjectMappingCardProps): ReactElement {
  const styles = useStyles();
  const removed = edit.removed ?? [];
  const toggle = (name: string): void =>
    onEdit({ ...edit, removed: removed.includes(name) ? removed.filter((one) => one !== name) : [...removed, name] });
  return (
    <DataTable
      label={`${text('mappings.title')} ${mappingKey(mapping)}`}
      columns={columnsOf({ styles, removed, toggle })}
      rows={mapping.attributeMappings ?? []}
      rowKey={({ targetAttributeName }) => targetAttributeName}
    />
  );
}

interface ColumnOptions {
  readonly styles: ReturnType<typeof useStyles>;
  readonly removed: readonly string[];
  readonly toggle: (name: string) => void;
}

const columnsOf = ({ styles, removed, toggle }: ColumnOptions): readonly Column<AttributeMapping>[] => [
  {
    key: 'target',
    header: text('mappings.target'),
    width: '32%',
    sortBy: ({ targetAttributeName }) => targetAttributeName,
    cell: ({ targetAttributeName, matchingPriority = 0 }) => (
      <>
        <span className={mergeClasses(removed.includes(targetAttributeName) && styles.removed)}>
          {targetAttributeName}
        </span>{' '}
        {(matchingPriority ?? 0) > 0 ? (
          <Badge appearance="tint" color="brand">
            {text('mappings.matchingOrder', { priority: matchingPriority ?? 0 })}
          </Badge>
        ) : null}
      </>
    ),
  },
  {
    key: 'source',
    header: text('mappings.source'),
    width: '36%',
    sortBy: (mapping) => sourceText(mapping) ?? '',
    cell: (mapping) => {
      const source = sourceText(mapping);
      if (source === null) return <Text className={styles.quiet}>{text('mappings.none')}</Text>;
      return <span className={styles.source}>{source}</span>;
    },
  },
  { key: 'default', header: text('mappings.default'), cell: ({ defaultValue }) => defaultValue ?? '–' },
  {
    key: 'flow',
    header: text('mappings.flow'),
    cell: ({ flowType }) =>
      textOr('mappings', `flow_${(flowType ?? 'always').replace(/^./, (first) => first.toLowerCase())}`),
  },
  {
    key: 'remove',
    header: text('common.edit'),
    align: 'end',
    cell: ({ targetAttributeName, matchingPriority }) => {
      const isRemoved = removed.includes(targetAttributeName);
      const label = isRemoved ? text('mappings.removed') : text('mappings.remove', { target: targetAttributeName });
      // Without a matching attribute nobody would be found again.
      if ((matchingPriority ?? 0) > 0) return null;
      return (
        <Tooltip content={label} relationship="label">
          <Button
            appearance="subtle"
            size="small"
            icon={isRemoved ? <ArrowUndo20Regular /> : <Delete20Regular />}
            onClick={() => toggle(targetAttributeName)}
          />
        </Tooltip>
      );
    },
  },
];
