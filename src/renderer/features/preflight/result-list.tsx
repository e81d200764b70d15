import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronRight16Regular } from '@fluentui/react-icons';
import { type ReactElement, useId, useState } from 'react';
import { text } from '#renderer/lib/text';
import { type KeyValue, KeyValues } from '#renderer/ui/key-values.tsx';
import type { PreflightResult } from '#shared/model/preflight';
import { preflightTitles } from '#shared/preflight/report-text';
import { PreflightMark } from './preflight-mark.tsx';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  item: {
    display: 'grid',
    gridTemplateColumns: '104px minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTop: 'none', paddingTop: 0 },
    ':last-child': { paddingBottom: 0 },
    '@media (max-width: 700px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalXS },
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold, lineHeight: '20px' },
  line: { maxWidth: '92ch' },
  quiet: { color: tokens.colorNeutralForeground2 },
  details: { paddingTop: tokens.spacingVerticalS },
  toggle: { justifySelf: 'start' },
});

/** Takes the results of a preflight; gives them as a list whose items open. */
export function ResultList({ results }: { readonly results: readonly PreflightResult[] }): ReactElement {
  const styles = useStyles();
  return (
    <ol className={styles.list} aria-label={text('preflight.result')}>
      {results.map((result) => (
        <ResultItem key={result.check} result={result} />
      ))}
    </ol>
  );
}

function ResultItem({ result }: { readonly result: PreflightResult }): ReactElement {
  const styles = useStyles();
  const { check, verdict, seen, why, fix } = result;
  const [open, setOpen] = useState(false);
  const id = useId();
  const asksForCare = verdict === 'failed' || verdict === 'warning';
  const isSkipped = verdict === 'skipped';
  return (
    <li className={styles.item} data-check={check} data-verdict={verdict}>
      <PreflightMark verdict={verdict} />
      <div className={styles.words}>
        <h3 className={styles.title}>{preflightTitles[check]}</h3>
        <Text className={mergeClasses(styles.line, isSkipped && styles.quiet)}>{seen}</Text>
        {asksForCare ? (
          <Text className={styles.line}>
            <span className={styles.quiet}>{text('preflight.why')}</span> {why}
          </Text>
        ) : null}
        {fix === null ? null : (
          <Text className={styles.line}>
            <span className={styles.quiet}>{text('preflight.fix')}</span> {fix}
          </Text>
        )}
        <div id={id} hidden={!open} className={open ? styles.details : undefined}>
          {open ? <KeyValues items={detailsOf(result, asksForCare)} /> : null}
        </div>
      </div>
      {isSkipped ? null : (
        <Button
          size="small"
          appearance="subtle"
          className={styles.toggle}
          icon={open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
          aria-expanded={open}
          aria-controls={id}
          aria-label={text('preflight.detailsOf', { check: preflightTitles[check] })}
          onClick={() => setOpen(!open)}
        >
          {text('preflight.details')}
        </Button>
      )}
    </li>
  );
}

const detailsOf = ({ finding, facts, tookMs, why }: PreflightResult, whyIsShown: boolean): readonly KeyValue[] => [
  ...facts.map(({ name, value }) => ({ name, value })),
  ...(finding === null ? [] : [{ name: text('preflight.finding'), value: finding, mono: true }]),
  ...(tookMs === 0 ? [] : [{ name: text('preflight.took'), value: text('preflight.tookMs', { ms: String(tookMs) }) }]),
  ...(whyIsShown ? [] : [{ name: text('preflight.whyName'), value: why }]),
];
