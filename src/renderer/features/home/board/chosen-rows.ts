import type { FleetRow } from '#shared/model/fleet';
import { type JobHealth, jobHealths } from '#shared/model/job';

/** What a chip leaves: everything, what needs attention, what could not be read, or one health. */
export type Chip = 'all' | 'attention' | 'unread' | JobHealth;

const fits = (row: FleetRow, chip: Chip): boolean => {
  if (chip === 'all') return true;
  if (chip === 'attention') return row.attention !== 'none';
  if (chip === 'unread') return row.fault !== null;
  return row.health === chip && row.fault === null;
};

/** Takes the lines; gives the chips with how many lines each leaves: all, attention, then those of which there are some. Pure. */
export function chipsOf(rows: readonly FleetRow[]): readonly { readonly chip: Chip; readonly count: number }[] {
  const order: readonly Chip[] = [
    'all',
    'attention',
    'quarantine',
    'errors',
    'unknown',
    'unread',
    ...jobHealths.filter((health) => !['quarantine', 'errors', 'unknown'].includes(health)),
  ];
  return order
    .map((chip) => ({ chip, count: rows.filter((row) => fits(row, chip)).length }))
    .filter(({ chip, count }) => count > 0 || chip === 'all' || chip === 'attention');
}

/** Takes the lines; gives how many of them provision people. Pure. */
export const provisioningIn = (rows: readonly FleetRow[]): number => rows.filter(({ jobId }) => jobId !== null).length;

/** What was chosen of the lines. */
export interface Choice {
  readonly chip: Chip;
  readonly search: string;
  /** null: what needs attention first, as core has it. */
  readonly sorting: { readonly column: string; readonly descending: boolean } | null;
}

/** What a column is sorted by; null = nothing is known, which comes last either way. */
export type SortValue = string | number | null;

interface Ordering {
  readonly sortBy: ((row: FleetRow) => SortValue) | undefined;
  /** Order of texts as people expect it. */
  readonly compare: (left: string, right: string) => number;
}

function compareValues(left: SortValue, right: SortValue, compare: Ordering['compare']): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return compare(String(left), String(right));
}

/** Takes the lines, what was chosen and how to order; gives the lines to show. Pure. */
export function chosenRows(
  rows: readonly FleetRow[],
  { chip, search, sorting }: Choice,
  { sortBy, compare }: Ordering,
): readonly FleetRow[] {
  const wanted = search.trim().toLocaleLowerCase();
  const shown = rows.filter((row) => fits(row, chip) && row.displayName.toLocaleLowerCase().includes(wanted));
  if (sorting === null || sortBy === undefined) return shown;
  const turn = sorting.descending ? -1 : 1;
  const keyed = shown.map((row) => ({ row, value: sortBy(row) }));
  const known = keyed.filter(({ value }) => value !== null);
  const unknown = keyed.filter(({ value }) => value === null);
  return [...known.toSorted((left, right) => turn * compareValues(left.value, right.value, compare)), ...unknown].map(
    ({ row }) => row,
  );
}

/** Takes the sorting and the column whose header was pressed; gives the next: ascending, descending, then as it was. Pure. */
export function nextSorting(sorting: Choice['sorting'], column: string): Choice['sorting'] {
  if (sorting?.column !== column) return { column, descending: false };
  return sorting.descending ? null : { column, descending: true };
}
