import { makeStyles, Select, Switch, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, useId, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { type ChosenPace, setBoard, useBoard } from './board-store.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  read: { color: tokens.colorNeutralForeground2, marginRight: 'auto' },
  pace: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  denied: { color: tokens.colorPaletteRedForeground1, flexBasis: '100%' },
});

const paces: readonly ChosenPace[] = ['automatic', 60_000, 300_000, 900_000, 3_600_000, 'never'];

function nameOf(pace: ChosenPace): string {
  if (pace === 'automatic') return text('fleet.paceAutomatic');
  return pace === 'never' ? text('fleet.paceNever') : text('fleet.paceMinutes', { count: pace / 60_000 });
}

const paceOf = (value: string): ChosenPace => paces.find((pace) => String(pace) === value) ?? 'automatic';

/** A browser asks a person only after a click, so the permission is asked for here; false = it was not given. */
async function mayTell(): Promise<boolean> {
  if (Notification.permission === 'default') await Notification.requestPermission();
  return Notification.permission === 'granted';
}

interface FleetPaceProps {
  readonly shown: number;
  readonly readAt: string | null;
  readonly now: number;
  /** True where the host shows notices by itself. */
  readonly hostTells: boolean;
}

/** Takes when the fleet was read; gives the line that says so, how often it is read again, and whether a person is told. */
export function FleetPace({ shown, readAt, now, hostTells }: FleetPaceProps): ReactElement {
  const styles = useStyles();
  const id = useId();
  const { pace, tells } = useBoard();
  const [denied, setDenied] = useState(false);
  const tell = async (wanted: boolean): Promise<void> => {
    const isAllowed = !wanted || (await mayTell());
    setDenied(!isAllowed);
    setBoard({ tells: wanted && isAllowed });
  };
  const read = readAt === null ? '' : ` · ${text('fleet.readAgo', { time: formats.relative(readAt, now) })}`;
  return (
    <div className={styles.bar}>
      <Text className={styles.read}>{`${text('fleet.shown', { count: shown })}${read}`}</Text>
      {hostTells || typeof Notification === 'undefined' ? null : (
        <Switch
          label={text('fleet.tell')}
          title={text('fleet.tellHelp')}
          checked={tells}
          onChange={(_event, { checked }) => void tell(checked)}
        />
      )}
      <span className={styles.pace}>
        <label htmlFor={id}>{text('fleet.readAgain')}</label>
        <Select
          id={id}
          size="small"
          value={String(pace)}
          onChange={(_event, { value }) => setBoard({ pace: paceOf(value) })}
        >
          {paces.map((each) => (
            <option key={each} value={String(each)}>
              {nameOf(each)}
            </option>
          ))}
        </Select>
      </span>
      {denied ? (
        <Text role="status" className={styles.denied}>
          {text('fleet.tellDenied')}
        </Text>
      ) : null}
    </div>
  );
}
