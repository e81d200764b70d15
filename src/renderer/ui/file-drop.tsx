import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { type ChangeEvent, type DragEvent, type ReactElement, type ReactNode, useRef, useState } from 'react';

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
  small: { padding: tokens.spacingVerticalL, gap: tokens.spacingVerticalS },
  over: {
    borderTopColor: tokens.colorBrandStroke1,
    borderRightColor: tokens.colorBrandStroke1,
    borderBottomColor: tokens.colorBrandStroke1,
    borderLeftColor: tokens.colorBrandStroke1,
    backgroundColor: tokens.colorBrandBackground2,
  },
  icon: { fontSize: '40px', lineHeight: 1, color: tokens.colorBrandForeground1 },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '60ch' },
  hidden: { display: 'none' },
});

/** A file as the page read it. */
export interface ReadFile {
  readonly name: string;
  readonly text: string;
}

/** Why a file was not read. */
export type FileProblem = 'tooLarge' | 'unreadable';

interface FileDropProps {
  readonly title: string;
  readonly help?: string;
  readonly icon?: ReactNode;
  /** Words of the button. */
  readonly choose: string;
  /** Endings as a file window takes them, for example `.md,.markdown`. */
  readonly accept: string;
  /** The largest file that is read, in bytes. */
  readonly largest: number;
  readonly busy?: boolean;
  readonly small?: boolean;
  /** What the button does where the program has a file window of its own; left out = the browser's. */
  readonly onChoose?: (() => void) | undefined;
  readonly onFile: (file: ReadFile) => void;
  readonly onProblem: (problem: FileProblem) => void;
}

async function readFile(file: File, largest: number): Promise<ReadFile | FileProblem> {
  if (file.size > largest) return 'tooLarge';
  try {
    return { name: file.name, text: await file.text() };
  } catch {
    // A folder, or a file that went away: the browser says no more than that.
    return 'unreadable';
  }
}

/** Takes words and what to do; gives a place on which a file is dropped, with a button that does the same. The page reads the file, and no path. */
export function FileDrop(props: FileDropProps): ReactElement {
  const {
    title,
    help,
    icon,
    choose,
    accept,
    largest,
    busy = false,
    small = false,
    onChoose,
    onFile,
    onProblem,
  } = props;
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const read = await readFile(file, largest);
    if (typeof read === 'string') onProblem(read);
    else onFile(read);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const onChange = (event: ChangeEvent<HTMLInputElement>): void => {
    void take(event.target.files?.[0]);
    // The same file can be chosen again after it was mended.
    event.target.value = '';
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button does the same with the keyboard
    <div
      className={mergeClasses(styles.drop, small && styles.small, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {icon === undefined ? null : (
        <span aria-hidden className={styles.icon}>
          {icon}
        </span>
      )}
      <Text size={small ? 300 : 500} weight="semibold">
        {title}
      </Text>
      {help === undefined ? null : <Text className={styles.quiet}>{help}</Text>}
      <Button
        appearance={small ? 'secondary' : 'primary'}
        disabled={busy}
        onClick={onChoose ?? (() => input.current?.click())}
      >
        {choose}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={choose}
        className={styles.hidden}
        onChange={onChange}
      />
    </div>
  );
}
