import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import {
  ArrowClockwise20Regular,
  CheckmarkCircle20Filled,
  QuestionCircle20Regular,
  Warning20Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { useErrorActions } from '#renderer/ui/error-actions';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { AnsweredCheck } from '#shared/model/quarantine';
import { useChecks } from './queries.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  check: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  passed: { color: tokens.colorPaletteGreenForeground1 },
  failed: { color: tokens.colorPaletteDarkOrangeForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
  own: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
});

const icons = {
  passed: <CheckmarkCircle20Filled />,
  failed: <Warning20Filled />,
  unknown: <QuestionCircle20Regular />,
} as const;

const colours = { passed: 'success', failed: 'warning', unknown: 'informative' } as const;

interface ChecksProps {
  readonly id: string;
  /** What only a person can tell. */
  readonly open: readonly string[];
}

/** Takes an application; gives what could be checked from here with its answers, and what only a person can tell. */
export function Checks({ id, open }: ChecksProps): ReactElement {
  const styles = useStyles();
  const query = useChecks(id);
  const again = (): void => void query.refetch();
  const at = query.data === undefined ? '' : formats.dateTime(query.data.checkedAt);
  return (
    <Section
      title={text('quarantine.checks')}
      description={`${text('quarantine.checksHelp')}${at === '' ? '' : ` ${text('quarantine.checkedAt', { time: at })}`}`}
      actions={
        <Button icon={<ArrowClockwise20Regular />} disabled={query.isFetching} onClick={again}>
          {text(query.isFetching ? 'quarantine.checking' : 'quarantine.checkAgain')}
        </Button>
      }
    >
      <Answer query={query} skeleton={<LinesSkeleton lines={6} />}>
        {({ checks }) => (
          <ul className={styles.list} aria-label={text('quarantine.checks')} aria-busy={query.isFetching}>
            {checks.map((check) => (
              <Check key={check.id} check={check} onGiven={again} />
            ))}
          </ul>
        )}
      </Answer>
      {open.length === 0 ? null : (
        <div>
          <Text weight="semibold">{text('quarantine.onlyYou')}</Text>
          <ul className={styles.own}>
            {open.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}

function Check({ check, onGiven }: { readonly check: AnsweredCheck; readonly onGiven: () => void }): ReactElement {
  const styles = useStyles();
  const helps = useErrorActions();
  const { id, result, seen, nextStep, requestId, scopes } = check;
  const colour = result === 'passed' ? styles.passed : result === 'failed' ? styles.failed : styles.quiet;
  return (
    <li className={styles.check} data-check={id} data-result={result}>
      <span aria-hidden className={colour}>
        {icons[result]}
      </span>
      <span className={styles.words}>
        <span className={styles.head}>
          <Text weight="semibold">{text(`quarantine.check_${id}`)}</Text>
          <Badge appearance="tint" color={colours[result]}>
            {text(`quarantine.result_${result}`)}
          </Badge>
        </span>
        <Text>{seen}</Text>
        {nextStep === null ? null : <Text className={styles.quiet}>{nextStep}</Text>}
        {requestId === null || result === 'passed' ? null : (
          <Text size={200} className={styles.quiet}>
            {text('quarantine.requestId', { id: requestId })}
          </Text>
        )}
        {scopes.length === 0 || helps === null ? null : (
          <span>
            <Button size="small" onClick={() => helps.consent(scopes, onGiven)}>
              {text('common.askConsent')}
            </Button>
          </span>
        )}
      </span>
    </li>
  );
}
