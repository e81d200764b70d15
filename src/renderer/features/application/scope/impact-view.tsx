import { Badge, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import type { Impact, ScopeCounts } from '#shared/model/scope';

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, display: 'flex', gap: tokens.spacingHorizontalS },
  numbers: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(112px, 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
  },
  number: {
    display: 'flex',
    flexDirection: 'column-reverse',
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  value: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontVariantNumeric: 'tabular-nums',
  },
  term: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  names: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))',
    gap: tokens.spacingHorizontalXXL,
  },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface NumberTile {
  readonly term: string;
  readonly value: number;
}

function Numbers({ label, tiles }: { readonly label: string; readonly tiles: readonly NumberTile[] }): ReactElement {
  const styles = useStyles();
  return (
    <dl className={styles.numbers} aria-label={label}>
      {tiles.map(({ term, value }) => (
        <div key={term} className={styles.number}>
          <dt className={styles.term}>{term}</dt>
          <dd className={styles.value}>{formats.number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface NamesProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly count: number;
}

function Names({ title, names, count }: NamesProps): ReactElement | null {
  const styles = useStyles();
  if (count === 0) return null;
  return (
    <div className={styles.part}>
      <Text weight="semibold">{title}</Text>
      <ul className={styles.list} aria-label={title}>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
        {count > names.length ? <li>{text('impact.more', { count: count - names.length })}</li> : null}
      </ul>
    </div>
  );
}

function Counts({
  title,
  counts,
  isExact,
}: {
  readonly title: string;
  readonly counts: ScopeCounts;
  readonly isExact: boolean;
}): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>
        {title}
        {isExact ? null : <Approximate />}
      </h3>
      <Numbers
        label={title}
        tiles={[
          { term: text('impact.now'), value: counts.before },
          { term: text('impact.then'), value: counts.after },
          { term: text('impact.enter'), value: counts.entering },
          { term: text('impact.leave'), value: counts.leaving },
          ...(counts.open === 0 ? [] : [{ term: text('impact.open'), value: counts.open }]),
        ]}
      />
      <div className={styles.names}>
        <Names title={text('impact.leaving')} names={counts.leavingNames} count={counts.leaving} />
        <Names title={text('impact.entering')} names={counts.enteringNames} count={counts.entering} />
      </div>
    </div>
  );
}

const length = (minutes: number): string => formats.span(Math.ceil(minutes) * 60_000);

function lengthText({ minMinutes, maxMinutes, objects }: Impact['cycle']): string {
  if (maxMinutes < 1) return text('impact.rangeShort');
  return text('impact.range', { least: length(minMinutes), most: length(maxMinutes), count: objects });
}

function thresholdText({ effects, threshold }: Impact): string {
  if (!threshold.enabled || threshold.value === null) return text('impact.thresholdOff');
  const values = { count: effects.disables + effects.deletes, value: threshold.value };
  return threshold.held ? text('impact.held', values) : text('impact.within', values);
}

const Approximate = (): ReactElement => (
  <Badge appearance="tint" color="informative">
    {text('impact.approximate')}
  </Badge>
);

function Accounts({ impact }: { readonly impact: Impact }): ReactElement {
  const styles = useStyles();
  const { creates, updates, disables, deletes } = impact.effects;
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>
        {text('impact.accounts')}
        {impact.approximate.length === 0 ? null : <Approximate />}
      </h3>
      <Numbers
        label={text('impact.accounts')}
        tiles={[
          { term: text('impact.creates'), value: creates },
          { term: text('impact.updates'), value: updates },
          { term: text('impact.disables'), value: disables },
          { term: text('impact.deletes'), value: deletes },
        ]}
      />
      <Text>{thresholdText(impact)}</Text>
    </div>
  );
}

function Rewrites({ rewrites }: Pick<Impact, 'rewrites'>): ReactElement | null {
  const styles = useStyles();
  if (rewrites.length === 0) return null;
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>{text('impact.rewrites')}</h3>
      <ul className={styles.list}>
        {rewrites.map(({ object, targetAttributeName, people, writesNobody, examples }) => (
          <li key={`${object} ${targetAttributeName}`}>
            {writesNobody === null
              ? text('impact.rewritten', { name: targetAttributeName, count: people })
              : text(`impact.writesNobody_${writesNobody}`, { name: targetAttributeName })}
            <ul className={styles.list}>
              {examples.map(({ name, before, after }) => (
                <li key={name}>
                  {name}: {before ?? text('change.empty')} → {after ?? text('change.empty')}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Takes what a change comes to; gives who enters and leaves, what happens to accounts, how long it takes, and how sure that is. */
export function ImpactView({ impact }: { readonly impact: Impact }): ReactElement {
  const styles = useStyles();
  const { people, groups, cycle, warnings, approximate, firstRun, rewrites, missing } = impact;
  const isCounted = ({ open }: ScopeCounts): boolean => open === 0 && missing.length === 0;
  return (
    <div className={styles.frame}>
      {warnings.map(({ code, message, nextStep }) => (
        <MessageBar key={code} intent={code === 'removesEveryone' ? 'error' : 'warning'} layout="multiline">
          <MessageBarBody>
            {message} {nextStep}
          </MessageBarBody>
        </MessageBar>
      ))}
      {firstRun === null ? null : (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{firstRun.message}</MessageBarBody>
        </MessageBar>
      )}
      <Counts title={text('impact.people')} counts={people} isExact={isCounted(people)} />
      {groups === null ? null : <Counts title={text('impact.groups')} counts={groups} isExact={isCounted(groups)} />}
      <Accounts impact={impact} />
      <Rewrites rewrites={rewrites} />
      <div className={styles.part}>
        <h3 className={styles.heading}>{text('impact.cycle')}</h3>
        <Text>{cycle.reason}</Text>
        {cycle.kind === 'initial' ? <Text>{lengthText(cycle)}</Text> : null}
      </div>
      {approximate.length === 0 ? null : (
        <div className={styles.part}>
          <h3 className={styles.heading}>{text('impact.why')}</h3>
          <ul className={styles.list}>
            {approximate.map((reason) => (
              <li key={reason} className={styles.quiet}>
                {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
