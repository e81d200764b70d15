import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Select,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, useMemo, useState } from 'react';
import { text } from '#renderer/lib/text';
import { type ObjectMappingEdits, withEdit } from '#shared/mappings/edits';
import {
  type AttributeDefinitionConfiguration,
  AttributeType,
  type AttributeView,
  attributeTypes,
} from '#shared/model/attribute-definition';
import type { ObjectMappingView } from '#shared/model/mappings';
import { problemsOf } from './mapping-rows.ts';
import { ProblemList } from './problem-list.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  marks: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

interface AttributeDialogProps {
  readonly object: ObjectMappingView;
  readonly edits: ObjectMappingEdits;
  /** null = a new one. */
  readonly attribute: AttributeView | null;
  readonly onTake: (edits: ObjectMappingEdits) => void;
  readonly onClose: () => void;
}

interface AttributeForm {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly multivalued: boolean;
  readonly caseExact: boolean;
  readonly reference: string;
  readonly expression: string;
}

const formOf = (attribute: AttributeView | null): AttributeForm => ({
  name: attribute?.name ?? '',
  type: attribute?.type ?? 'String',
  required: attribute?.required ?? false,
  multivalued: attribute?.multivalued ?? false,
  caseExact: attribute?.caseExact ?? false,
  reference: attribute?.referencedObjects[0]?.object ?? '',
  expression: (attribute?.apiExpressions ?? []).map(({ key, value }) => `${key}=${value}`).join('\n'),
});

function expressionsOf(written: string): AttributeDefinitionConfiguration['apiExpressions'] | null {
  const lines = written.split('\n').filter((line) => line.trim() !== '');
  const pairs = lines.map((line) => /^\s*([^=\s]+)=(.*)$/.exec(line));
  return pairs.every((pair) => pair !== null)
    ? pairs.flatMap((pair) => (pair === null ? [] : [{ key: pair[1] ?? '', value: pair[2] ?? '' }]))
    : null;
}

/** A type that is not known here is left as the service has it. */
function definitionOf(form: AttributeForm, before: AttributeView | null): AttributeDefinitionConfiguration {
  const type = AttributeType.safeParse(form.type).data;
  const first = before?.referencedObjects[0];
  const reference = form.reference.trim();
  const sameReference = reference === (first?.object ?? '');
  const expressions = expressionsOf(form.expression);
  return {
    name: form.name.trim(),
    ...(type === undefined ? {} : { type }),
    required: form.required,
    multivalued: form.multivalued,
    caseExact: form.caseExact,
    ...(sameReference ? {} : { referencedObjects: reference === '' ? [] : [{ object: reference, property: null }] }),
    ...(expressions === null || form.expression === formOf(before).expression ? {} : { apiExpressions: expressions }),
  };
}

const switches = ['required', 'multivalued', 'caseExact'] as const;

/** Takes an attribute of the target, or none for a new one; gives the form in which it is defined. What is refused cannot be taken over. */
export function AttributeDialog({ object, edits, attribute, onTake, onClose }: AttributeDialogProps): ReactElement {
  const styles = useStyles();
  const [form, setForm] = useState(() => formOf(attribute));
  const change = (part: Partial<AttributeForm>): void => setForm({ ...form, ...part });
  const made = useMemo(
    () => withEdit(edits, { kind: 'defineAttribute', definition: definitionOf(form, attribute) }),
    [edits, form, attribute],
  );
  const problems = problemsOf(object, made).filter(({ target }) => target === form.name.trim());
  const isWrong = expressionsOf(form.expression) === null;
  const refused = form.name.trim() === '' || isWrong || problems.some(({ severity }) => severity === 'error');
  const title = attribute === null ? text('attributes.add') : text('attributes.edit', { name: attribute.name });
  const types = attributeTypes.some((type) => type === form.type) ? attributeTypes : [form.type, ...attributeTypes];
  return (
    <Dialog open onOpenChange={(_event, { open }) => (open ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {attribute === null ? (
              <Field label={text('attributes.name')} hint={text('attributes.addHelp')} required>
                <Input value={form.name} onChange={(_event, { value }) => change({ name: value })} />
              </Field>
            ) : null}
            <Field label={text('attributes.type')}>
              <Select value={form.type} onChange={(_event, { value }) => change({ type: value })}>
                {types.map((type) => (
                  <option key={type}>{type}</option>
                ))}
              </Select>
            </Field>
            <div className={styles.marks}>
              {switches.map((name) => (
                <Checkbox
                  key={name}
                  label={text(`attributes.${name}`)}
                  checked={form[name]}
                  onChange={(_event, { checked }) => change({ [name]: checked === true })}
                />
              ))}
            </div>
            <Field label={text('attributes.reference')} hint={text('attributes.referenceHelp')}>
              <Input value={form.reference} onChange={(_event, { value }) => change({ reference: value })} />
            </Field>
            <Field
              label={text('attributes.expression')}
              hint={text('attributes.expressionHelp')}
              {...(isWrong ? { validationMessage: text('attributes.expressionWrong') } : {})}
            >
              <Input value={form.expression} onChange={(_event, { value }) => change({ expression: value })} />
            </Field>
            <ProblemList problems={problems} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{text('common.cancel')}</Button>
            <Button
              appearance="primary"
              disabled={refused}
              onClick={() => {
                onTake(made);
                onClose();
              }}
            >
              {text('mappings.take')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
