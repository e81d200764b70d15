import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, useMemo, useState } from 'react';
import { text } from '#renderer/lib/text';
import { type ObjectMappingEdits, withEdit } from '#shared/mappings/edits';
import type { MappingProblem } from '#shared/mappings/problems';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import type { ObjectMappingView } from '#shared/model/mappings';
import { MappingFields } from './mapping-fields.tsx';
import { formOf, isComplete, type MappingForm, mappingOf } from './mapping-form.ts';
import { editedRows, problemsOf, problemsOfAdding } from './mapping-rows.ts';
import { ProblemList } from './problem-list.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: '1040px', width: 'calc(100vw - 48px)' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, overflowWrap: 'anywhere' },
});

interface MappingDialogProps {
  readonly object: ObjectMappingView;
  readonly job: { readonly servicePrincipalId: string; readonly jobId: string };
  readonly edits: ObjectMappingEdits;
  /** The mapping that is edited; null = a new one. */
  readonly mapping: AttributeMapping | null;
  readonly onTake: (edits: ObjectMappingEdits) => void;
  readonly onClose: () => void;
}

/** A new mapping beside one of the same target, or the edits with this one in them. */
function judge({ object, edits, mapping }: MappingDialogProps, form: MappingForm): readonly MappingProblem[] {
  if (form.target === '') return [];
  const made = mappingOf(form, mapping);
  const isThere = editedRows(object, edits).some(
    (row) => row.state !== 'removed' && row.mapping.targetAttributeName === form.target,
  );
  const problems =
    mapping === null && isThere
      ? problemsOfAdding(object, edits, made)
      : problemsOf(object, withEdit(edits, { kind: 'putMapping', mapping: made }));
  return problems.filter(({ target }) => target === null || target === form.target);
}

/** Takes an object mapping and one of its mappings; gives the form in which it is edited, with the lab for expressions. What is refused cannot be taken over. */
export function MappingDialog(props: MappingDialogProps): ReactElement {
  const styles = useStyles();
  const { object, edits, mapping, job, onTake, onClose } = props;
  const [form, setForm] = useState(() => formOf(mapping));
  const [broken, setBroken] = useState(false);
  const problems = useMemo(() => judge(props, form), [props, form]);
  const refused = problems.some(({ severity }) => severity === 'error') || (form.kind === 'expression' && broken);
  const take = (): void => {
    onTake(withEdit(edits, { kind: 'putMapping', mapping: mappingOf(form, mapping) }));
    onClose();
  };
  const name = text('mappings.pair', { source: object.source, target: object.target });
  const title =
    mapping === null
      ? text('mappings.addTitle', { object: name })
      : text('mappings.editTitle', { target: mapping.targetAttributeName });
  return (
    <Dialog open onOpenChange={(_event, { open }) => (open ? undefined : onClose())}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            <MappingFields
              object={object}
              edits={edits}
              job={job}
              isNew={mapping === null}
              form={form}
              onChecked={setBroken}
              onChange={(change) => setForm((before) => ({ ...before, ...change }))}
            />
            <ProblemList problems={problems} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{text('common.cancel')}</Button>
            <Button appearance="primary" disabled={refused || !isComplete(form)} onClick={take}>
              {text('mappings.take')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
