import { type ReadingAgain, readFleetAgain, useFleetReading } from '#renderer/features/home/fleet-reading';
import { hrefOf, places } from '#renderer/lib/places';
import type { PageEvent } from '#shared/contract/host-events';
import { nextReadingMs } from '#shared/fleet/refresh-pace';
import type { FleetView } from '#shared/model/fleet';
import { useBoard } from './board-store.ts';
import { provisioningIn } from './chosen-rows.ts';

/** What the watch needs beside what reading works with. */
export interface FleetWatch extends ReadingAgain {
  /** True where the host shows notices by itself. */
  readonly hostTells: boolean;
}

/**
 * Takes the fleet as it is known and whether the host shows notices; gives the milliseconds until it is read again, null = not by
 * itself, or not while nobody sees the page.
 */
export function untilNextReading({ state, applications }: FleetView, hostTells: boolean): number | null {
  const { pace, tells } = useBoard.getState();
  const { failures, error } = useFleetReading.getState();
  const { hidden } = document;
  // A look through the tenant that somebody stopped is not begun again unasked.
  if (state !== 'complete') return null;
  if (pace === 'never' || error?.code === 'unauthenticated' || (hidden && !tells && !hostTells)) return null;
  return nextReadingMs({
    applications: provisioningIn(applications),
    chosenMs: pace === 'automatic' ? null : pace,
    failures,
    retryAfterMs: error?.retryAfterMs ?? 0,
    hidden,
  });
}

function showNotice(event: PageEvent, hostTells: boolean): void {
  if (event.topic !== 'fleet.turnedBad' && event.topic !== 'secrets.due') return;
  if (hostTells || !useBoard.getState().tells || Notification.permission !== 'granted') return;
  const { title, body, applications } = event.payload;
  // Each page of the browser hears it: one tag is one notice.
  const notice = new Notification(title, { body, tag: event.topic });
  notice.onclick = () => {
    window.focus();
    const [only] = applications;
    const place =
      only === undefined || applications.length > 1 ? places.home : places.application(only.servicePrincipalId);
    window.location.hash = hrefOf(place);
    notice.close();
  };
}

/** How often the watch looks whether it is time, in milliseconds: a machine that slept reads soon after. */
const lookEveryMs = 5_000;

let watching = false;
let latest: FleetView | null = null;
/** When this page heard of the reading that `latest` comes from, in milliseconds of this machine: the tenant has a clock of its own. */
let heardAt = 0;

/** Takes the fleet as it is known; its size, its state and when it was read decide when it is read again. */
export function noteFleet(fleet: FleetView): void {
  if (fleet.readAt !== latest?.readAt) heardAt = Date.now();
  latest = fleet;
}

/**
 * Takes what reading works with; reads the fleet again at its pace, and shows notices of a browser where they are wanted. The first
 * call begins it, and it goes on when the board is left: somebody who wants to be told does not look at the board.
 */
export function watchFleet(watch: FleetWatch): void {
  if (watching) return;
  watching = true;
  watch.client.subscribe((event) => showNotice(event, watch.hostTells));
  const look = (): void => {
    const { running, endedAt } = useFleetReading.getState();
    const wait = latest === null ? null : untilNextReading(latest, watch.hostTells);
    if (running || wait === null || Date.now() - Math.max(endedAt, heardAt) < wait) return;
    // Another page of this browser may have read it a moment ago.
    void readFleetAgain(watch, Math.floor(wait / 2_000));
  };
  setInterval(look, lookEveryMs);
  document.addEventListener('visibilitychange', look);
}
