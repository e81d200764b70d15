import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { Dismiss24Regular } from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { formats } from '#renderer/lib/format';
import { hrefOf, places } from '#renderer/lib/places';
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
  /** What the service and the documentation say, where both are known; else the entry's own remedy is shown. */
  readonly advice?: { readonly recommended: string | null; readonly catalogue: string | null } | null;
  readonly actions?: ReactNode;
  /** False where the page already says why. */
  readonly asksWhy?: boolean;
}

/** Takes one row of the log; gives it whole, at the side: what happened, what to do, step by step, with the ids for support. */
export function LogDetail({ entry, onClose, advice = null, actions, asksWhy = true }: LogDetailProps): ReactElement {
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
      <DrawerBody>
        {entry === null ? null : <Detail entry={entry} advice={advice} actions={actions} asksWhy={asksWhy} />}
      </DrawerBody>
    </OverlayDrawer>
  );
}

const withId = (name: string, id: string | null): readonly KeyValue[] =>
  id === null || id === '' ? [] : [{ name, value: id, copy: id, mono: true }];

type DetailProps = { readonly entry: LogEntryView } & Pick<LogDetailProps, 'advice' | 'actions' | 'asksWhy'>;

/** Takes an entry about a person; gives the page that says why, or null for a group. Pure. */
export function whyPlaceOf({ servicePrincipalId, source }: LogEntryView): string | null {
  if (servicePrincipalId === null || source.id === null || source.type?.toLowerCase() === 'group') return null;
  return places.why({ application: servicePrincipalId, person: source.id });
}

function Detail({ entry, advice, actions, asksWhy }: DetailProps): ReactElement {
  const styles = useStyles();
  const { reason, remedy, errorCode, steps, modifiedProperties } = entry;
  const why = asksWhy === true ? whyPlaceOf(entry) : null;
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
            <Advice advice={advice ?? null} remedy={remedy} />
          </MessageBarBody>
        </MessageBar>
      )}
      {why === null ? null : <Link href={hrefOf(why)}>{text('why.link')}</Link>}
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
      {actions === undefined || actions === null ? null : <div>{actions}</div>}
    </div>
  );
}

interface AdviceProps {
  readonly advice: LogDetailProps['advice'];
  readonly remedy: string | null;
}

/** The service's recommendation and the documentation's, side by side: they do not always agree. */
function Advice({ advice, remedy }: AdviceProps): ReactElement | null {
  const lines: readonly (readonly [string, string | null])[] =
    advice === null || advice === undefined
      ? [[text('log.remedy'), remedy]]
      : [
          [text('log.recommended'), advice.recommended ?? text('log.noRecommendation')],
          [text('log.catalogue'), advice.catalogue],
        ];
  return (
    <>
      {lines.map(([title, words]) =>
        words === null ? null : (
          <div key={title}>
            <MessageBarTitle>{title}</MessageBarTitle>
            {words}
          </div>
        ),
      )}
    </>
  );
}
