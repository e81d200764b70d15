import { Badge, MessageBar, MessageBarBody, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { type ReactElement, useId, useState } from 'react';
import { text, textOr } from '#renderer/lib/text';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { Plan, PlanStep, StepAction } from '#shared/model/plan';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  row: {
    display: 'grid',
    gridTemplateColumns: '92px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottom: 'none' },
    '@media (max-width: 700px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  title: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  changes: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  value: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  warns: { color: tokens.colorPaletteDarkOrangeForeground1 },
});

type Color = 'brand' | 'success' | 'danger' | 'informative' | 'warning';

const colors: Readonly<Record<StepAction, Color>> = {
  create: 'brand',
  update: 'brand',
  remove: 'danger',
  start: 'success',
  stop: 'warning',
  restart: 'warning',
  keep: 'informative',
  check: 'informative',
  handOff: 'warning',
};

/** Takes a plan; gives it in plain words and, on the other tab, as the Graph calls that it will make. */
export function PlanView({ plan }: { readonly plan: Plan }): ReactElement {
  const [tab, setTab] = useState<'words' | 'calls'>('words');
  const id = useId();
  return (
    <Section
      title={text('wizard.plan.title', { application: plan.application })}
      description={plan.writes === 0 ? text('change.nothing') : text('wizard.plan.writes', { count: plan.writes })}
    >
      <TabList
        selectedValue={tab}
        aria-label={text('wizard.plan.views')}
        onTabSelect={(_event, { value }) => setTab(value === 'calls' ? 'calls' : 'words')}
      >
        <Tab value="words" id={`${id}-words`} aria-controls={`${id}-panel`}>
          {text('wizard.plan.words')}
        </Tab>
        <Tab value="calls" id={`${id}-calls`} aria-controls={`${id}-panel`}>
          {text('wizard.plan.calls')}
        </Tab>
      </TabList>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`}>
        {tab === 'words' ? <Words steps={plan.steps} /> : <Calls steps={plan.steps} />}
      </div>
      {plan.warnings.map(({ message, nextStep }) => (
        <MessageBar key={message} intent="warning" layout="multiline">
          <MessageBarBody>
            {message} {nextStep}
          </MessageBarBody>
        </MessageBar>
      ))}
    </Section>
  );
}

function Words({ steps }: { readonly steps: readonly PlanStep[] }): ReactElement {
  const styles = useStyles();
  return (
    <ol className={styles.list}>
      {steps.map((step) => (
        <li key={step.id} className={styles.row} data-step={step.id} data-action={step.action}>
          <span>
            <Badge appearance="tint" color={colors[step.action]}>
              {textOr('wizard.action', step.action)}
            </Badge>
          </span>
          <span className={styles.words}>
            <span className={styles.title}>{step.title}</span>
            <span className={styles.quiet}>{step.reason}</span>
            {step.changes.length === 0 ? null : (
              <ul className={styles.changes}>
                {step.changes.map(({ what, before, after }) => (
                  <li key={`${what} ${before} ${after}`}>
                    {what}:{' '}
                    <span className={styles.value}>
                      {text('common.arrow', {
                        before: before ?? text('common.none'),
                        after: after ?? text('common.none'),
                      })}
                    </span>
                  </li>
                ))}
              </ul>
            )}
            {step.consequence === undefined ? null : <span className={styles.warns}>{step.consequence}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

const callsOf = (steps: readonly PlanStep[]): string =>
  steps
    .filter(({ requests }) => requests.length > 0)
    .map(({ title, requests }) => [`# ${title}`, ...requests.map(({ method, path }) => `${method} ${path}`)].join('\n'))
    .join('\n\n');

function Calls({ steps }: { readonly steps: readonly PlanStep[] }): ReactElement {
  const code = callsOf(steps);
  return <CodeBlock code={code === '' ? text('wizard.plan.noCalls') : code} label={text('wizard.plan.calls')} />;
}
