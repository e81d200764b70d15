import { Button, Field, makeStyles, mergeClasses, Text, Textarea, tokens } from '@fluentui/react-components';
import { DocumentArrowUpRegular } from '@fluentui/react-icons';
import { type ChangeEvent, type DragEvent, type ReactElement, useRef, useState } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { Location } from '#shared/contract/result';
import { openConfiguration } from './file-store.ts';
import { useChooseFile, useHost, useParse } from './queries.ts';

/** More than core accepts, in bytes. */
const largestFile = 5_000_000;

const useStyles = makeStyles({
  drop: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingVerticalXXXL,
    border: `2px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  over: {
    borderTopColor: tokens.colorBrandStroke1,
    borderRightColor: tokens.colorBrandStroke1,
    borderBottomColor: tokens.colorBrandStroke1,
    borderLeftColor: tokens.colorBrandStroke1,
    backgroundColor: tokens.colorBrandBackground2,
  },
  icon: { fontSize: '40px', color: tokens.colorBrandForeground1 },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '60ch' },
  hidden: { display: 'none' },
  area: { fontFamily: tokens.fontFamilyMonospace },
});

const placeText = ({ line, column, path }: Location): string =>
  line === undefined ? text('file.place', { path: path ?? '' }) : text('file.where', { line, column: column ?? 1 });

/** Gives the ways in which a configuration gets here: dropped, chosen, pasted. The page reads what a person hands it, and no path. */
export function FileSource(): ReactElement {
  const styles = useStyles();
  const parse = useParse();
  const choose = useChooseFile();
  const host = useHost();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState('');
  const [tooLarge, setTooLarge] = useState(false);
  const read = (content: string): void => parse.mutate(content, { onSuccess: openConfiguration });
  const readFile = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setTooLarge(file.size > largestFile);
    if (file.size <= largestFile) read(await file.text());
  };
  const ask = (): void => {
    if (host.data?.canChooseFiles !== true) input.current?.click();
    else choose.mutate(undefined, { onSuccess: (content) => (content === null ? undefined : read(content)) });
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void readFile(event.dataTransfer.files[0]);
  };
  const failed = parse.error ?? choose.error;
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button does the same with the keyboard */}
      <div
        className={mergeClasses(styles.drop, over && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <DocumentArrowUpRegular aria-hidden className={styles.icon} />
        <Text size={500} weight="semibold">
          {text('file.drop')}
        </Text>
        <Text className={styles.quiet}>{text('file.dropHelp')}</Text>
        <Button appearance="primary" disabled={parse.isPending} onClick={ask}>
          {text(parse.isPending ? 'file.reading' : 'file.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".yaml,.yml,.json"
          aria-label={text('file.choose')}
          className={styles.hidden}
          onChange={(event: ChangeEvent<HTMLInputElement>) => void readFile(event.target.files?.[0])}
        />
      </div>
      {tooLarge ? <ErrorPanel error={{ code: 'bad_request', message: text('file.tooLarge') }} /> : null}
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
