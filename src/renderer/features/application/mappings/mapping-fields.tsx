import {
  Checkbox,
  Combobox,
  Field,
  Input,
  makeStyles,
  Option,
  Radio,
  RadioGroup,
  SpinButton,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, useMemo, useState } from 'react';
import { text } from '#renderer/lib/text';
import type { ObjectMappingEdits } from '#shared/mappings/edits';
import { type SourceKind, sourceKinds } from '#shared/mappings/source-kind';
import type { ObjectMappingView } from '#shared/model/mappings';
import { LazyLab } from './lab-loader.tsx';
import type { MappingForm } from './mapping-form.ts';
import { editedAttributes } from './mapping-rows.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXL, alignItems: 'flex-start' },
  grow: { flex: '1 1 280px' },
  kinds: { flexWrap: 'wrap' },
});

interface MappingFieldsProps {
  readonly object: ObjectMappingView;
  readonly edits: ObjectMappingEdits;
  readonly job: { readonly servicePrincipalId: string; readonly jobId: string };
  readonly isNew: boolean;
  readonly form: MappingForm;
  readonly onChange: (change: Partial<MappingForm>) => void;
  /** Told whether the service would refuse the expression. */
  readonly onChecked: (refused: boolean) => void;
}

/** Takes a form; gives its fields: where the value comes from, the default, when it is applied, and matching. */
export function MappingFields({
  object,
  edits,
  job,
  isNew,
  form,
  onChange,
  onChecked,
}: MappingFieldsProps): ReactElement {
  const styles = useStyles();
  const targets = useMemo(() => editedAttributes(object, edits).map(({ name }) => name), [object, edits]);
  const setValue = (value: string): void => onChange({ values: { ...form.values, [form.kind]: value } });
  return (
    <>
      {isNew ? (
        <NameField
          label={text('mappings.target')}
          names={targets}
          value={form.target}
          onChange={(target) => onChange({ target })}
        />
      ) : null}
      <Field label={text('mappings.kind')} hint={text(`mappings.kindHelp_${form.kind}`)}>
        <RadioGroup
          layout="horizontal"
          className={styles.kinds}
          value={form.kind}
          onChange={(_event, { value }) => onChange({ kind: value as SourceKind })}
        >
          {sourceKinds.map((kind) => (
            <Radio key={kind} value={kind} label={text(`mappings.kind_${kind}`)} />
          ))}
        </RadioGroup>
      </Field>
      <Source object={object} job={job} form={form} onValue={setValue} onChecked={onChecked} />
      <div className={styles.row}>
        <Field label={text('mappings.default')} hint={text('mappings.defaultHelp')} className={styles.grow}>
          <Input value={form.defaultValue} onChange={(_event, { value }) => onChange({ defaultValue: value })} />
        </Field>
        <Field label={text('mappings.flow')}>
          <RadioGroup
            layout="horizontal"
            value={form.onCreateOnly ? 'create' : 'always'}
            onChange={(_event, { value }) => onChange({ onCreateOnly: value === 'create' })}
          >
            <Radio value="always" label={text('mappings.flow_always')} />
            <Radio value="create" label={text('mappings.flow_objectAddOnly')} />
          </RadioGroup>
        </Field>
      </div>
      <div className={styles.row}>
        <Checkbox
          label={text('mappings.match')}
          checked={form.matches}
          onChange={(_event, { checked }) => onChange({ matches: checked === true })}
        />
        {form.matches ? (
          <Field label={text('mappings.precedence')} hint={text('mappings.precedenceHelp')}>
            <SpinButton
              min={1}
              max={99}
              value={form.precedence}
              onChange={(_event, { value, displayValue }) => {
                const precedence = value ?? Number(displayValue);
                if (Number.isInteger(precedence) && precedence > 0) onChange({ precedence });
              }}
            />
          </Field>
        ) : null}
      </div>
    </>
  );
}

interface SourceProps extends Pick<MappingFieldsProps, 'object' | 'job' | 'form' | 'onChecked'> {
  readonly onValue: (value: string) => void;
}

function Source({ object, job, form, onValue, onChecked }: SourceProps): ReactElement | null {
  const names = useMemo(() => object.sourceAttributes.map(({ name }) => name), [object]);
  const value = form.values[form.kind];
  switch (form.kind) {
    case 'direct':
      return <NameField label={text('mappings.attribute')} names={names} value={value} onChange={onValue} />;
    case 'constant':
      return (
        <Field label={text('mappings.constant')}>
          <Input value={value} onChange={(_event, { value: written }) => onValue(written)} />
        </Field>
      );
    case 'expression':
      return (
        <section aria-label={text('lab.title')}>
          <LazyLab object={object} job={job} expression={value} onChange={onValue} onChecked={onChecked} />
        </section>
      );
    case 'none':
      return null;
  }
}

interface NameFieldProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly value: string;
  readonly onChange: (name: string) => void;
}

const mostShown = 60;

/** A list that is searched by typing; only what is in it can be chosen. */
function NameField({ label, names, value, onChange }: NameFieldProps): ReactElement {
  const [typed, setTyped] = useState<string | null>(null);
  const wanted = (typed ?? '').toLowerCase();
  const shown = names.filter((name) => name.toLowerCase().includes(wanted)).slice(0, mostShown);
  return (
    <Field label={label}>
      <Combobox
        value={typed ?? value}
        selectedOptions={value === '' ? [] : [value]}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          if (typed !== null && names.includes(typed)) onChange(typed);
          setTyped(null);
        }}
        onOptionSelect={(_event, { optionValue }) => {
          onChange(optionValue ?? '');
          setTyped(null);
        }}
      >
        {shown.map((name) => (
          <Option key={name} value={name}>
            {name}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}
