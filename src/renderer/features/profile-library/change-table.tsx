import type { ReactElement } from 'react';
import { text, textOr } from '#renderer/lib/text';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { FactChange } from '#shared/contract/library';

interface ChangeTableProps {
  /** Names of the two versions. */
  readonly before: string;
  readonly after: string;
  readonly changes: readonly FactChange[];
}

const stated = (value: string | null): string => value ?? text('profiles.notStated');

const columns = (before: string, after: string): readonly Column<FactChange>[] => [
  {
    key: 'area',
    header: text('profiles.columnArea'),
    cell: ({ area }) => textOr('profiles.area', area),
    sortBy: ({ area }) => area,
    width: '14%',
  },
  {
    key: 'what',
    header: text('profiles.columnFact'),
    cell: ({ what }) => what,
    sortBy: ({ what }) => what,
    width: '26%',
  },
  {
    key: 'before',
    header: text('profiles.beforeName', { name: before }),
    cell: (change) => stated(change.before),
    width: '30%',
  },
  {
    key: 'after',
    header: text('profiles.afterName', { name: after }),
    cell: (change) => stated(change.after),
    width: '30%',
  },
];

/** Takes two versions and what they state differently; gives each fact with both sides. */
export function ChangeTable({ before, after, changes }: ChangeTableProps): ReactElement {
  if (changes.length === 0)
    return <Section title={text('profiles.noChanges')} description={text('profiles.noChangesHelp')} />;
  return (
    <Section title={text('profiles.changes', { count: changes.length })} flush>
      <DataTable
        label={text('profiles.changesLabel')}
        columns={columns(before, after)}
        rows={changes}
        rowKey={({ area, what }) => `${area} ${what}`}
      />
    </Section>
  );
}
