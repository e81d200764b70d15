import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { DraftMapping } from '#shared/model/profile-draft';

type Attribute = DraftMapping['attributes'][number];

const needed = ({ required }: Attribute): string =>
  required === null ? text('writing.unknown') : text(required ? 'writing.yes' : 'writing.no');

const columnsOf = (): readonly Column<Attribute>[] => [
  {
    key: 'name',
    header: text('writing.attribute'),
    cell: ({ name }) => name,
    sortBy: ({ name }) => name,
    width: '60%',
  },
  { key: 'type', header: text('writing.type'), cell: ({ type }) => type, sortBy: ({ type }) => type },
  { key: 'required', header: text('writing.needed'), cell: needed },
  {
    key: 'matches',
    header: text('writing.matches'),
    cell: ({ matchingPriority }) => (matchingPriority === null ? '' : text('writing.yes')),
  },
];

/** Takes what the live schema maps; gives it to look at: it is the application's, and not a person's to write. */
export const DraftMappings = ({ mappings }: { readonly mappings: readonly DraftMapping[] }): ReactElement => (
  <>
    {mappings.map(({ source, target, attributes }) => {
      const title = text('writing.mappings', { source, target });
      return (
        <Section
          key={`${source} ${target}`}
          title={title}
          description={text('writing.mappingsHelp', { count: attributes.length })}
          flush
        >
          <DataTable label={title} columns={columnsOf()} rows={attributes} rowKey={({ name }) => name} />
        </Section>
      );
    })}
  </>
);
