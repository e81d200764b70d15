import { Button } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { saveText } from '#renderer/lib/save-text';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { TabProps } from './application-screen.tsx';
import { fileNameOf } from './file-name.ts';
import { useConfiguration } from './queries.ts';

/** Gives everything that is set up for one application, as a file to keep or to apply elsewhere. */
export function ExportTab({ id, job }: TabProps): ReactElement {
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
                appearance="primary"
                icon={<ArrowDownload20Regular />}
                onClick={() => saveText(fileNameOf(job.application), 'application/yaml', yaml)}
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
