import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, useEffect, useState } from 'react';
import { saveText } from '#renderer/lib/save-text';
import { text } from '#renderer/lib/text';
import type { Output } from '#shared/contract/index';
import type { Result, WireError } from '#shared/contract/result';
import type { CallFormat, PlannedCall } from '#shared/model/planned-call';
import { CodeBlock } from './code-block.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { LinesSkeleton } from './skeletons.tsx';

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  help: { flex: '1 1 320px', color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingLeft: '28px', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  call: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  quiet: { display: 'block', color: tokens.colorNeutralForeground2, whiteSpace: 'pre-line' },
});

type Shown = Output<'setup.calls'>;

interface PlannedCallsProps {
  /** Gives the calls of the plan in a format; null without a plan. */
  readonly load: (format: CallFormat) => Promise<Result<Shown> | null>;
  /** Changes when the plan does. */
  readonly planId: string;
}

const scripts = ['powershell', 'http'] as const;

/** Takes what gives the calls of a plan; gives them to read, and as a PowerShell script or a file of HTTP requests to save. */
export function PlannedCalls({ load, planId }: PlannedCallsProps): ReactElement {
  const styles = useStyles();
  const [shown, setShown] = useState<Shown | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what loads is another function with every drawing of the page; the plan tells when to load again
  useEffect(() => {
    let isWanted = true;
    void load('list').then((answer) => {
      if (!isWanted || answer === null) return;
      if (answer.ok) setShown(answer.data);
      else setError(answer.error);
    });
    return () => {
      isWanted = false;
    };
  }, [planId]);
  const save = async (format: CallFormat): Promise<void> => {
    const answer = await load(format);
    if (answer === null) return;
    if (!answer.ok) setError(answer.error);
    else if (answer.data.file !== null) saveText(answer.data.file.name, 'text/plain', answer.data.file.text);
  };
  if (error !== null) return <ErrorPanel error={error} />;
  if (shown === null) return <LinesSkeleton lines={4} />;
  return (
    <section className={styles.frame} aria-label={text('change.calls')}>
      <div className={styles.head}>
        <Text className={styles.help}>{text('change.callsHelp')}</Text>
        {scripts.map((format) => (
          <Button key={format} size="small" onClick={() => void save(format)}>
            {text(`change.save_${format}`)}
          </Button>
        ))}
      </div>
      <ol className={styles.list}>
        {shown.calls.map((call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same request may be made twice, and the order does not change
          <li key={index}>
            <Call call={call} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Call({ call }: { readonly call: PlannedCall }): ReactElement {
  const styles = useStyles();
  const { method, path, body, title, note, write, batched } = call;
  return (
    <>
      <span className={styles.call}>
        {method} {path}
      </span>
      <Text size={200} className={styles.quiet}>
        {title}
        {write ? '' : ` · ${text('change.callReads')}`}
        {batched ? ` · ${text('change.callBatched')}` : ''}
      </Text>
      {note === null ? null : (
        <Text size={200} className={styles.quiet}>
          {note}
        </Text>
      )}
      {body === null ? null : (
        <details>
          <summary>{text('change.callBody')}</summary>
          <CodeBlock code={body} label={text('change.callBody')} />
        </details>
      )}
    </>
  );
}
