import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Radio,
  RadioGroup,
  Switch,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import type { ScopeView } from '#shared/model/scope';
import type { ScopeEdits } from './scope-edits.ts';

const useStyles = makeStyles({ number: { maxWidth: '200px' } });

/** What is suggested before the first cycle. */
const firstThreshold = 5;

interface ScopeFormProps {
  readonly view: ScopeView;
  readonly edits: ScopeEdits;
  readonly onEdit: (change: Partial<ScopeEdits>) => void;
}

const wholeNumber = (value: string): number | null => {
  const number = Number(value);
  return value.trim() === '' || !Number.isInteger(number) || number < 1 ? null : number;
};

/** Takes what stands and what was edited; gives who is provisioned at all, and what holds accidents back. */
export function ScopeForm({ view, edits, onEdit }: ScopeFormProps): ReactElement {
  const styles = useStyles();
  const people = edits.people ?? view.people;
  const threshold = edits.threshold ?? view.deletionThreshold;
  return (
    <Section title={text('scope.title')}>
      {view.hasRun ? null : <FirstRun onSet={() => onEdit({ threshold: { enabled: true, value: firstThreshold } })} />}
      <RadioGroup
        aria-label={text('scope.title')}
        value={people}
        onChange={(_event, { value }) => onEdit({ people: value as ScopeView['people'] })}
      >
        <Radio value="assigned" label={text('scope.assigned')} />
        <Radio value="everyone" label={text('scope.everyone')} />
      </RadioGroup>
      {view.people === 'everyone' && people === 'assigned' ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{text('scope.restarts')}</MessageBarBody>
        </MessageBar>
      ) : null}
      <Field hint={text('scope.skipHelp')}>
        <Switch
          label={text('scope.skip')}
          checked={edits.skip ?? view.skipOutOfScopeDeletions}
          onChange={(_event, { checked }) => onEdit({ skip: checked })}
        />
      </Field>
      <Field hint={text('scope.thresholdHelp')}>
        <Switch
          label={text('scope.threshold')}
          checked={threshold.enabled}
          onChange={(_event, { checked }) => onEdit({ threshold: { ...threshold, enabled: checked } })}
        />
      </Field>
      {threshold.enabled ? (
        <Field
          label={text('scope.thresholdValue')}
          className={styles.number}
          {...(view.notificationEmail === null
            ? { validationState: 'warning' as const, validationMessage: text('scope.thresholdNeedsMail') }
            : {})}
        >
          <Input
            type="number"
            min={1}
            value={threshold.value === null ? '' : String(threshold.value)}
            onChange={(_event, { value }) => onEdit({ threshold: { enabled: true, value: wholeNumber(value) } })}
          />
        </Field>
      ) : null}
    </Section>
  );
}

const FirstRun = ({ onSet }: { readonly onSet: () => void }): ReactElement => (
  <MessageBar intent="info" layout="multiline">
    <MessageBarBody>
      <MessageBarTitle>{text('scope.firstRunTitle')}</MessageBarTitle>
      {text('scope.firstRun')}
    </MessageBarBody>
    <MessageBarActions>
      <Button onClick={onSet}>{text('scope.firstRunThreshold')}</Button>
    </MessageBarActions>
  </MessageBar>
);
