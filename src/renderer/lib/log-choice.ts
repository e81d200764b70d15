import type { LogFilter } from './log-pages.ts';

/** What a person chose; an empty text is no filter. */
export interface LogChoice {
  readonly person: string;
  readonly status: string;
  readonly action: string;
  readonly since: '' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';
  /** Object id of a service principal. */
  readonly application: string;
  /** Words that have to stand somewhere in the row, an error code, a cycle, and the number of a group: in the archive. */
  readonly words: string;
  readonly code: string;
  readonly cycle: string;
  readonly group: string;
}

export const noChoice: LogChoice = {
  person: '',
  status: '',
  action: '',
  since: '',
  application: '',
  words: '',
  code: '',
  cycle: '',
  group: '',
};

const spans: Readonly<Record<Exclude<LogChoice['since'], ''>, number>> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
  // The service has no more than a month.
  quarter: 30 * 86_400_000,
  year: 30 * 86_400_000,
};

/** A span ends at the whole minute, so that the same choice is the same question for a while. */
const minute = 60_000;

/** Takes what a person chose and the time in milliseconds; gives which rows are wanted. Pure. */
export function logFilterOf({ person, status, action, since, application }: LogChoice, now: number): LogFilter {
  return {
    ...(person.trim() === '' ? {} : { user: person.trim() }),
    ...(status === '' ? {} : { status }),
    ...(action === '' ? {} : { action }),
    ...(application === '' ? {} : { application }),
    ...(since === '' ? {} : { since: new Date(Math.floor(now / minute) * minute - spans[since]).toISOString() }),
  };
}

/** Takes what a person chose; says whether anything is filtered. Pure. */
export const isFiltered = (choice: LogChoice): boolean => Object.values(choice).some((value) => value !== '');
