import { MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import type { JobActionPlan } from '#shared/model/job-action';

const useStyles = makeStyles({
  plan: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  call: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  calls: { minWidth: 0 },
});

/** Takes what an action comes to; gives it in parts: warnings first, the requests that it makes last. */
export function ActionPlanView({ plan }: { readonly plan: JobActionPlan }): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.plan}>
      {plan.needless === null ? null : <Bar intent="info" message={plan.needless} />}
      {plan.warnings.map((warning) => (
        <Bar key={warning} intent="warning" message={warning} />
      ))}
      <Part title={text('story.happens')} lines={plan.happens} />
      <Part title={text('story.affected')} lines={plan.affected} />
      <Part title={text('story.kept')} lines={plan.kept} />
      <Part title={text('story.lost')} lines={plan.lost} />
      <Part title={text('story.duration')} lines={[plan.duration.text]} />
      {plan.confirmedOutside ? <Bar intent="warning" message={text('story.askedOutside')} /> : null}
      {plan.calls.length === 0 ? null : (
        <details className={styles.calls}>
          <summary>{text('story.calls')}</summary>
          {plan.calls.map(({ method, path, body }) => (
            <div key={`${method} ${path}`}>
              <span className={styles.call}>
                {method} {path}
              </span>
              {body === null ? null : <CodeBlock code={body} label={text('change.callBody')} />}
            </div>
          ))}
        </details>
      )}
    </div>
  );
}

const Bar = ({ intent, message }: { readonly intent: 'info' | 'warning'; readonly message: string }): ReactElement => (
  <MessageBar intent={intent} layout="multiline">
    <MessageBarBody>{message}</MessageBarBody>
  </MessageBar>
);

function Part({ title, lines }: { readonly title: string; readonly lines: readonly string[] }): ReactElement | null {
  const styles = useStyles();
  if (lines.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3 className={styles.title}>{title}</h3>
      <ul className={styles.list}>
        {lines.map((line) => (
          <li key={line}>
            <Text>{line}</Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
