import { Button, Field, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { DocumentArrowUpRegular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { FileDrop, type FileProblem } from '#renderer/ui/file-drop.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { Location } from '#shared/contract/result';
import { openConfiguration } from './file-store.ts';
import { useChooseFile, useHost, useParse } from './queries.ts';

/** More than core accepts, in bytes. */
const largestFile = 5_000_000;

const useStyles = makeStyles({ area: { fontFamily: tokens.fontFamilyMonospace } });

const placeText = ({ line, column, path }: Location): string =>
  line === undefined ? text('file.place', { path: path ?? '' }) : text('file.where', { line, column: column ?? 1 });

/** Gives the ways in which a configuration gets here: dropped, chosen, pasted. The page reads what a person hands it, and no path. */
export function FileSource(): ReactElement {
  const styles = useStyles();
  const parse = useParse();
  const choose = useChooseFile();
  const host = useHost();
  const [pasted, setPasted] = useState('');
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const read = (content: string): void => {
    setProblem(null);
    parse.mutate(content, { onSuccess: openConfiguration });
  };
  const ask = (): void =>
    choose.mutate(undefined, { onSuccess: (content) => (content === null ? undefined : read(content)) });
  const failed = parse.error ?? choose.error;
  return (
    <>
      <FileDrop
        title={text('file.drop')}
        help={text('file.dropHelp')}
        icon={<DocumentArrowUpRegular />}
        choose={text(parse.isPending ? 'file.reading' : 'file.choose')}
        accept=".yaml,.yml,.json"
        largest={largestFile}
        busy={parse.isPending}
        onChoose={host.data?.canChooseFiles === true ? ask : undefined}
        onFile={({ text: content }) => read(content)}
        onProblem={setProblem}
      />
      {problem === null ? null : <ErrorPanel error={{ code: 'bad_request', message: text(`file.${problem}`) }} />}
      {failed === null ? null : <ErrorPanel error={failed.wire} />}
      {failed?.wire.location === undefined ? null : <Text weight="semibold">{placeText(failed.wire.location)}</Text>}
      <Section>
        <Field label={text('file.paste')}>
          <Textarea
            className={styles.area}
            rows={8}
            resize="vertical"
            value={pasted}
            spellCheck={false}
            onChange={(_event, { value }) => setPasted(value)}
          />
        </Field>
        <div>
          <Button disabled={pasted.trim() === '' || parse.isPending} onClick={() => read(pasted)}>
            {text('file.read')}
          </Button>
        </div>
      </Section>
    </>
  );
}
