import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '#core/create-core';
import { nextReadingMs } from '#shared/fleet/refresh-pace';
import type { FleetRow } from '#shared/model/fleet';
import { type JobHealth, jobHealths } from '#shared/model/job';
import { type CommandDefinition, withSession } from './command.ts';
import { done } from './exit-codes.ts';
import { CommandFailure, failure } from './failure.ts';
import { fleetText, noticeText } from './fleet-text.ts';
import { type Given, numberOption } from './invocation.ts';
import type { Output } from './output.ts';
import type { CliSession } from './session.ts';

/** More often would only ask a service that changes every 40 minutes. */
const leastEverySeconds = 30;

function healthOf(given: Given): JobHealth | null {
  const wanted = given.text('health');
  if (wanted === undefined) return null;
  const known = jobHealths.find((health) => health.toLowerCase() === wanted.toLowerCase());
  if (known !== undefined) return known;
  throw failure('bad_request', 'healthUnknown', {
    message: `There is no health "${wanted}".`,
    nextStep: `Choose one of ${jobHealths.join(', ')}.`,
  });
}

function everyMs(given: Given): number | null {
  const every = numberOption(given, 'every');
  if (every === undefined) return null;
  if (every >= leastEverySeconds) return every * 1_000;
  throw failure('bad_request', 'everyTooShort', {
    message: `--every takes at least ${leastEverySeconds} seconds.`,
    nextStep: `Write, for example, --every ${leastEverySeconds * 2}.`,
  });
}

/** Takes what was given; gives what says whether a line is wanted. Raises `bad_request` (reason healthUnknown). */
export function wantedRows(given: Given): (row: FleetRow) => boolean {
  const health = healthOf(given);
  const search = (given.text('search') ?? '').trim().toLocaleLowerCase();
  const onlyAttention = given.isSet('attention');
  return (row) =>
    (health === null || row.health === health) &&
    row.displayName.toLocaleLowerCase().includes(search) &&
    (!onlyAttention || row.attention !== 'none');
}

/** What watching works with. */
export interface Watching {
  readonly session: Pick<CliSession, 'call'> & { readonly onEvent: Core['subscribe'] };
  readonly output: Pick<Output, 'data' | 'note'>;
  readonly everyMs: number | null;
  /** Waits that many milliseconds; false ends the watching. */
  readonly pause: (milliseconds: number) => Promise<boolean>;
  readonly now: () => Date;
}

/** Faults that no waiting mends. */
const lasting: ReadonlySet<string> = new Set(['unauthenticated', 'consent_required', 'role_missing', 'bad_request']);

/**
 * Takes a fleet that was read; reads it again and again and prints a line when applications turn bad. A reading that fails is said,
 * and the next one waits longer. Raises a {@link CommandFailure} that waiting does not mend.
 */
export async function watchFleet({ session, output, everyMs: chosenMs, pause, now }: Watching): Promise<void> {
  const stop = session.onEvent((event) => {
    if (event.topic !== 'fleet.turnedBad') return;
    const at = now().toISOString();
    output.data({ at, ...event.payload }, noticeText(event.payload, at));
  });
  let [failures, retryAfterMs, applications] = [0, 0, 0];
  try {
    while (await pause(nextReadingMs({ applications, chosenMs, failures, retryAfterMs, hidden: false }))) {
      try {
        applications = (await session.call('fleet.refresh', {})).provisioning;
        [failures, retryAfterMs] = [0, 0];
      } catch (cause) {
        if (!(cause instanceof CommandFailure) || lasting.has(cause.error.code)) throw cause;
        failures += 1;
        retryAfterMs = cause.error.retryAfterMs ?? 0;
        output.note(`The fleet could not be read: ${cause.error.message} It is tried again.`);
      }
    }
  } finally {
    stop();
  }
}

const fleet: CommandDefinition = {
  words: 'fleet',
  summary: 'Every application that provisions people, what needs attention first',
  description:
    'Looks through all applications of the tenant and shows those that provision people: health, cycles, what is in the\napplication, failures, quarantine with the days left, and whether notifications and the deletion threshold are set.\nWith --watch it goes on reading and prints a line when an application turns bad, until it is interrupted.',
  options: [
    { flags: '--health <health>', description: `only with this health: ${jobHealths.join(', ')}` },
    { flags: '--search <text>', description: 'only those whose name has this text in it' },
    { flags: '--attention', description: 'only those that need attention' },
    { flags: '--watch', description: 'go on, and print a line when an application turns bad' },
    {
      flags: '--every <seconds>',
      description: 'how often --watch reads again; left out = 60, or 300 for large fleets',
    },
  ],
  examples: ['fleet', 'fleet --attention --json', 'fleet --health quarantine', 'fleet --watch --every 120'],
  run: (invocation) => {
    const { given, output } = invocation;
    const isWanted = wantedRows(given);
    const chosenMs = everyMs(given);
    return withSession(invocation, async (session) => {
      await session.ensureSignedIn();
      await session.call('fleet.discover', {});
      const board = await session.call('fleet.show', {});
      const rows = board.applications.filter(isWanted);
      output.data({ ...board, applications: rows }, fleetText(board, rows));
      if (given.isSet('watch'))
        await watchFleet({
          session,
          output,
          everyMs: chosenMs,
          pause: (milliseconds) => sleep(milliseconds, true),
          now: () => new Date(),
        });
      return done;
    });
  },
};

/** The command about all applications at once. */
export const fleetCommands: readonly CommandDefinition[] = [fleet];
