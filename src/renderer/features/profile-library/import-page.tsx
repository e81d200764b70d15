import { Button } from '@fluentui/react-components';
import { DocumentArrowUpRegular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { FileDrop, type FileProblem } from '#renderer/ui/file-drop.tsx';
import { Monogram } from '#renderer/ui/monogram.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { longestArticle } from '#shared/model/text-limits';
import { closeArticle, noteKept, openArticle, useArticle } from './article-store.ts';
import { BackToLibrary } from './back-to-library.tsx';
import { FactSheetView } from './fact-sheet-view.tsx';
import { KeepProfile } from './keep-profile.tsx';
import { ProblemList } from './problem-list.tsx';
import { type ReadArticle, useReadArticle } from './queries.ts';
import { WarningList } from './warning-list.tsx';

/** Gives the page that makes a profile of an article: drop it, look at warnings and facts, keep it, set up with it. */
export function ImportPage(): ReactElement {
  const article = useArticle((state) => state.article);
  return article === null ? <Choose /> : <Read article={article} />;
}

function Choose(): ReactElement {
  const read = useReadArticle();
  const [problem, setProblem] = useState<FileProblem | null>(null);
  return (
    <Page
      title={text('profiles.importTitle')}
      description={text('profiles.importDescription')}
      above={<BackToLibrary />}
    >
      <FileDrop
        title={text('profiles.drop')}
        help={text('profiles.dropHelp', { limit: longestArticle / 1000 })}
        icon={<DocumentArrowUpRegular />}
        choose={text(read.isPending ? 'profiles.reading' : 'profiles.choose')}
        accept=".md,.markdown,.txt"
        largest={longestArticle}
        busy={read.isPending}
        onFile={(file) => {
          setProblem(null);
          read.mutate(file, { onSuccess: openArticle });
        }}
        onProblem={(found) => {
          read.reset();
          setProblem(found);
        }}
      />
      {problem === null ? null : (
        <ErrorPanel
          error={{ code: 'bad_request', message: text(`profiles.${problem}`, { limit: longestArticle / 1000 }) }}
        />
      )}
      {read.error === null ? null : (
        <Section title={text('profiles.refusedArticle', { file: read.variables?.name ?? '' })}>
          <ErrorPanel error={read.error.wire} />
        </Section>
      )}
    </Page>
  );
}

function Read({ article }: { readonly article: ReadArticle }): ReactElement {
  const keptAs = useArticle((state) => state.keptAs);
  const { file, profile, sheet, checked } = article;
  return (
    <Page
      title={sheet.displayName}
      description={file.name}
      mark={<Monogram name={sheet.displayName} size="large" />}
      above={<BackToLibrary />}
      actions={<Button onClick={closeArticle}>{text('profiles.another')}</Button>}
    >
      <KeepProfile id={sheet.id} profile={JSON.stringify(profile)} keptAs={keptAs} onKept={noteKept} />
      <WarningList warnings={sheet.warnings} article={file} />
      <ProblemList checked={checked} />
      <FactSheetView sheet={sheet} />
    </Page>
  );
}
