import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle24Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import type { Output } from '#shared/contract/index';
import type { FailureGroup } from '#shared/model/archive';
import { EmptyState } from './empty-state.tsx';
import { TrendBars } from './trend-bars.tsx';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, overflow: 'auto', minHeight: 0, flexGrow: 1 },
  group: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 240px 132px',
    gap: tokens.spacingHorizontalXL,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  trend: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  note: {
    margin: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`,
    color: tokens.colorNeutralForeground2,
  },
});

interface FailureGroupsProps {
  readonly found: Output<'logs.groups'>;
  /** Leads to the rows of a group. */
  readonly onShow: (group: FailureGroup) => void;
}

/** Takes identical failures; gives them, the most frequent first, with trend, first and last time and what to do. */
export function FailureGroups({ found, onShow }: FailureGroupsProps): ReactElement {
  const styles = useStyles();
  const { groups, from, to, source, complete } = found;
  if (groups.length === 0) {
    return (
      <EmptyState
        icon={<CheckmarkCircle24Regular fontSize={36} />}
        title={text('log.noGroupsTitle')}
        description={text('log.noGroupsHelp')}
      />
    );
  }
  return (
    <>
      {source === 'service' && !complete ? <p className={styles.note}>{text('log.groupsPartly')}</p> : null}
      <ul className={styles.list} aria-label={text('log.groupsTab')}>
        {groups.map((group) => (
          <Group
            key={`${group.servicePrincipalId}:${group.errorCode}:${group.pattern}`}
            {...{ group, from, to, onShow }}
          />
        ))}
      </ul>
    </>
  );
}

interface GroupProps {
  readonly group: FailureGroup;
  readonly from: string;
  readonly to: string;
  readonly onShow: (group: FailureGroup) => void;
}

function Group({ group, from, to, onShow }: GroupProps): ReactElement {
  const styles = useStyles();
  const { count, people, application, errorCode, pattern, remedy, firstSeen, lastSeen, trend } = group;
  return (
    <li className={styles.group}>
      <div className={styles.words}>
        <span className={styles.line}>
          <Text weight="semibold">{errorCode ?? text('log.groupNoCode')}</Text>
          <Badge appearance="tint" color="danger">
            {text('log.groupCount', { count })}
          </Badge>
          <Text size={200} className={styles.quiet}>
            {text('log.groupPeople', { count: people })}
          </Text>
          <Text size={200} className={styles.quiet}>
            {application}
          </Text>
        </span>
        {pattern === '' ? null : <Text>{pattern}</Text>}
        {remedy === null ? null : (
          <Text size={200} className={styles.quiet}>
            {remedy}
          </Text>
        )}
      </div>
      <div className={styles.trend}>
        <TrendBars trend={trend} from={from} to={to} />
        <Text size={200} className={styles.quiet}>
          {text('log.groupSeen', { first: formats.dateTime(firstSeen), last: formats.dateTime(lastSeen) })}
        </Text>
      </div>
      <Button onClick={() => onShow(group)} aria-label={`${text('log.groupShow')}: ${errorCode ?? ''} ${application}`}>
        {text('log.groupShow')}
      </Button>
    </li>
  );
}
