import {
  Button,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  mergeClasses,
  ProgressBar,
  tokens,
} from '@fluentui/react-components';
import {
  ArrowSync20Regular,
  CheckmarkCircle20Filled,
  Circle20Regular,
  Clock20Regular,
  DismissCircle20Filled,
  Person20Filled,
  SubtractCircle20Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { Task } from '#renderer/lib/use-task';
import type { TaskProgress } from '#shared/contract/events';
import type { Plan } from '#shared/model/plan';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  mark: { display: 'flex', color: tokens.colorNeutralForeground3 },
  good: { color: tokens.colorPaletteGreenForeground1 },
  bad: { color: tokens.colorPaletteRedForeground1 },
  now: { color: tokens.colorBrandForeground1 },
});

type State = TaskProgress['state'] | 'ahead';

const icons: Readonly<Record<State, ReactElement>> = {
  ahead: <Circle20Regular />,
  running: <ArrowSync20Regular />,
  waiting: <Clock20Regular />,
  done: <CheckmarkCircle20Filled />,
  skipped: <SubtractCircle20Regular />,
  failed: <DismissCircle20Filled />,
  personNeeded: <Person20Filled />,
};

interface Line {
  readonly id: string;
  readonly title: string;
  readonly state: State;
  readonly message: string | null;
}

/** Takes the steps of a plan and what was told so far; gives one line a step with the newest that was told of it. Pure. */
export function linesOf(plan: Plan | null, progress: readonly TaskProgress[], hasFailed: boolean): readonly Line[] {
  const newest = new Map(progress.flatMap((one) => (one.stepId === undefined ? [] : [[one.stepId, one] as const])));
  const steps = plan?.steps ?? [...newest].map(([id, { message }]) => ({ id, title: message }));
  return steps.map(({ id, title }) => {
    const told = newest.get(id);
    const isBroken = hasFailed && told !== undefined && (told.state === 'running' || told.state === 'waiting');
    return { id, title, state: isBroken ? 'failed' : (told?.state ?? 'ahead'), message: told?.message ?? null };
  });
}

interface ApplyLinesProps {
  readonly plan: Plan | null;
  readonly apply: Task<'setup.apply'>;
}

/** Takes a plan and its run; gives a line for each step, and what a person has to do where one is waited for. */
export function ApplyLines({ plan, apply }: ApplyLinesProps): ReactElement {
  const styles = useStyles();
  const isRunning = apply.state === 'running';
  const lines = linesOf(plan, apply.progress, apply.state === 'failed');
  const done = lines.filter(({ state }) => state === 'done' || state === 'skipped').length;
  const asked = isRunning ? apply.progress.findLast(({ state }) => state === 'personNeeded') : undefined;
  const isAnswered = lines.find(({ id }) => id === asked?.stepId)?.state !== 'personNeeded';
  return (
    <>
      {isRunning ? (
        <ProgressBar
          aria-label={text('common.progress')}
          thickness="large"
          value={lines.length === 0 ? 0 : done / lines.length}
        />
      ) : null}
      {asked === undefined || isAnswered ? null : <HandOff progress={asked} />}
      <ol className={styles.list} aria-live="polite" aria-label={text('common.progress')}>
        {lines.map((line) => (
          <LineRow key={line.id} line={line} />
        ))}
      </ol>
      {isRunning ? (
        <div>
          <Button disabled={apply.cancelling} onClick={apply.cancel}>
            {text(apply.cancelling ? 'common.cancelling' : 'common.cancel')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** What was told begins with the title that stands above it. */
function detailOf(title: string, message: string | null): string {
  if (message === null || message === title) return '';
  return message.startsWith(`${title}: `) ? message.slice(title.length + 2) : message;
}

function LineRow({ line }: { readonly line: Line }): ReactElement {
  const styles = useStyles();
  const { id, title, state, message } = line;
  const detail = detailOf(title, message);
  const hues: Partial<Record<State, string>> = {
    done: styles.good,
    failed: styles.bad,
    running: styles.now,
    personNeeded: styles.now,
  };
  return (
    <li className={styles.row} data-step={id} data-state={state}>
      <span role="img" aria-label={text(`wizard.line.${state}`)} className={mergeClasses(styles.mark, hues[state])}>
        {icons[state]}
      </span>
      <span className={styles.words}>
        <span className={state === 'ahead' ? styles.quiet : ''}>{title}</span>
        {detail === '' ? null : <span className={styles.quiet}>{detail}</span>}
      </span>
    </li>
  );
}

function HandOff({ progress }: { readonly progress: TaskProgress }): ReactElement {
  return (
    <MessageBar intent="warning" layout="multiline" data-hand-off>
      <MessageBarBody>
        <MessageBarTitle>{text('wizard.handOff.title')}</MessageBarTitle>
        {progress.message}{' '}
        {progress.url === undefined ? null : (
          <Link href={progress.url} target="_blank" rel="noreferrer">
            {text('wizard.handOff.open')}
          </Link>
        )}{' '}
        {text('wizard.handOff.waits')}
      </MessageBarBody>
    </MessageBar>
  );
}
