import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, PlugConnected24Regular, Warning20Filled } from '@fluentui/react-icons';
import { type ReactElement, useCallback, useEffect, useMemo, useState } from 'react';
import { noteSignedIn, useReadingAgain } from '#renderer/features/home/fleet-reading';
import { useFleet } from '#renderer/lib/fleet';
import { formats } from '#renderer/lib/format';
import { useNow } from '#renderer/lib/now';
import { hrefOf, places } from '#renderer/lib/places';
import { useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TableSkeleton } from '#renderer/ui/skeletons.tsx';
import type { FleetRow, FleetView } from '#shared/model/fleet';
import { setBoard, useBoard } from './board-store.ts';
import { chosenRows, nextSorting, provisioningIn } from './chosen-rows.ts';
import { fleetColumns } from './fleet-columns.tsx';
import { FleetFilters } from './fleet-filters.tsx';
import { FleetNotes } from './fleet-notes.tsx';
import { FleetPace } from './fleet-pace.tsx';
import { FleetTable } from './fleet-table.tsx';
import { noteFleet, untilNextReading, watchFleet } from './fleet-watch.ts';
import { useDiscovery } from './use-discovery.ts';
import { useOwnersOf } from './use-owners.ts';

const useStyles = makeStyles({
  board: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  standing: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  well: { color: tokens.colorPaletteGreenForeground1, display: 'flex' },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1, display: 'flex' },
  none: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalXXL,
    color: tokens.colorNeutralForeground2,
  },
});

/** Gives the board: every provisioning application in one table that is filtered and sorted. */
export function FleetBoard(): ReactElement {
  const fleet = useFleet();
  const discovery = useDiscovery(fleet.data?.state);
  return (
    <Answer
      query={fleet}
      skeleton={
        <Section flush>
          <TableSkeleton />
        </Section>
      }
    >
      {(data) => (isEmpty(data) ? <NoApplications /> : <Board fleet={data} discovery={discovery} />)}
    </Answer>
  );
}

interface BoardProps {
  readonly fleet: FleetView;
  readonly discovery: ReturnType<typeof useDiscovery>;
}

function Board({ fleet, discovery }: BoardProps): ReactElement {
  const styles = useStyles();
  const now = useNow();
  const hostTells = useWatch(fleet);
  const { chip, search, sorting } = useBoard();
  const { applications } = fleet;
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const onSeen = useCallback((first: number, last: number) => setSeen({ first, last }), []);
  const unsorted = useMemo(() => fleetColumns({ now, ownersOf: () => undefined }), [now]);
  const sortBy = unsorted.find(({ key }) => key === sorting?.column)?.sortBy;
  const rows = useMemo(
    () => chosenRows(applications, { chip, search, sorting }, { sortBy, compare: formats.compare }),
    [applications, chip, search, sorting, sortBy],
  );
  const ownersOf = useOwnersOf(rows.slice(seen.first, seen.last + 1));
  const nextInMs = untilNextReading(fleet, hostTells);
  return (
    <div className={styles.board}>
      <FleetNotes fleet={fleet} discovery={discovery} nextInMs={nextInMs} />
      {provisioningIn(applications) === 0 && isKnown(fleet) ? <NoApplications /> : null}
      <Standing applications={applications} isWhole={fleet.state === 'complete'} />
      <Section flush>
        <FleetFilters rows={applications} chip={chip} search={search} />
        <FleetTable
          rows={rows}
          columns={fleetColumns({ now, ownersOf })}
          sorting={sorting}
          onSort={(column) => setBoard({ sorting: nextSorting(sorting, column) })}
          onSeen={onSeen}
        />
        {rows.length === 0 && applications.length > 0 ? <NoMatch /> : null}
        <FleetPace shown={rows.length} readAt={fleet.readAt} now={now} hostTells={hostTells} />
      </Section>
    </div>
  );
}

/** Where something is hidden or was not looked at, nobody can say that there is nothing. */
const isKnown = ({ state, hidden }: FleetView): boolean => state === 'complete' && hidden === 0;

const isEmpty = (fleet: FleetView): boolean => fleet.applications.length === 0 && isKnown(fleet);

/** Begins to read the fleet again by itself; gives whether the host shows notices. */
function useWatch(fleet: FleetView): boolean {
  const again = useReadingAgain();
  const host = useRead('host.show', {}).data;
  const hostTells = host?.kind === 'electron';
  useEffect(() => noteFleet(fleet), [fleet]);
  // Who sees the board is signed in, whatever the last reading met.
  useEffect(noteSignedIn, []);
  useEffect(() => {
    if (host !== undefined) watchFleet({ ...again, hostTells });
  }, [again, host, hostTells]);
  return hostTells;
}

interface StandingProps {
  readonly applications: readonly FleetRow[];
  /** False while more lines may come. */
  readonly isWhole: boolean;
}

/** What the board comes to, in a sentence. */
function Standing({ applications, isWhole }: StandingProps): ReactElement | null {
  const styles = useStyles();
  const count = applications.filter(({ attention }) => attention !== 'none').length;
  if (count === 0 && (!isWhole || provisioningIn(applications) === 0)) return null;
  return (
    <div role="status" className={styles.standing}>
      <span aria-hidden className={count === 0 ? styles.well : styles.warning}>
        {count === 0 ? <CheckmarkCircle20Filled /> : <Warning20Filled />}
      </span>
      <Text weight="semibold">{count === 0 ? text('fleet.calm') : text('fleet.needAttention', { count })}</Text>
    </div>
  );
}

function NoMatch(): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.none}>
      <Text>{text('fleet.noMatch')}</Text>
      <Button size="small" onClick={() => setBoard({ chip: 'all', search: '' })}>
        {text('fleet.clear')}
      </Button>
    </div>
  );
}

const NoApplications = (): ReactElement => (
  <Section>
    <EmptyState
      icon={<PlugConnected24Regular fontSize={36} />}
      title={text('fleet.emptyTitle')}
      description={text('fleet.emptyHelp')}
      actions={
        <>
          <Button as="a" appearance="primary" href={hrefOf(places.setUp)}>
            {text('home.setUp')}
          </Button>
          <Button as="a" href={hrefOf(places.applyFile)}>
            {text('fleet.emptyFile')}
          </Button>
        </>
      }
    />
  </Section>
);
