import {
  Badge,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import type { Confirmation, Plan, PlannedChange, PlanStep, StepAction } from '#shared/model/plan';

const useStyles = makeStyles({
  plan: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  steps: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  step: {
    display: 'grid',
    gridTemplateColumns: '92px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  changes: { margin: 0, paddingLeft: tokens.spacingHorizontalL, display: 'flex', flexDirection: 'column', gap: '2px' },
  warns: { color: tokens.colorPaletteDarkOrangeForeground1 },
  before: { color: tokens.colorNeutralForeground2, textDecorationLine: 'line-through' },
});

const colours: Readonly<Record<StepAction, 'success' | 'brand' | 'danger' | 'informative' | 'warning'>> = {
  create: 'success',
  update: 'brand',
  remove: 'danger',
  start: 'success',
  stop: 'warning',
  restart: 'warning',
  keep: 'informative',
  check: 'informative',
  handOff: 'warning',
};

/** Takes something that a plan asks to confirm; gives it as a sentence. Pure. */
export function confirmationText(confirmation: Confirmation): string {
  if (confirmation.kind === 'changeOfHost')
    return text('change.confirmChangeOfHost', { from: confirmation.from, to: confirmation.to });
  if (confirmation.kind === 'deletes')
    return text('change.confirmDeletes', { objects: formats.list(confirmation.objects) });
  return confirmation.count === null
    ? text('change.confirmDeprovisionsUnknown')
    : text('change.confirmDeprovisions', { count: confirmation.count });
}

interface PlanViewProps {
  readonly plan: Plan;
  /** The Graph calls that it makes, shown where a person asks for them. */
  readonly calls: ReactNode;
}

/** Takes a plan; gives what it asks to confirm, its steps, and which secrets go where. */
export function PlanView({ plan, calls }: PlanViewProps): ReactElement {
  const styles = useStyles();
  const confirmations = plan.steps.flatMap(({ confirmation }) => (confirmation === undefined ? [] : [confirmation]));
  return (
    <div className={styles.plan}>
      {confirmations.length === 0 ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {confirmations.map((confirmation) => (
              <div key={confirmationText(confirmation)}>
                <MessageBarTitle>{confirmationText(confirmation)}</MessageBarTitle>
              </div>
            ))}
            {text('change.confirmOutside')}
          </MessageBarBody>
        </MessageBar>
      )}
      <PlanSteps plan={plan} calls={calls} />
      {plan.secrets.map(({ key, label, host, bound, needed, why }) => (
        <Text key={key} className={styles.quiet}>
          {text('change.secretTo', { label, host })} ·{' '}
          {bound || !needed ? text('change.secretBound') : text('change.secretMissing', { why })}
        </Text>
      ))}
    </div>
  );
}

/** Takes a plan; gives its warnings and its steps in plain words, and the Graph calls where a person asks for them. */
export function PlanSteps({ plan, calls: requests }: PlanViewProps): ReactElement {
  const styles = useStyles();
  const [calls, setCalls] = useState(false);
  return (
    <div className={styles.plan}>
      {plan.warnings.map(({ code, message, nextStep }) => (
        <MessageBar key={`${code}:${message}`} intent="warning" layout="multiline">
          <MessageBarBody>
            {message} {nextStep}
          </MessageBarBody>
        </MessageBar>
      ))}
      <div className={styles.head}>
        <Text weight="semibold">
          {plan.writes === 0 ? text('change.nothing') : text('change.writes', { count: plan.writes })}
        </Text>
        <Switch
          label={text('change.showCalls')}
          checked={calls}
          onChange={(_event, { checked }) => setCalls(checked)}
        />
      </div>
      <ol className={styles.steps} aria-label={text('change.steps')}>
        {plan.steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
      {calls ? requests : null}
    </div>
  );
}

function Step({ step }: { readonly step: PlanStep }): ReactElement {
  const styles = useStyles();
  const { id, action, title, reason, changes, consequence } = step;
  return (
    <li className={styles.step} data-step={id} data-action={action}>
      <span>
        <Badge appearance="tint" color={colours[action]}>
          {text(`action.${action}`)}
        </Badge>
      </span>
      <span className={styles.words}>
        <Text weight="semibold">{title}</Text>
        <Text className={styles.quiet}>{reason}</Text>
        {changes.length === 0 ? null : (
          <ul className={styles.changes}>
            {changes.map((change) => (
              <ChangeLine key={`${change.what}:${change.before}:${change.after}`} change={change} />
            ))}
          </ul>
        )}
        {consequence === undefined ? null : <Text className={styles.warns}>{consequence}</Text>}
      </span>
    </li>
  );
}

function ChangeLine({ change: { what, before, after } }: { readonly change: PlannedChange }): ReactElement {
  const styles = useStyles();
  return (
    <li>
      {what}: {before === null ? null : <span className={styles.before}>{before}</span>} →{' '}
      {after ?? text('change.empty')}
    </li>
  );
}
