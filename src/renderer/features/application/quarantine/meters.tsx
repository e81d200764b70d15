import { Badge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import type { QuarantineMeter, QuarantineReport } from '#shared/model/quarantine';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(280px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXL,
  },
  meter: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  head: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  frame: { position: 'relative', display: 'block' },
  // Its look cannot be made the same in all browsers; what is seen stands beside it.
  heard: { position: 'absolute', inset: 0, width: '100%', height: '10px', opacity: 0 },
  track: {
    display: 'block',
    height: '10px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground5,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    overflow: 'hidden',
  },
  bar: { display: 'block', height: '100%', backgroundColor: tokens.colorBrandBackground },
  over: { backgroundColor: tokens.colorPaletteRedBackground3 },
  notApplied: { backgroundColor: tokens.colorNeutralStroke1Pressed },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Failures from which on the share counts are no trouble by themselves. */
const isReached = ({ id, state }: QuarantineMeter): boolean => id === 'minimum' && state === 'over';

const colours = { ok: 'success', over: 'danger', notApplied: 'informative', unknown: 'informative' } as const;

const amount = (value: number | null, { unit }: QuarantineMeter): string => {
  if (value === null) return text('common.unknown');
  const number = formats.number(value);
  return unit === 'percent' ? text('quarantine.percent', { value: number }) : number;
};

/** Takes a meter; gives its value beside its limit in words. */
export function meterWords(meter: QuarantineMeter): string {
  const { value, limit, approximate } = meter;
  if (limit === null) return text('quarantine.noLimit');
  const shown = amount(value, meter);
  const near = approximate === null || value === null ? shown : text('quarantine.about', { value: shown });
  return text('quarantine.ofLimit', { value: near, limit: amount(limit, meter) });
}

interface MetersProps {
  readonly report: QuarantineReport;
  /** How many deletions are held back, where the report does not know; null = not read. */
  readonly held: number | null;
}

const withHeld = (meter: QuarantineMeter, held: number | null): QuarantineMeter => {
  const { id, value, limit } = meter;
  if (id !== 'deletions' || value !== null || held === null || limit === null) return meter;
  return { ...meter, value: held, state: held >= limit ? 'over' : 'ok' };
};

/** Takes a report; gives how near the last cycle is to each limit, as meters. */
export function Meters({ report, held }: MetersProps): ReactElement {
  const styles = useStyles();
  const { measuredAt } = report;
  const meters = report.meters.map((meter) => withHeld(meter, held));
  return (
    <Section
      title={text('quarantine.meters')}
      description={
        measuredAt === null
          ? text('quarantine.metersNone')
          : text('quarantine.metersHelp', { date: formats.dateTime(measuredAt) })
      }
    >
      <ul className={styles.list}>
        {meters.map((meter) => (
          <Meter key={meter.id} meter={meter} />
        ))}
      </ul>
    </Section>
  );
}

function Meter({ meter }: { readonly meter: QuarantineMeter }): ReactElement {
  const styles = useStyles();
  const { id, value, limit, state, words, approximate } = meter;
  const name = text(`quarantine.meter_${id}`);
  const share = value === null || limit === null || limit === 0 ? 0 : Math.min(1, value / limit);
  const colour =
    state === 'over' && id !== 'minimum' ? styles.over : state === 'notApplied' ? styles.notApplied : undefined;
  return (
    <li className={styles.meter} data-meter={id} data-state={state}>
      <span className={styles.head}>
        <Text weight="semibold">{name}</Text>
        <Badge appearance="tint" color={isReached(meter) ? 'warning' : colours[state]}>
          {text(isReached(meter) ? 'quarantine.state_reached' : `quarantine.state_${state}`)}
        </Badge>
      </span>
      {value === null || limit === null ? null : (
        <span className={styles.frame}>
          <meter
            className={styles.heard}
            aria-label={name}
            aria-valuetext={meterWords(meter)}
            min={0}
            max={limit}
            value={Math.min(value, limit)}
          />
          <span aria-hidden className={styles.track}>
            <span className={mergeClasses(styles.bar, colour)} style={{ width: `${share * 100}%` }} />
          </span>
        </span>
      )}
      <Text>{meterWords(meter)}</Text>
      <Text size={200} className={styles.quiet}>
        {words} {value === null ? null : approximate}
      </Text>
    </li>
  );
}
