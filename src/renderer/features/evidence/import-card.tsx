import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { ChangePanel } from '#renderer/ui/change-panel.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import type { ImportedConfiguration } from '#shared/contract/evidence';
import { useEvidence } from './evidence-store.ts';
import { useImport } from './queries.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Gives the way from the evidence that is chosen to a plan in this tenant: only what is intact is read. */
export function ImportCard(): ReactElement | null {
  const styles = useStyles();
  const chosen = useEvidence((state) => state.chosen);
  const fingerprint = useEvidence((state) => state.fingerprint).trim();
  const { reading, change } = useImport();
  if (chosen === null) return null;
  const begin = (): void => {
    void reading.start({ bundle: chosen.handle, ...(fingerprint === '' ? {} : { fingerprint }) });
  };
  return (
    <ChangePanel change={change} onClose={reading.reset}>
      <Section title={text('evidence.importTitle')} description={text('evidence.importHelp')}>
        <div>
          <Button disabled={reading.state === 'running'} onClick={begin}>
            {text('evidence.importRead')}
          </Button>
        </div>
        {reading.error === null ? null : <ErrorPanel error={reading.error} />}
        {reading.state === 'running' ? <TaskProgress progress={[]} running /> : null}
        {reading.output === null ? null : (
          <ul className={styles.list}>
            {reading.output.configurations.map((one) => (
              <Imported
                key={one.source}
                imported={one}
                onPlan={() => change.propose({ configuration: one.configuration })}
              />
            ))}
          </ul>
        )}
      </Section>
    </ChangePanel>
  );
}

interface ImportedProps {
  readonly imported: ImportedConfiguration;
  readonly onPlan: () => void;
}

function Imported({ imported, onPlan }: ImportedProps): ReactElement {
  const styles = useStyles();
  const { application, source, notes } = imported;
  return (
    <li>
      <div className={styles.line}>
        <Text weight="semibold">{application}</Text>
        <Text className={styles.quiet}>{source}</Text>
        <Button size="small" aria-label={`${text('evidence.importPlan')} ${application}`} onClick={onPlan}>
          {text('evidence.importPlan')}
        </Button>
      </div>
      {notes.map(({ code, message, nextStep }) => (
        <MessageBar key={`${code}:${message}`} layout="multiline">
          <MessageBarBody>
            {message} {nextStep}
          </MessageBarBody>
        </MessageBar>
      ))}
    </li>
  );
}
