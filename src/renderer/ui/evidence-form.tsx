import { Button, Checkbox, Field, Input, makeStyles, Select, Textarea, tokens } from '@fluentui/react-components';
import { ShieldCheckmark20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  wide: { gridColumn: '1 / -1' },
});

/** Days of logs that are offered; the service keeps at most 30. */
const offeredDays = [0, 1, 7, 30] as const;

/** What a person says about new evidence. */
export interface EvidenceChoice {
  readonly logDays: number;
  readonly zip: boolean;
  readonly review: {
    readonly reviewer: string | null;
    readonly approver: string | null;
    readonly ticket: string | null;
    readonly comment: string | null;
  };
}

const reviewFields = ['reviewer', 'approver', 'ticket'] as const;
const noReview = { reviewer: '', approver: '', ticket: '', comment: '' };
const orNull = (value: string): string | null => (value.trim() === '' ? null : value.trim());

interface EvidenceFormProps {
  readonly busy: boolean;
  readonly onExport: (choice: EvidenceChoice) => void;
}

/** Takes what happens on export; gives the fields that go with new evidence, and its button. */
export function EvidenceForm({ busy, onExport }: EvidenceFormProps): ReactElement {
  const styles = useStyles();
  const [logDays, setLogDays] = useState<number>(7);
  const [zip, setZip] = useState(false);
  const [review, setReview] = useState(noReview);
  const submit = (): void =>
    onExport({
      logDays,
      zip,
      review: {
        reviewer: orNull(review.reviewer),
        approver: orNull(review.approver),
        ticket: orNull(review.ticket),
        comment: orNull(review.comment),
      },
    });
  return (
    <>
      <div className={styles.fields}>
        <Field label={text('evidence.logDays')}>
          <Select value={String(logDays)} onChange={(_event, { value }) => setLogDays(Number(value))}>
            {offeredDays.map((days) => (
              <option key={days} value={String(days)}>
                {text(`evidence.logDays_${days}`)}
              </option>
            ))}
          </Select>
        </Field>
        {reviewFields.map((name) => (
          <Field key={name} label={text(`evidence.${name}`)}>
            <Input
              value={review[name]}
              maxLength={200}
              onChange={(_event, { value }) => setReview({ ...review, [name]: value })}
            />
          </Field>
        ))}
        <Field label={text('evidence.comment')} hint={text('evidence.reviewHelp')} className={styles.wide}>
          <Textarea
            value={review.comment}
            maxLength={4000}
            rows={2}
            onChange={(_event, { value }) => setReview({ ...review, comment: value })}
          />
        </Field>
        <Checkbox
          className={styles.wide}
          label={text('evidence.zip')}
          checked={zip}
          onChange={(_event, { checked }) => setZip(checked === true)}
        />
      </div>
      <div>
        <Button appearance="primary" icon={<ShieldCheckmark20Regular />} disabled={busy} onClick={submit}>
          {text('evidence.export')}
        </Button>
      </div>
    </>
  );
}
