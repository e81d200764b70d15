import { Badge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactElement, useMemo } from 'react';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import type { TutorialWarning } from '#shared/contract/library';
import { linesAround, linesOf } from './source-lines.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXL,
  },
  warning: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  source: {
    margin: 0,
    padding: tokens.spacingVerticalS,
    overflowX: 'auto',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  line: {
    display: 'grid',
    gridTemplateColumns: '4ch minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    paddingLeft: tokens.spacingHorizontalS,
    borderLeft: '3px solid transparent',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground2,
  },
  meant: {
    borderLeftColor: tokens.colorPaletteDarkOrangeForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    '@media (forced-colors: active)': { borderLeftColor: 'Highlight' },
  },
  number: { textAlign: 'right', userSelect: 'none', fontVariantNumeric: 'tabular-nums' },
});

interface WarningListProps {
  readonly warnings: readonly TutorialWarning[];
  readonly article: { readonly name: string; readonly text: string };
}

/** Nobody reads more; the profile that is kept holds all of them. */
const mostShown = 100;

/** Takes warnings and the article that they are about; gives each with its code beside the line of the article. */
export function WarningList({ warnings, article }: WarningListProps): ReactElement {
  const styles = useStyles();
  const lines = useMemo(() => linesOf(article.text), [article.text]);
  if (warnings.length === 0) return <Section title={text('profiles.noWarnings')} />;
  return (
    <Section title={text('profiles.warnings', { count: warnings.length })} description={text('profiles.warningsHelp')}>
      <ul className={styles.list}>
        {warnings.slice(0, mostShown).map((warning, index) => (
          // Warnings of one code on one line may say the same twice.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
          <li key={index} className={styles.warning} data-warning={warning.code} data-line={warning.line}>
            <span className={styles.head}>
              <Badge appearance="tint" color="warning">
                {warning.code}
              </Badge>
              <span>{warning.message}</span>
              <span className={styles.quiet}>
                {warning.line === undefined
                  ? text('profiles.warningWhole')
                  : text('profiles.warningLine', { line: warning.line })}
              </span>
            </span>
            {warning.line === undefined ? null : <Source lines={lines} line={warning.line} name={article.name} />}
          </li>
        ))}
      </ul>
      {warnings.length > mostShown ? text('profiles.moreWarnings', { count: warnings.length - mostShown }) : null}
    </Section>
  );
}

interface SourceProps {
  readonly lines: readonly string[];
  readonly line: number;
  readonly name: string;
}

function Source({ lines, line, name }: SourceProps): ReactElement | null {
  const styles = useStyles();
  const shown = linesAround(lines, line);
  const [first] = shown;
  const last = shown.at(-1);
  if (first === undefined || last === undefined) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a figure would announce a picture; these are lines of text
    <div
      role="group"
      aria-label={text('profiles.sourceOf', { from: first.number, to: last.number, file: name })}
      className={styles.source}
    >
      {shown.map(({ number, text: content, meant }) => (
        <div key={number} className={mergeClasses(styles.line, meant && styles.meant)} data-meant={meant}>
          <span className={styles.number}>{number}</span>
          <span>{content === '' ? ' ' : content}</span>
        </div>
      ))}
    </div>
  );
}
