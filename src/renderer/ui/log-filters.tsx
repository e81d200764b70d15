import { Button, Field, makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
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

interface LogFiltersProps {
  readonly choice: LogChoice;
  readonly onChange: (change: Partial<LogChoice>) => void;
  /** Applications to choose from; left out where the page is about one. */
  readonly applications?: readonly { readonly servicePrincipalId: string; readonly displayName: string }[];
  readonly actions?: ReactNode;
}

/** Takes what is chosen; gives the filters of the log. */
export function LogFilters({ choice, onChange, applications, actions: more }: LogFiltersProps): ReactElement {
  const styles = useStyles();
  const chosen = Object.values(choice).some((value) => value !== '');
  return (
    <search aria-label={text('log.filters')} className={styles.filters}>
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
        options={spans.map(([span, key]) => [span, text(key)])}
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
