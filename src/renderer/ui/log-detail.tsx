import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { Dismiss24Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text, textOr } from '#renderer/lib/text';
import type { LogEntryView } from '#shared/model/job';
import { type KeyValue, KeyValues } from './key-values.tsx';
import { LogStatus } from './log-status.tsx';
import { ChangedAttributes, StepList } from './step-list.tsx';

const useStyles = makeStyles({
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXL,
    paddingBottom: tokens.spacingVerticalXXL,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  code: { fontFamily: tokens.fontFamilyMonospace },
});

interface LogDetailProps {
  /** null = closed. */
  readonly entry: LogEntryView | null;
  readonly onClose: () => void;
}

/** Takes one row of the log; gives it whole, at the side: what happened, what to do, step by step, with the ids for support. */
export function LogDetail({ entry, onClose }: LogDetailProps): ReactElement {
  return (
    <OverlayDrawer
      open={entry !== null}
      position="end"
      size="medium"
      onOpenChange={(_event, { open }) => (open ? undefined : onClose())}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              aria-label={text('common.close')}
              icon={<Dismiss24Regular />}
              onClick={onClose}
            />
          }
        >
          {entry?.source.displayName ?? text('log.detail')}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>{entry === null ? null : <Detail entry={entry} />}</DrawerBody>
    </OverlayDrawer>
  );
}

const withId = (name: string, id: string | null): readonly KeyValue[] =>
  id === null || id === '' ? [] : [{ name, value: id, copy: id, mono: true }];

function Detail({ entry }: { readonly entry: LogEntryView }): ReactElement {
  const styles = useStyles();
  const { reason, remedy, errorCode, steps, modifiedProperties } = entry;
  return (
    <div className={styles.body}>
      <KeyValues
        items={[
          { name: text('log.columnResult'), value: <LogStatus status={entry.status} /> },
          { name: text('log.columnAction'), value: textOr('logAction', entry.action) },
          { name: text('log.columnTime'), value: formats.dateTime(entry.activityDateTime) },
          { name: text('log.application'), value: entry.application ?? text('common.unknown') },
          { name: text('log.columnTarget'), value: entry.target.displayName ?? entry.target.id ?? text('common.none') },
          ...(entry.durationMs === null
            ? []
            : [{ name: text('log.duration'), value: formats.duration(entry.durationMs) }]),
        ]}
      />
      {reason === null && remedy === null ? null : (
        <MessageBar intent={entry.status === 'failure' ? 'error' : 'info'} layout="multiline">
          <MessageBarBody>
            {reason === null ? null : (
              <div>
                <MessageBarTitle>{text('log.what')}</MessageBarTitle>
                {reason} {errorCode === null ? null : <span className={styles.code}>({errorCode})</span>}
              </div>
            )}
            {remedy === null ? null : (
              <div>
                <MessageBarTitle>{text('log.remedy')}</MessageBarTitle>
                {remedy}
              </div>
            )}
          </MessageBarBody>
        </MessageBar>
      )}
      {steps.length === 0 ? null : (
        <section className={styles.part}>
          <h3 className={styles.title}>{text('log.steps')}</h3>
          <StepList steps={steps} />
        </section>
      )}
      {modifiedProperties.length === 0 ? null : (
        <section className={styles.part}>
          <h3 className={styles.title}>{text('log.changes')}</h3>
          <ChangedAttributes properties={modifiedProperties} />
        </section>
      )}
      <section className={styles.part}>
        <h3 className={styles.title}>{text('log.ids')}</h3>
        <KeyValues
          items={[
            ...withId(text('log.sourceId'), entry.source.id),
            ...withId(text('log.targetId'), entry.target.id),
            ...withId(text('log.changeId'), entry.changeId),
            ...withId(text('log.cycleId'), entry.cycleId),
            ...withId(text('log.jobId'), entry.jobId),
          ]}
        />
      </section>
    </div>
  );
}
