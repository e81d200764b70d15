import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import type { Deviation } from '#shared/model/drift';
import { useDecide } from './queries.ts';

const useStyles = makeStyles({ fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM } });

interface DecideDialogProps {
  /** null = nothing is being decided. */
  readonly deviation: Deviation | null;
  readonly onClose: () => void;
  readonly onDecided: () => void;
}

/** Takes a deviation; gives the dialog in which a person accepts or denies it, with a reason, an owner and an end. */
export function DecideDialog({ deviation, onClose, onDecided }: DecideDialogProps): ReactElement {
  return (
    <Dialog open={deviation !== null} onOpenChange={(_event, { open }) => (open ? undefined : onClose())}>
      <DialogSurface>
        {deviation === null ? null : (
          <Deciding key={deviation.id} deviation={deviation} onClose={onClose} onDecided={onDecided} />
        )}
      </DialogSurface>
    </Dialog>
  );
}

type Choice = 'accepted' | 'denied';

/** A day ends at its midnight, in the person's own time. */
const endOf = (day: string): string | null => {
  const end = new Date(`${day}T23:59:59`);
  return day === '' || Number.isNaN(end.getTime()) ? null : end.toISOString();
};

function Deciding({
  deviation,
  onClose,
  onDecided,
}: DecideDialogProps & { readonly deviation: Deviation }): ReactElement {
  const styles = useStyles();
  const { decision: earlier, difference, id } = deviation;
  const [choice, setChoice] = useState<Choice>(earlier?.decision ?? 'accepted');
  const [reason, setReason] = useState(earlier?.reason ?? '');
  const [owner, setOwner] = useState(earlier?.owner ?? '');
  const [day, setDay] = useState('');
  const decide = useDecide();
  const keep = (decision: Choice | null): void =>
    decide.mutate(
      {
        deviations: [id],
        decision,
        reason: decision === null ? '' : reason,
        owner: decision === null ? '' : owner,
        until: decision === 'accepted' ? endOf(day) : null,
      },
      { onSuccess: onDecided },
    );
  return (
    <DialogBody>
      <DialogTitle>{text('drift.decideTitle')}</DialogTitle>
      <DialogContent className={styles.fields}>
        <Text>{difference.words}</Text>
        <RadioGroup
          aria-label={text('drift.decision')}
          value={choice}
          onChange={(_event, { value }) => setChoice(value as Choice)}
        >
          <Radio value="accepted" label={text('drift.accept')} />
          <Radio value="denied" label={text('drift.deny')} />
        </RadioGroup>
        <Field label={text('drift.reason')} required>
          <Textarea value={reason} maxLength={2000} onChange={(_event, { value }) => setReason(value)} />
        </Field>
        <Field label={text('drift.owner')} required>
          <Input value={owner} maxLength={200} onChange={(_event, { value }) => setOwner(value)} />
        </Field>
        {choice === 'accepted' ? (
          <Field label={text('drift.until')} hint={text('drift.untilHelp')}>
            <Input type="date" value={day} onChange={(_event, { value }) => setDay(value)} />
          </Field>
        ) : null}
        {decide.error === null ? null : <ErrorPanel error={decide.error.wire} />}
      </DialogContent>
      <DialogActions>
        {earlier === null ? null : <Button onClick={() => keep(null)}>{text('drift.reopen')}</Button>}
        <Button onClick={onClose}>{text('common.cancel')}</Button>
        <Button
          appearance="primary"
          disabled={decide.isPending || reason.trim() === '' || owner.trim() === ''}
          onClick={() => keep(choice)}
        >
          {text('drift.keep')}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
