import { makeStyles, SearchBox, ToggleButton, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { FleetRow } from '#shared/model/fleet';
import { setBoard } from './board-store.ts';
import { type Chip, type Choice, chipsOf } from './chosen-rows.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    flex: '1 1 420px',
    minWidth: 0,
    margin: 0,
    padding: 0,
    border: 'none',
  },
  chip: { minWidth: 0, whiteSpace: 'nowrap' },
  search: { flex: '1 1 180px', maxWidth: '280px' },
});

function nameOf(chip: Chip): string {
  if (chip === 'all') return text('fleet.chipAll');
  if (chip === 'attention') return text('fleet.chipAttention');
  return chip === 'unread' ? text('fleet.chipUnread') : text(`health.${chip}`);
}

interface FleetFiltersProps extends Pick<Choice, 'chip' | 'search'> {
  readonly rows: readonly FleetRow[];
}

/** Takes the lines and what is chosen; gives chips of health with their counts, and a field for a name. */
export function FleetFilters({ rows, chip: chosen, search }: FleetFiltersProps): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.bar}>
      <fieldset aria-label={text('fleet.filterHealth')} className={styles.chips}>
        {chipsOf(rows).map(({ chip, count }) => (
          <ToggleButton
            key={chip}
            size="small"
            shape="circular"
            className={styles.chip}
            checked={chip === chosen}
            onClick={() => setBoard({ chip: chip === chosen ? 'all' : chip })}
          >
            {text('fleet.chip', { name: nameOf(chip), count })}
          </ToggleButton>
        ))}
      </fieldset>
      <SearchBox
        className={styles.search}
        aria-label={text('fleet.filter')}
        placeholder={text('fleet.filter')}
        value={search}
        onChange={(_event, { value }) => setBoard({ search: value })}
      />
    </div>
  );
}
