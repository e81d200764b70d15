import { Button, MessageBar, MessageBarBody, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { DocumentTable20Regular } from '@fluentui/react-icons';
import { type ChangeEvent, type DragEvent, type ReactElement, useRef, useState } from 'react';
import { text } from '#renderer/lib/text';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import type { AssignmentRow, RowFault } from '#shared/model/scope';
import type { Added } from './scope-edits.ts';
import { useReadAssignments } from './scope-queries.ts';

/** More than core accepts, in bytes. */
const largestFile = 2_000_000;
const faultsShown = 100;

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  drop: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalL,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  over: { backgroundColor: tokens.colorBrandBackground2 },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '76ch' },
  hidden: { display: 'none' },
});

const addedOf = ({ principalId, displayName, kind, role }: AssignmentRow): Added => ({
  id: principalId,
  name: displayName,
  kind,
  role,
});

interface CsvImportProps {
  readonly id: string;
  readonly onTake: (added: readonly Added[]) => void;
}

/** Takes an application and where its rows go; gives the way to read a CSV of assignments, with every bad row by name. */
export function CsvImport({ id, onTake }: CsvImportProps): ReactElement {
  const styles = useStyles();
  const reading = useReadAssignments(id);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const readFile = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setTooLarge(file.size > largestFile);
    if (file.size <= largestFile) await reading.start({ application: id, text: await file.text() });
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void readFile(event.dataTransfer.files[0]);
  };
  const { output } = reading;
  return (
    <div className={styles.frame}>
      <Text weight="semibold">{text('scope.csv')}</Text>
      <Text className={styles.quiet}>{text('scope.csvHelp')}</Text>
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
        <Button
          icon={<DocumentTable20Regular />}
          disabled={reading.state === 'running'}
          onClick={() => input.current?.click()}
        >
          {text('scope.csvChoose')}
        </Button>
        <Text className={styles.quiet}>{text('scope.csvDrop')}</Text>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,text/csv"
          aria-label={text('scope.csvChoose')}
          className={styles.hidden}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            void readFile(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      {tooLarge ? (
        <MessageBar intent="error">
          <MessageBarBody>{text('scope.csvTooLarge')}</MessageBarBody>
        </MessageBar>
      ) : null}
      {reading.state === 'running' ? (
        <TaskProgress progress={reading.progress} running cancelling={reading.cancelling} onCancel={reading.cancel} />
      ) : null}
      {reading.error === null ? null : <ErrorPanel error={reading.error} />}
      {output === null ? null : (
        <CsvResult
          rows={output.rows}
          faults={output.faults}
          onTake={(rows) => {
            onTake(rows.map(addedOf));
            reading.reset();
          }}
        />
      )}
    </div>
  );
}

interface CsvResultProps {
  readonly rows: readonly AssignmentRow[];
  readonly faults: readonly RowFault[];
  readonly onTake: (rows: readonly AssignmentRow[]) => void;
}

function CsvResult({ rows, faults, onTake }: CsvResultProps): ReactElement {
  const styles = useStyles();
  const fresh = rows.filter(({ assigned }) => !assigned);
  const values = { count: fresh.length, assigned: rows.length - fresh.length, bad: faults.length };
  return (
    <>
      <MessageBar intent={faults.length === 0 ? 'success' : 'warning'} layout="multiline" role="status">
        <MessageBarBody>{text('scope.csvFound', values)}</MessageBarBody>
      </MessageBar>
      {faults.length === 0 ? null : (
        <DataTable
          label={text('scope.csvFaults')}
          rows={faults.slice(0, faultsShown)}
          rowKey={({ line, code }) => `${line} ${code}`}
          columns={[
            {
              key: 'line',
              header: text('scope.csvLine'),
              sortBy: ({ line }) => line,
              cell: ({ line }) => line,
              width: '72px',
            },
            { key: 'text', header: text('scope.csvText'), cell: (fault) => fault.text, width: '36%' },
            {
              key: 'problem',
              header: text('scope.csvProblem'),
              cell: ({ message, nextStep }) => (
                <>
                  {message} <span className={styles.quiet}>{nextStep}</span>
                </>
              ),
            },
          ]}
        />
      )}
      {faults.length > faultsShown ? (
        <Text>{text('scope.moreRows', { count: faults.length - faultsShown })}</Text>
      ) : null}
      <div>
        <Button disabled={fresh.length === 0} onClick={() => onTake(fresh)}>
          {text('scope.csvTake', { count: fresh.length })}
        </Button>
      </div>
    </>
  );
}
