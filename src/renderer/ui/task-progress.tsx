import { Button, Link, makeStyles, mergeClasses, ProgressBar, tokens } from '@fluentui/react-components';
import {
  ArrowSync20Regular,
  CheckmarkCircle20Filled,
  Clock20Regular,
  DismissCircle20Filled,
  Person20Regular,
  SubtractCircle20Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { TaskProgress as Progress } from '#shared/contract/events';
import { CopyButton } from './copy-button.tsx';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  line: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalS,
    alignItems: 'start',
  },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
  done: { color: tokens.colorPaletteGreenForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
  asks: { color: tokens.colorBrandForeground1 },
  code: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase500,
    letterSpacing: '0.1em',
  },
  frame: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
});

const icons: Readonly<Record<Progress['state'], ReactElement>> = {
  running: <ArrowSync20Regular />,
  waiting: <Clock20Regular />,
  done: <CheckmarkCircle20Filled />,
  skipped: <SubtractCircle20Regular />,
  failed: <DismissCircle20Filled />,
  personNeeded: <Person20Regular />,
};

/** Takes all lines that a task told; gives the newest line of each step, in the order in which the steps came. Pure. */
export function newestLines(progress: readonly Progress[]): readonly Progress[] {
  const lines = new Map<string, Progress>();
  for (const [index, line] of progress.entries()) lines.set(line.stepId ?? `line-${index}`, line);
  return [...lines.values()];
}

interface TaskProgressProps {
  readonly progress: readonly Progress[];
  readonly running: boolean;
  readonly cancelling?: boolean;
  readonly onCancel?: () => void;
}

/** Takes what a task told so far; gives it as a list that a screen reader follows, with a bar while it runs. */
export function TaskProgress({ progress, running, cancelling = false, onCancel }: TaskProgressProps): ReactElement {
  const styles = useStyles();
  const colours: Readonly<Record<Progress['state'], string>> = {
    running: styles.asks,
    waiting: styles.quiet,
    done: styles.done,
    skipped: styles.quiet,
    failed: styles.failed,
    personNeeded: styles.asks,
  };
  const counted = progress.findLast(({ total }) => total !== undefined && total > 0);
  const value = counted?.total === undefined ? {} : { value: (counted.completed ?? 0) / counted.total };
  return (
    <div className={styles.frame}>
      {running ? <ProgressBar aria-label={text('common.working')} thickness="large" {...value} /> : null}
      <ol className={styles.list} aria-live="polite" aria-label={text('common.progress')}>
        {newestLines(progress).map((line, index) => (
          <li key={line.stepId ?? `line-${index}`} className={styles.line}>
            <span aria-hidden className={colours[line.state]}>
              {icons[line.state]}
            </span>
            <span className={styles.words}>
              <span className={mergeClasses((line.state === 'waiting' || line.state === 'skipped') && styles.quiet)}>
                {line.message}
              </span>
              {line.userCode === undefined ? null : (
                <span className={styles.code}>
                  {line.userCode}
                  <CopyButton value={line.userCode} what={text('common.deviceCode')} />
                </span>
              )}
              {line.url === undefined || line.state !== 'personNeeded' ? null : (
                <Link href={line.url} target="_blank" rel="noreferrer">
                  {text('common.openPage')}
                </Link>
              )}
            </span>
          </li>
        ))}
      </ol>
      {running && onCancel !== undefined ? (
        <div>
          <Button disabled={cancelling} onClick={onCancel}>
            {cancelling ? text('common.cancelling') : text('common.cancel')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
