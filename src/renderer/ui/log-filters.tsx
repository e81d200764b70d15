import { Button, Field, Input, makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { type LogChoice, noChoice } from '#renderer/lib/log-choice';
import { text } from '#renderer/lib/text';

const useStyles = makeStyles({
  filters: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  person: { flex: '1 1 220px', maxWidth: '340px' },
  box: { maxWidth: 'none', width: '100%' },
  choice: { flex: '0 1 160px' },
});

const statuses = ['success', 'failure', 'skipped', 'warning'] as const;
const actions = ['create', 'update', 'delete', 'disable', 'stagedDelete', 'other'] as const;
const spans = [
  ['hour', 'log.sinceHour'],
  ['day', 'log.sinceDay'],
  ['week', 'log.sinceWeek'],
  ['month', 'log.sinceMonth'],
] as const;

const longSpans = [
  ['quarter', 'log.sinceQuarter'],
  ['year', 'log.sinceYear'],
] as const;

interface LogFiltersProps {
  readonly choice: LogChoice;
  readonly onChange: (change: Partial<LogChoice>) => void;
  /** Applications to choose from; left out where the page is about one. */
  readonly applications?: readonly { readonly servicePrincipalId: string; readonly displayName: string }[];
  /** Whether rows come from the archive, which can filter by more. */
  readonly archived?: boolean;
  readonly actions?: ReactNode;
}

/** Takes what is chosen; gives the filters of the log. */
export function LogFilters(props: LogFiltersProps): ReactElement {
  const { choice, onChange, applications, archived = false, actions: more } = props;
  const styles = useStyles();
  const chosen = Object.values(choice).some((value) => value !== '');
  return (
    <search aria-label={text('log.filters')} className={styles.filters}>
      {archived ? <ArchivedFilters choice={choice} onChange={onChange} /> : null}
      <Field label={text('log.person')} className={styles.person}>
        <SearchBox
          className={styles.box}
          placeholder={text('log.personHint')}
          value={choice.person}
          onChange={(_event, { value }) => onChange({ person: value })}
        />
      </Field>
      {applications === undefined ? null : (
        <Choice
          label={text('log.application')}
          value={choice.application}
          options={applications.map(({ servicePrincipalId, displayName }) => [servicePrincipalId, displayName])}
          onChoose={(application) => onChange({ application })}
        />
      )}
      <Choice
        label={text('log.status')}
        value={choice.status}
        options={statuses.map((status) => [status, text(`logStatus.${status}`)])}
        onChoose={(status) => onChange({ status })}
      />
      <Choice
        label={text('log.action')}
        value={choice.action}
        options={actions.map((action) => [action, text(`logAction.${action}`)])}
        onChoose={(action) => onChange({ action })}
      />
      <Choice
        label={text('log.since')}
        value={choice.since}
        options={[...spans, ...(archived ? longSpans : [])].map(([span, key]) => [span, text(key)])}
        onChoose={(since) => onChange({ since: since as LogChoice['since'] })}
      />
      {chosen ? (
        <Button appearance="subtle" onClick={() => onChange(noChoice)}>
          {text('log.clear')}
        </Button>
      ) : null}
      {more}
    </search>
  );
}

/** What only the archive can look for. */
function ArchivedFilters({ choice, onChange }: Pick<LogFiltersProps, 'choice' | 'onChange'>): ReactElement {
  const styles = useStyles();
  return (
    <>
      <Field label={text('log.words')} className={styles.person}>
        <SearchBox
          className={styles.box}
          placeholder={text('log.wordsHint')}
          value={choice.words}
          onChange={(_event, { value }) => onChange({ words: value })}
        />
      </Field>
      <Field label={text('log.errorCode')} className={styles.choice}>
        <Input
          placeholder={text('log.codeHint')}
          value={choice.code}
          onChange={(_event, { value }) => onChange({ code: value })}
        />
      </Field>
      <Field label={text('log.cycle')} className={styles.choice}>
        <Input
          placeholder={text('log.cycleHint')}
          value={choice.cycle}
          onChange={(_event, { value }) => onChange({ cycle: value })}
        />
      </Field>
      {choice.group === '' ? null : (
        <Button icon={<Dismiss16Regular />} iconPosition="after" onClick={() => onChange({ group: '' })}>
          {text('log.onlyGroup')}
        </Button>
      )}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChoose: (value: string) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps): ReactElement {
  const styles = useStyles();
  return (
    <Field label={label} className={styles.choice}>
      <Select value={value} onChange={(_event, { value: chosen }) => onChoose(chosen)}>
        <option value="">{text('log.any')}</option>
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
