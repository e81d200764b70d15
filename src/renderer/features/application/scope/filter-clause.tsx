import { Button, Field, Input, makeStyles, mergeClasses, Select, Text, tokens } from '@fluentui/react-components';
import { Delete20Regular, Info16Regular, Warning16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { FilterClause as Clause } from '#shared/model/attribute-mapping';
import type { FilterAttribute, FilterFinding, FilterOperator } from '#shared/model/scope';

const useStyles = makeStyles({
  frame: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', flexDirection: 'column', gap: '4px' },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'minmax(140px, 1.2fr) minmax(140px, 1fr) minmax(120px, 1.2fr) auto',
    gap: tokens.spacingHorizontalM,
    alignItems: 'end',
    '@media (max-width: 760px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  rules: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  rule: {
    display: 'flex',
    gap: tokens.spacingHorizontalXS,
    alignItems: 'flex-start',
    fontSize: tokens.fontSizeBase200,
  },
  icon: { flexShrink: 0, marginTop: '2px' },
  note: { color: tokens.colorNeutralForeground2 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  refused: { color: tokens.colorPaletteRedForeground1 },
});

/** Takes findings of one clause or group; gives them as a list that a screen reader is told of. */
export function Findings({ findings }: { readonly findings: readonly FilterFinding[] }): ReactElement {
  const styles = useStyles();
  const colours = { note: styles.note, warning: styles.warning, refused: styles.refused } as const;
  return (
    <ul className={styles.rules} aria-live="polite">
      {findings.map(({ code, severity, message }) => (
        <li key={code} className={mergeClasses(styles.rule, colours[severity])}>
          <span aria-hidden className={styles.icon}>
            {severity === 'note' ? <Info16Regular /> : <Warning16Regular />}
          </span>
          <span>
            {severity === 'note' ? null : <Text weight="semibold">{text(`filter.${severity}`)}: </Text>}
            {message}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface FilterClauseProps {
  readonly clause: Clause;
  readonly number: number;
  readonly group: string;
  readonly attributes: readonly FilterAttribute[];
  readonly operators: readonly FilterOperator[];
  readonly findings: readonly FilterFinding[];
  readonly onChange: (clause: Clause) => void;
  readonly onRemove: () => void;
}

/** Takes one clause of a scoping filter; gives its fields, with what the rules say about it beneath. */
export function FilterClause(props: FilterClauseProps): ReactElement {
  const styles = useStyles();
  const { clause, number, group, attributes, operators, findings, onChange, onRemove } = props;
  const { sourceOperandName, operatorName, targetOperand } = clause;
  const isKnown = attributes.some(({ name }) => name === sourceOperandName);
  const isOffered = operators.some(({ name }) => name === operatorName);
  const takesValue = operators.find(({ name }) => name === operatorName)?.arity !== 'Unary';
  // A clause that was made elsewhere may have several values; what is typed here is one.
  const several = (targetOperand?.values ?? []).length > 1;
  const valuesOf = (value: string): string[] => (several ? value.split(',').map((one) => one.trim()) : [value]);
  const withOperator = (name: string): Clause => {
    const unary = operators.find((operator) => operator.name === name)?.arity === 'Unary';
    return {
      ...clause,
      operatorName: name,
      targetOperand: { ...targetOperand, values: unary ? [] : (targetOperand?.values ?? []) },
    };
  };
  return (
    <fieldset className={styles.frame} aria-label={text('filter.clause', { number, group })}>
      <div className={styles.fields}>
        <Field label={text('filter.attribute')}>
          <Select
            value={sourceOperandName}
            onChange={(_event, { value }) => onChange({ ...clause, sourceOperandName: value })}
          >
            {isKnown ? null : <option value={sourceOperandName}>{sourceOperandName}</option>}
            {attributes.map(({ name, multivalued }) => (
              <option key={name} value={name}>
                {multivalued ? text('filter.multivalued', { name }) : name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={text('filter.operator')}>
          <Select value={operatorName} onChange={(_event, { value }) => onChange(withOperator(value))}>
            {isOffered ? null : <option value={operatorName}>{operatorName}</option>}
            {operators.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        {takesValue ? (
          <Field label={text('filter.value')}>
            <Input
              value={(targetOperand?.values ?? []).join(', ')}
              onChange={(_event, { value }) =>
                onChange({ ...clause, targetOperand: { ...targetOperand, values: valuesOf(value) } })
              }
            />
          </Field>
        ) : (
          <span />
        )}
        <Button
          appearance="subtle"
          icon={<Delete20Regular />}
          aria-label={text('filter.removeClause', { number, group })}
          onClick={onRemove}
        />
      </div>
      {findings.length === 0 ? null : <Findings findings={findings} />}
    </fieldset>
  );
}
