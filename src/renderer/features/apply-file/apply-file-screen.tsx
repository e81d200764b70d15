import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { ChangePanel } from '#renderer/ui/change-panel.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { FileSource } from './file-source.tsx';
import { closeFile, useFile } from './file-store.ts';
import { FileSummary } from './file-summary.tsx';
import { useFileChange } from './queries.ts';

/** Gives the page that applies a configuration file: choose it, look at it, look at the plan, apply. */
export function ApplyFileScreen(): ReactElement {
  const change = useFileChange();
  const configuration = useFile((state) => state.configuration);
  return (
    <Page title={text('file.title')} description={text('file.description')}>
      <ChangePanel change={change} onClose={change.stage === 'done' ? closeFile : () => undefined}>
        {configuration === null ? (
          <FileSource />
        ) : (
          <FileSummary configuration={configuration} onPlan={change.propose} />
        )}
      </ChangePanel>
    </Page>
  );
}
