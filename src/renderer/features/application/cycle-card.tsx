import { MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text, textOr } from '#renderer/lib/text';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { CycleView } from '#shared/model/job';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  error: { whiteSpace: 'normal', overflowWrap: 'anywhere', minWidth: 0 },
});

interface CycleCardProps {
  readonly title: string;
  /** null = there was none yet. */
  readonly cycle: CycleView | null;
}

/** Takes a cycle; gives when it ran, how it ended and what it did. Counts that are not known here keep the service's name. */
export function CycleCard({ title, cycle }: CycleCardProps): ReactElement {
  const styles = useStyles();
  if (cycle === null)
    return (
      <Section title={title}>
        <Text className={styles.quiet}>{text('story.noCycle')}</Text>
      </Section>
    );
  const counts = Object.entries(cycle.counts).filter(([, value]) => value > 0);
  return (
    <Section title={title}>
      <KeyValues
        items={[
          { name: text('overview.state'), value: textOr('cycleState', cycle.state) },
          { name: text('overview.began'), value: cycle.began === null ? '–' : formats.dateTime(cycle.began) },
          { name: text('overview.ended'), value: cycle.ended === null ? '–' : formats.dateTime(cycle.ended) },
          ...counts.map(([name, value]) => ({ name: textOr('count', name), value: formats.number(value) })),
        ]}
      />
      {cycle.errorCode === null ? null : (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody className={styles.error}>
            {cycle.errorMessage} ({cycle.errorCode})
          </MessageBarBody>
        </MessageBar>
      )}
    </Section>
  );
}
