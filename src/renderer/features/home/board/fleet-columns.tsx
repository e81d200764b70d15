import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { formats } from '#renderer/lib/format';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { HealthBadge } from '#renderer/ui/health-badge.tsx';
import type { FleetRow, SettingState } from '#shared/model/fleet';
import type { SortValue } from './chosen-rows.ts';
import { byHealth } from './health-order.ts';

/** One column of the board. */
export interface FleetColumn {
  readonly key: string;
  readonly header: string;
  /** Width as CSS grid writes it. */
  readonly width: string;
  readonly align?: 'end';
  /** Left out = what it is about is read for the lines that are seen only, so it cannot be sorted. */
  readonly sortBy?: (row: FleetRow) => SortValue;
  readonly cell: (row: FleetRow) => ReactNode;
}

/** What cells need beside their line. */
export interface CellWorld {
  readonly now: number;
  /** Owners by object id; undefined = not asked yet, null = may not be read. */
  readonly ownersOf: (id: string) => readonly (string | null)[] | null | undefined;
}

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  danger: { color: tokens.colorPaletteRedForeground1 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  marked: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '2px', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

interface LinesProps {
  readonly first: ReactNode;
  readonly second?: string | undefined;
  readonly look?: 'danger' | 'warning' | undefined;
}

/** Two lines of a cell: what matters, and what belongs to it. */
function Lines({ first, second, look }: LinesProps): ReactElement {
  const styles = useStyles();
  return (
    <span className={styles.lines}>
      <span
        title={typeof first === 'string' && first.length > 12 ? first : undefined}
        className={mergeClasses(styles.line, look !== undefined && styles[look])}
      >
        {first}
      </span>
      {second === undefined ? null : (
        <span title={second} className={mergeClasses(styles.line, styles.quiet)}>
          {second}
        </span>
      )}
    </span>
  );
}

function Name({ row }: { readonly row: FleetRow }): ReactElement {
  const styles = useStyles();
  const { servicePrincipalId, displayName, attention, why, fault, jobs } = row;
  const place = places.application(servicePrincipalId, attention === 'act' ? 'quarantine' : 'overview');
  const second = fault ?? why ?? (jobs > 1 ? text('fleet.severalJobs', { count: jobs }) : null);
  return (
    <span className={styles.lines}>
      <Link href={hrefOf(place)} className={styles.name}>
        <span title={displayName}>{displayName}</span>
      </Link>
      {second === null ? null : (
        <span title={second} className={mergeClasses(styles.line, styles.quiet)}>
          {second}
        </span>
      )}
    </span>
  );
}

function Health({ row }: { readonly row: FleetRow }): ReactElement {
  const { health, quarantine, progress } = row;
  const styles = useStyles();
  if (quarantine !== null) {
    const { daysLeft } = quarantine;
    const words =
      daysLeft === null
        ? text('fleet.daysUnknown')
        : daysLeft === 0
          ? text('fleet.noDaysLeft')
          : text('fleet.daysLeft', { count: daysLeft });
    return (
      <span className={styles.marked}>
        <HealthBadge health={health} />
        <span className={mergeClasses(styles.quiet, daysLeft !== null && daysLeft <= 7 && styles.danger)}>{words}</span>
      </span>
    );
  }
  return (
    <span className={styles.marked}>
      <HealthBadge health={health} />
      {progress === null ? null : <span className={styles.quiet}>{text('fleet.progress', progress)}</span>}
    </span>
  );
}

function nextText({ nextCycle: { kind, at }, health }: FleetRow, now: number): string {
  switch (kind) {
    case 'about':
      return text('fleet.nextAbout', { time: formats.relative(at ?? '', now) });
    case 'due':
      return text('fleet.nextDue');
    case 'retry':
      return text('fleet.nextRetry', { time: formats.relative(at ?? '', now) });
    case 'first':
      return text('fleet.nextFirst');
    case 'off':
      return text(health === 'off' ? 'fleet.nextOff' : 'fleet.nextNotSetUp');
    case 'unknown':
      return text('fleet.unknown');
  }
}

const objectsOf = ({ objects }: FleetRow): number | null =>
  objects.length === 0 ? null : objects.reduce((sum, { value }) => sum + value, 0);

/** A cycle that failed as a whole is worse than any share of failures. */
function errorsOf({ lastCycle }: FleetRow): number | null {
  if (lastCycle === null) return null;
  if (lastCycle.state === 'Failed') return 2;
  return lastCycle.failed === 0 ? 0 : lastCycle.errorRate;
}

function Errors({ row }: { readonly row: FleetRow }): ReactElement {
  const cycle = row.lastCycle;
  if (cycle?.state === 'Failed') return <Lines first={text('fleet.cycleFailed')} look="danger" />;
  if (cycle === null || cycle.failed === null) return <Lines first="–" />;
  if (cycle.failed === 0) return <Lines first={text('fleet.noErrors')} />;
  const rate = cycle.errorRate === null ? undefined : formats.percent(cycle.errorRate);
  return <Lines first={text('fleet.errors', { count: cycle.failed })} second={rate} look="warning" />;
}

/** There is nothing to be set yet, which is not the same as unknown. */
const isNotSetUp = ({ jobId, fault }: FleetRow): boolean => jobId === null && fault === null;

const settingText = (state: SettingState): string =>
  text(state === 'set' ? 'fleet.set' : state === 'notSet' ? 'fleet.notSet' : 'fleet.unknown');

function Secret({ row, now }: { readonly row: FleetRow; readonly now: number }): ReactElement {
  const { secret } = row;
  if (isNotSetUp(row)) return <Lines first="–" />;
  if (secret === null) return <Lines first={text('fleet.unknown')} />;
  const { savedAt, expiresAt } = secret;
  const saved =
    savedAt === null ? text('fleet.savedUnknown') : text('fleet.savedAgo', { time: formats.relative(savedAt, now) });
  if (expiresAt === null) return <Lines first={saved} second={text('fleet.endUnknown')} />;
  const isOver = Date.parse(expiresAt) <= now;
  const end = text(isOver ? 'fleet.ended' : 'fleet.endsIn', { time: formats.relative(expiresAt, now) });
  return <Lines first={end} second={saved} look={isOver ? 'danger' : undefined} />;
}

function ownerText(owners: readonly (string | null)[] | null | undefined): string {
  if (owners === undefined) return '…';
  if (owners === null) return text('fleet.unknown');
  if (owners.length === 0) return text('fleet.noOwner');
  const [name] = owners.filter((owner) => owner !== null);
  if (name === undefined) return text('fleet.ownerHidden', { count: owners.length });
  return owners.length === 1 ? name : text('fleet.ownersMore', { name, count: owners.length - 1 });
}

const identityColumns = ({ now }: CellWorld): readonly FleetColumn[] => [
  {
    key: 'name',
    header: text('fleet.columnApplication'),
    width: 'minmax(224px, 2.2fr)',
    sortBy: ({ displayName }) => displayName,
    cell: (row) => <Name row={row} />,
  },
  {
    key: 'health',
    header: text('fleet.columnHealth'),
    width: '140px',
    sortBy: byHealth,
    cell: (row) => <Health row={row} />,
  },
  {
    key: 'lastCycle',
    header: text('fleet.columnLastCycle'),
    width: 'minmax(120px, 1fr)',
    sortBy: ({ lastCycle }) => lastCycle?.ended ?? null,
    cell: ({ lastCycle }) =>
      lastCycle?.ended == null ? (
        <Lines first={text('fleet.noCycle')} />
      ) : (
        <Lines
          first={<time dateTime={lastCycle.ended}>{formats.relative(lastCycle.ended, now)}</time>}
          second={lastCycle.exported === null ? undefined : text('fleet.sent', { count: lastCycle.exported })}
        />
      ),
  },
  {
    key: 'nextCycle',
    header: text('fleet.columnNextCycle'),
    width: 'minmax(132px, 1fr)',
    sortBy: ({ nextCycle }) => nextCycle.at,
    cell: (row) => <Lines first={nextText(row, now)} />,
  },
];

const careColumns = ({ now, ownersOf }: CellWorld): readonly FleetColumn[] => [
  {
    key: 'objects',
    header: text('fleet.columnObjects'),
    width: '80px',
    align: 'end',
    sortBy: objectsOf,
    cell: (row) => {
      const count = objectsOf(row);
      return count === null ? '–' : formats.number(count);
    },
  },
  {
    key: 'errors',
    header: text('fleet.columnErrors'),
    width: '92px',
    sortBy: errorsOf,
    cell: (row) => <Errors row={row} />,
  },
  {
    key: 'mail',
    header: text('fleet.columnMail'),
    width: '88px',
    sortBy: ({ notifications }) => settingText(notifications),
    cell: (row) =>
      isNotSetUp(row) ? (
        '–'
      ) : (
        <Lines first={settingText(row.notifications)} look={row.notifications === 'notSet' ? 'warning' : undefined} />
      ),
  },
  {
    key: 'threshold',
    header: text('fleet.columnThreshold'),
    width: '92px',
    sortBy: ({ deletionThreshold: { state, value } }) => (state === 'unknown' ? null : Number(value ?? -1)),
    cell: (row) => {
      const { state, value } = row.deletionThreshold;
      if (isNotSetUp(row)) return '–';
      return <Lines first={value ?? settingText(state)} look={state === 'notSet' ? 'warning' : undefined} />;
    },
  },
  {
    key: 'secret',
    header: text('fleet.columnSecret'),
    width: 'minmax(120px, 1fr)',
    sortBy: ({ secret }) => secret?.savedAt ?? null,
    cell: (row) => <Secret row={row} now={now} />,
  },
  {
    key: 'owner',
    header: text('fleet.columnOwner'),
    width: 'minmax(120px, 1fr)',
    cell: ({ servicePrincipalId }) => {
      const owners = ownerText(ownersOf(servicePrincipalId));
      return <Lines first={<span title={owners}>{owners}</span>} />;
    },
  },
];

/** Takes what cells need; gives the columns of the board. */
export const fleetColumns = (world: CellWorld): readonly FleetColumn[] => [
  ...identityColumns(world),
  ...careColumns(world),
];
