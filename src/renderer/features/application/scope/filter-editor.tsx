import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add20Regular, Delete20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import type { FilterClause as Clause, FilterGroup, ScopingFilter } from '#shared/model/attribute-mapping';
import type { FilterFinding, ScopedObject, ScopeView } from '#shared/model/scope';
import { FilterClause, Findings } from './filter-clause.tsx';
import { filterChanges, objectKey } from './scope-edits.ts';
import { useFilterCheck } from './scope-queries.ts';

const useStyles = makeStyles({
  group: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: tokens.spacingHorizontalL,
    margin: 0,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  head: { display: 'flex', gap: tokens.spacingHorizontalM, alignItems: 'flex-end', justifyContent: 'space-between' },
  title: { flex: '0 1 320px', minWidth: 0 },
  joint: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, textTransform: 'uppercase' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** A clause to begin with: an attribute that most filters look at, where the schema has it. */
function newClause({ attributes }: ScopedObject, { operators }: ScopeView): Clause {
  const names = attributes.map(({ name }) => name);
  const usual = ['department', 'displayName'].find((name) => names.includes(name)) ?? names[0] ?? 'displayName';
  const operator = operators.find(({ name }) => name === 'EQUALS') ?? operators[0];
  return { sourceOperandName: usual, operatorName: operator?.name ?? 'EQUALS', targetOperand: { values: [''] } };
}

interface FilterEditorProps {
  readonly object: ScopedObject;
  readonly view: ScopeView;
  readonly filter: ScopingFilter;
  readonly onChange: (filter: ScopingFilter) => void;
}

/** Takes the scoping filter of one kind of object as it is edited; gives groups (OR) of clauses (AND), with the rules beside each. */
export function FilterEditor({ object, view, filter, onChange }: FilterEditorProps): ReactElement {
  const styles = useStyles();
  const check = useFilterCheck(filter, object, view);
  const findings = check.data?.findings ?? [];
  const add = (): void =>
    onChange(
      filterChanges.addGroup(filter, {
        name: text('filter.group', { number: filter.groups.length + 1 }),
        clauses: [newClause(object, view)],
      }),
    );
  return (
    <Section
      title={text('filter.title', { object: objectKey(object) })}
      description={text('filter.help')}
      actions={
        <Button icon={<Add20Regular />} onClick={add}>
          {text('filter.addGroup')}
        </Button>
      }
    >
      {object.enabled ? null : <Text className={styles.quiet}>{text('filter.off')}</Text>}
      {filter.groups.length === 0 ? <Text className={styles.quiet}>{text('filter.none')}</Text> : null}
      {filter.groups.map((group, index) => (
        // A group has no name of its own that stays.
        // biome-ignore lint/suspicious/noArrayIndexKey: groups are only added at the end and edited in place
        <div key={index}>
          {index === 0 ? null : <Text className={styles.joint}>{text('filter.or')}</Text>}
          <Group
            group={group}
            number={index + 1}
            object={object}
            view={view}
            findings={findings.filter((finding) => finding.group === index)}
            onChange={(changed) => onChange(filterChanges.setGroup(filter, index, changed))}
            onRemove={() => onChange(filterChanges.removeGroup(filter, index))}
          />
        </div>
      ))}
      {filter.groups.length === 0 || check.data?.inWords == null ? null : (
        <Text className={styles.quiet}>{text('filter.inWords', { words: check.data.inWords })}</Text>
      )}
    </Section>
  );
}

interface GroupProps {
  readonly group: FilterGroup;
  readonly number: number;
  readonly object: ScopedObject;
  readonly view: ScopeView;
  readonly findings: readonly FilterFinding[];
  readonly onChange: (group: FilterGroup) => void;
  readonly onRemove: () => void;
}

function Group({ group, number, object, view, findings, onChange, onRemove }: GroupProps): ReactElement {
  const styles = useStyles();
  const title = group.name == null || group.name === '' ? text('filter.group', { number }) : group.name;
  const own = findings.filter(({ clause }) => clause === null);
  return (
    <fieldset className={styles.group} aria-label={title}>
      <div className={styles.head}>
        <Field label={text('filter.name')} className={styles.title}>
          <Input value={group.name ?? ''} onChange={(_event, { value }) => onChange({ ...group, name: value })} />
        </Field>
        <Button
          appearance="subtle"
          icon={<Delete20Regular />}
          aria-label={text('filter.removeGroup', { group: title })}
          onClick={onRemove}
        />
      </div>
      {group.clauses.map((clause, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: clauses are only added at the end and edited in place
        <div key={index}>
          {index === 0 ? null : <Text className={styles.joint}>{text('filter.and')}</Text>}
          <FilterClause
            clause={clause}
            number={index + 1}
            group={title}
            attributes={object.attributes}
            operators={view.operators}
            findings={findings.filter((finding) => finding.clause === index)}
            onChange={(changed) => onChange(filterChanges.setClause(group, index, changed))}
            onRemove={() => onChange(filterChanges.removeClause(group, index))}
          />
        </div>
      ))}
      {own.length === 0 ? null : <Findings findings={own} />}
      <div>
        <Button
          icon={<Add20Regular />}
          aria-label={text('filter.addClause', { group: title })}
          onClick={() => onChange({ ...group, clauses: [...group.clauses, newClause(object, view)] })}
        >
          {text('filter.addClauseShort')}
        </Button>
      </div>
    </fieldset>
  );
}
