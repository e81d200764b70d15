import {
  Badge,
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { Deviation, DriftedApplication, DriftReport } from '#shared/model/drift';
import { DecideDialog } from './decide-dialog.tsx';

const useStyles = makeStyles({
  counts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  decision: { color: tokens.colorNeutralForeground2, display: 'block' },
  reasons: { padding: `0 ${tokens.spacingHorizontalXXL}` },
});

const colours = { new: 'danger', accepted: 'success', denied: 'warning' } as const;

interface DriftResultProps {
  readonly report: DriftReport;
  readonly onDecided: () => void;
  readonly onRepair: (application: string) => void;
}

/** Takes a report; gives its counts, and for each application that differs what differs, with what was decided. */
export function DriftResult({ report, onDecided, onRepair }: DriftResultProps): ReactElement {
  const styles = useStyles();
  const [deciding, setDeciding] = useState<Deviation | null>(null);
  const { counts, applications, comparedAt } = report;
  const differing = applications.filter(({ state }) => state !== 'same');
  const kinds = ['new', 'denied', 'accepted', 'unread'] as const;
  return (
    <>
      <Section
        title={text('drift.result')}
        description={text('drift.comparedAt', { time: formats.dateTime(comparedAt) })}
      >
        <div className={styles.counts} aria-live="polite">
          {kinds.map((kind) => (
            <Badge
              key={kind}
              size="extra-large"
              appearance="tint"
              color={counts[kind] === 0 ? 'subtle' : kind === 'unread' ? 'warning' : colours[kind]}
            >
              {text(`drift.${kind}`)}: {formats.number(counts[kind])}
            </Badge>
          ))}
        </div>
        {differing.length === 0 ? (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{text('drift.none')}</MessageBarTitle>
              {text('drift.noneHelp', { count: applications.length })}
            </MessageBarBody>
          </MessageBar>
        ) : null}
      </Section>
      {differing.map((application) => (
        <Application
          key={`${application.servicePrincipalId}:${application.displayName}`}
          application={application}
          onDecide={setDeciding}
          onRepair={onRepair}
        />
      ))}
      <DecideDialog
        deviation={deciding}
        onClose={() => setDeciding(null)}
        onDecided={() => {
          setDeciding(null);
          onDecided();
        }}
      />
    </>
  );
}

interface ApplicationProps {
  readonly application: DriftedApplication;
  readonly onDecide: (deviation: Deviation) => void;
  readonly onRepair: (application: string) => void;
}

function Application({ application, onDecide, onRepair }: ApplicationProps): ReactElement {
  const styles = useStyles();
  const { displayName, state, reasons, deviations, servicePrincipalId } = application;
  const hasDenied = deviations.some((one) => one.state === 'denied');
  return (
    <Section
      flush
      title={displayName}
      description={text(`drift.app_${state}`)}
      actions={
        hasDenied ? (
          <Button title={text('drift.repairHelp')} onClick={() => onRepair(servicePrincipalId ?? displayName)}>
            {text('drift.repair')}
          </Button>
        ) : undefined
      }
    >
      {reasons.length === 0 ? null : (
        <ul className={styles.reasons}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {deviations.length === 0 ? null : (
        <DataTable
          label={displayName}
          columns={columnsOf(onDecide, styles.decision)}
          rows={deviations}
          rowKey={({ id }) => id}
        />
      )}
    </Section>
  );
}

const columnsOf = (onDecide: (deviation: Deviation) => void, quiet: string): readonly Column<Deviation>[] => [
  {
    key: 'state',
    header: text('drift.state'),
    sortBy: ({ state }) => state,
    cell: ({ state }) => (
      <Badge appearance="tint" color={colours[state]}>
        {text(`drift.${state}`)}
      </Badge>
    ),
  },
  { key: 'what', header: text('drift.what'), width: '55%', cell: ({ difference }) => difference.words },
  {
    key: 'decision',
    header: text('drift.decision'),
    cell: ({ decision, expired }) =>
      decision === null ? (
        '–'
      ) : (
        <>
          {expired ? <Text weight="semibold">{text('drift.expired')}</Text> : null}
          <span className={quiet}>
            {decision.until === null
              ? text('drift.decidedBy', { owner: decision.owner, reason: decision.reason })
              : text('drift.decidedUntil', {
                  owner: decision.owner,
                  reason: decision.reason,
                  time: formats.date(decision.until),
                })}
          </span>
        </>
      ),
  },
  {
    key: 'decide',
    header: text('evidence.actions'),
    cell: (deviation) => (
      <Button
        size="small"
        aria-label={`${text('drift.decide')} ${deviation.difference.what}`}
        onClick={() => onDecide(deviation)}
      >
        {text('drift.decide')}
      </Button>
    ),
  },
];
