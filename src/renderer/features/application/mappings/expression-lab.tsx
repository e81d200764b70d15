import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { memo, type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { longestExpression } from '#shared/mappings/problems';
import type { ExpressionDiagnostic, SamplePerson } from '#shared/model/mappings';
import { type CodeEditor, openCodeEditor } from './code-editor.ts';
import type { LabProps } from './lab-loader.tsx';
import { LabValues } from './lab-values.tsx';
import { PersonFinder } from './person-finder.tsx';
import { useFunctions, useInventedPeople } from './queries.ts';
import { useLab } from './use-lab.ts';

const useStyles = makeStyles({
  // What changes with each keystroke must not have the browser lay out the form and the long table behind it.
  lab: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0, contain: 'layout style' },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  tooLong: { color: tokens.colorStatusDangerForeground3 },
  problems: { margin: 0, paddingLeft: tokens.spacingHorizontalL, display: 'flex', flexDirection: 'column', gap: '2px' },
  error: { color: tokens.colorStatusDangerForeground3 },
  warning: { color: tokens.colorStatusWarningForeground3 },
});

const most = 5;

function OpenLab({ object, job, expression: given, onChange, onChecked }: LabProps): ReactElement {
  const styles = useStyles();
  const attributes = useMemo(() => object.sourceAttributes.map(({ name }) => name), [object]);
  const functions = useFunctions().data?.functions;
  const invented = useInventedPeople(attributes).data?.samples;
  const [chosen, setChosen] = useState<readonly SamplePerson[]>([]);
  const drop = useCallback((id: string) => setChosen((before) => before.filter((one) => one.id !== id)), []);
  const take = useCallback(
    (person: SamplePerson) =>
      setChosen((before) => [...before.filter(({ id }) => id !== person.id), person].slice(-most)),
    [],
  );
  const samples = useMemo(
    () => [...chosen, ...(chosen.length >= 3 ? [] : (invented ?? []))].slice(0, most),
    [chosen, invented],
  );
  const [expression, setExpression] = useState(given);
  const { state, ask } = useLab(given, { attributes, samples, job });
  const editor = useRef<CodeEditor | null>(null);
  const host = useRef<HTMLDivElement>(null);
  const live = useRef({ functions: functions ?? [], attributes, ask, onChange, onChecked });
  live.current = { functions: functions ?? [], attributes, ask, onChange, onChecked };
  const { hold, release } = useHeldBack(live);
  const first = useRef(given);
  useEffect(() => {
    if (host.current === null) return;
    const opened = openCodeEditor({
      parent: host.current,
      expression: first.current,
      label: text('lab.editor'),
      nonce: document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '',
      functions: () => live.current.functions,
      attributes: () => live.current.attributes,
      onChange: (changed) => {
        live.current.ask(changed);
        setExpression(changed);
        hold(changed);
      },
      onLeave: release,
    });
    editor.current = opened;
    return opened.close;
  }, [hold, release]);
  useEffect(() => {
    editor.current?.show(state.diagnostics);
    live.current.onChecked(state.diagnostics.some(({ severity }) => severity === 'error'));
  }, [state.diagnostics]);
  return (
    <div className={styles.lab}>
      <div ref={host} />
      <div className={styles.line}>
        <span>{text('lab.keys')}</span>
        <span className={expression.length > longestExpression ? styles.tooLong : ''}>
          {text('lab.length', { count: expression.length, most: formats.number(longestExpression) })}
        </span>
      </div>
      <Diagnostics
        diagnostics={state.diagnostics}
        onFix={(one) => editor.current?.replace(one, one.suggestion ?? '')}
      />
      {state.serviceError === null ? null : <ErrorPanel error={state.serviceError} />}
      <LabValues samples={samples} state={state} onDrop={drop} />
      <PersonFinder attributes={attributes} onFound={take} />
    </div>
  );
}

/** The form around the lab hears of a text when nobody typed for so many milliseconds. */
const settleMs = 150;

/** The value of what is typed comes first: the form is told a moment later, and at the latest when the editor is left. */
function useHeldBack(live: { readonly current: Pick<LabProps, 'onChange'> }) {
  const held = useRef<{ readonly text: string; readonly timer: ReturnType<typeof setTimeout> } | null>(null);
  const release = useCallback((): void => {
    if (held.current === null) return;
    const { text: changed, timer } = held.current;
    clearTimeout(timer);
    held.current = null;
    live.current.onChange(changed);
  }, [live]);
  const hold = useCallback(
    (changed: string): void => {
      clearTimeout(held.current?.timer);
      held.current = { text: changed, timer: setTimeout(release, settleMs) };
    },
    [release],
  );
  useEffect(() => () => clearTimeout(held.current?.timer), []);
  return { hold, release };
}

/** Takes an expression and where it belongs; gives the lab: editor, diagnostics, and its value for several people beside the service's. */
export const ExpressionLab = memo(OpenLab);

interface DiagnosticsProps {
  readonly diagnostics: readonly ExpressionDiagnostic[];
  readonly onFix: (diagnostic: ExpressionDiagnostic) => void;
}

/** What is wrong, at its line and column, for those who do not see the marks in the editor. */
function Diagnostics({ diagnostics, onFix }: DiagnosticsProps): ReactElement {
  const styles = useStyles();
  return (
    <ul className={styles.problems} aria-live="polite">
      {diagnostics.map((one) => (
        <li key={`${one.code}:${one.offset}:${one.message}`}>
          <Text className={one.severity === 'error' ? styles.error : styles.warning}>
            {text('lab.at', { line: one.line, column: one.column })}: {one.message}
          </Text>{' '}
          {one.suggestion === undefined ? null : (
            <Link as="button" onClick={() => onFix(one)}>
              {text('lab.fix', { suggestion: one.suggestion })}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
