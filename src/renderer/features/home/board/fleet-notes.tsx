import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  ProgressBar,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useFleetReading } from '#renderer/features/home/fleet-reading';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import type { FleetView } from '#shared/model/fleet';
import type { Discovery } from './use-discovery.ts';

const useStyles = makeStyles({
  notes: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  looking: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  bar: { flex: '1 1 200px' },
});

/** How far a discovery is, with the way to stop it. */
function Looking({ fleet, discovery }: { readonly fleet: FleetView; readonly discovery: Discovery }): ReactElement {
  const styles = useStyles();
  const looked = discovery.looked ?? fleet.looked;
  const listed = discovery.listed ?? fleet.listed;
  return (
    <div className={styles.looking}>
      <Text aria-live="polite">{text('fleet.looking', { looked, listed })}</Text>
      <ProgressBar
        className={styles.bar}
        aria-label={text('fleet.lookingLabel')}
        {...(listed > 0 ? { value: looked, max: listed } : {})}
      />
      <Button size="small" disabled={discovery.stopping} onClick={discovery.stop}>
        {text('fleet.stop')}
      </Button>
    </div>
  );
}

interface FleetNotesProps {
  readonly fleet: FleetView;
  readonly discovery: Discovery;
  /** When the fleet is read again by itself, in milliseconds from now; null = not by itself. */
  readonly nextInMs: number | null;
}

/** Takes the fleet; gives what has to be said about how it was read: that it is read still, slow, or a part. */
export function FleetNotes({ fleet, discovery, nextInMs }: FleetNotesProps): ReactElement | null {
  const styles = useStyles();
  const error = useFleetReading((state) => state.error);
  const notes: string[] = [
    ...(fleet.withoutBatch ? [text('fleet.slower')] : []),
    ...(fleet.hidden > 0 ? [text('fleet.hidden', { count: fleet.hidden })] : []),
    ...(fleet.waiting > 0 ? [text('fleet.waiting', { count: fleet.waiting })] : []),
  ];
  const failure = error ?? discovery.error;
  const isLooking = fleet.state === 'discovering' || discovery.running;
  const isPart = fleet.state === 'partial' && !discovery.running;
  if (notes.length === 0 && failure === null && !isLooking && !isPart) return null;
  return (
    <div className={styles.notes}>
      {isLooking ? <Looking fleet={fleet} discovery={discovery} /> : null}
      {failure === null ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{failureText(failure.message, nextInMs)}</MessageBarBody>
        </MessageBar>
      )}
      {isPart ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{text('fleet.partial')}</MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={discovery.start}>
              {text('fleet.lookAtAll')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      ) : null}
      {notes.map((note) => (
        <MessageBar key={note} intent="info" layout="multiline">
          <MessageBarBody>{note}</MessageBarBody>
        </MessageBar>
      ))}
    </div>
  );
}

const failureText = (message: string, nextInMs: number | null): string =>
  nextInMs === null
    ? text('fleet.failedForGood', { message })
    : text('fleet.failed', {
        message,
        time: formats.relative(new Date(nextInMs).toISOString(), 0),
      });
