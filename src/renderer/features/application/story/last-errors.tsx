import { Badge, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { useNow } from '#renderer/lib/now';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { FailureGroup } from '#shared/model/archive';
import type { JobView } from '#shared/model/job';
import { useCycles, useLastErrors } from './story-queries.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  group: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
    ':first-child': { borderTop: 'none', paddingTop: 0 },
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  words: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Takes an application and its job; gives its failures of the last days, identical ones together. Nothing where its log cannot be read. */
export function LastErrors({ id, job }: { readonly id: string; readonly job: JobView }): ReactElement | null {
  const styles = useStyles();
  // What keeps the log from being read is told once, where the cycles are.
  const isReadable = useCycles(id).data !== undefined;
  const errors = useLastErrors(id, isReadable);
  if (!isReadable) return null;
  return (
    <Section title={text('story.errors')}>
      {job.lastCycle?.errorCode == null ? null : (
        <Text className={styles.words}>
          {text('story.wholeCycle')}: {job.lastCycle.errorCode}
        </Text>
      )}
      <Answer query={errors} skeleton={<LinesSkeleton lines={4} />}>
        {({ groups, source, complete }) => (
          <>
            {groups.length === 0 ? <Text className={styles.quiet}>{text('story.noErrors')}</Text> : null}
            <ul className={styles.list}>
              {groups.map((group) => (
                <ErrorGroup key={`${group.errorCode}:${group.pattern}`} id={id} group={group} />
              ))}
            </ul>
            {source === 'service' && !complete ? (
              <Text size={200} className={styles.quiet}>
                {text('log.groupsPartly')}
              </Text>
            ) : null}
          </>
        )}
      </Answer>
    </Section>
  );
}

function ErrorGroup({ id, group }: { readonly id: string; readonly group: FailureGroup }): ReactElement {
  const styles = useStyles();
  const now = useNow();
  const { errorCode, count, people, pattern, remedy, lastSeen } = group;
  return (
    <li className={styles.group}>
      <span className={styles.line}>
        {errorCode === null ? (
          <Text weight="semibold">{text('log.groupNoCode')}</Text>
        ) : (
          <Link href={hrefOf(places.applicationLog(id, 'code', errorCode))}>{errorCode}</Link>
        )}
        <Badge appearance="tint" color="danger">
          {text('log.groupCount', { count })}
        </Badge>
        <Text size={200} className={styles.quiet}>
          {text('log.groupPeople', { count: people })} ·{' '}
          {text('story.lastSeen', { when: formats.relative(lastSeen, now) })}
        </Text>
      </span>
      {pattern === '' ? null : <Text>{pattern}</Text>}
      {remedy === null ? null : (
        <Text size={200} className={styles.quiet}>
          {remedy}
        </Text>
      )}
    </li>
  );
}
