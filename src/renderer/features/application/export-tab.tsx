import { Button } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useEvidenceExport } from '#renderer/lib/evidence-export';
import { places } from '#renderer/lib/places';
import { saveText } from '#renderer/lib/save-text';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { EvidenceForm } from '#renderer/ui/evidence-form.tsx';
import { ExportedEvidence } from '#renderer/ui/exported-evidence.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import type { TabProps } from './application-screen.tsx';
import { fileNameOf } from './file-name.ts';
import { useConfiguration } from './queries.ts';

/** Gives signed evidence about one application, and what is set up as a file to apply elsewhere. */
export function ExportTab({ id, job }: TabProps): ReactElement {
  return (
    <>
      <Evidence id={id} />
      <Configuration id={id} name={job.application} />
    </>
  );
}

function Evidence({ id }: { readonly id: string }): ReactElement {
  const { task, exported, error, begin } = useEvidenceExport({
    slot: `evidence:${id}`,
    href: places.application(id, 'export'),
  });
  const running = task.state === 'running';
  return (
    <Section title={text('evidence.exportTitle')} description={text('evidence.exportOne')}>
      <EvidenceForm busy={running} onExport={(choice) => void begin({ ...choice, applications: [id] })} />
      {error === null ? null : <ErrorPanel error={error} />}
      {running ? (
        <TaskProgress progress={task.progress.slice(-1)} running cancelling={task.cancelling} onCancel={task.cancel} />
      ) : null}
      {exported === null ? null : <ExportedEvidence exported={exported} />}
    </Section>
  );
}

function Configuration({ id, name }: { readonly id: string; readonly name: string }): ReactElement {
  const configuration = useConfiguration(id);
  return (
    <Answer
      query={configuration}
      skeleton={
        <Section>
          <LinesSkeleton lines={12} />
        </Section>
      }
    >
      {({ text: yaml, notes }) => (
        <>
          <Section
            title={text('export.title')}
            description={text('export.description')}
            actions={
              <Button
                icon={<ArrowDownload20Regular />}
                onClick={() => saveText(fileNameOf(name), 'application/yaml', yaml)}
              >
                {text('export.save')}
              </Button>
            }
          >
            <CodeBlock code={yaml} label={text('export.title')} />
          </Section>
          {notes.length === 0 ? null : (
            <Section title={text('export.notes')}>
              <ul>
                {notes.map(({ code, message, nextStep }) => (
                  <li key={`${code}:${message}`}>
                    {message} {nextStep}
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </>
      )}
    </Answer>
  );
}
