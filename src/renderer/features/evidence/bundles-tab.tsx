import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { FolderOpen20Regular, ShieldCheckmark24Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { useEvidenceExport } from '#renderer/lib/evidence-export';
import { formats } from '#renderer/lib/format';
import { places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { EvidenceForm } from '#renderer/ui/evidence-form.tsx';
import { ExportedEvidence } from '#renderer/ui/exported-evidence.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TableSkeleton } from '#renderer/ui/skeletons.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import type { Output } from '#shared/contract/index';
import { setEvidence } from './evidence-store.ts';
import { ImportCard } from './import-card.tsx';
import { useBundles, useChooseBundle } from './queries.ts';
import { VerifyCard } from './verify-card.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  when: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  path: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
});

type Row = Output<'evidence.listBundles'>['bundles'][number];

/** Gives what exports evidence, what checks it, and the evidence that is kept here. */
export function BundlesTab(): ReactElement {
  return (
    <>
      <ExportCard />
      <VerifyCard />
      <ImportCard />
      <Bundles />
    </>
  );
}

function ExportCard(): ReactElement {
  const { task, exported, error, begin } = useEvidenceExport({ slot: 'evidence', href: places.evidence() });
  const running = task.state === 'running';
  return (
    <Section title={text('evidence.exportTitle')} description={text('evidence.exportAll')}>
      <EvidenceForm busy={running} onExport={(choice) => void begin(choice)} />
      {error === null ? null : <ErrorPanel error={error} />}
      {running ? (
        <TaskProgress progress={task.progress.slice(-1)} running cancelling={task.cancelling} onCancel={task.cancel} />
      ) : null}
      {exported === null ? null : <ExportedEvidence exported={exported} />}
    </Section>
  );
}

function Bundles(): ReactElement {
  const bundles = useBundles();
  const choose = useChooseBundle();
  const pick = (): void =>
    choose.mutate('bundle', { onSuccess: (place) => (place === null ? undefined : setEvidence({ chosen: place })) });
  return (
    <Section
      flush
      title={text('evidence.bundles')}
      description={text('evidence.bundlesHelp')}
      actions={
        <Button icon={<FolderOpen20Regular />} disabled={choose.isPending} onClick={pick}>
          {text('evidence.choose')}
        </Button>
      }
    >
      {choose.error === null ? null : <ErrorPanel error={choose.error.wire} />}
      <Answer query={bundles} skeleton={<TableSkeleton />}>
        {({ bundles: rows }) =>
          rows.length === 0 ? (
            <EmptyState
              icon={<ShieldCheckmark24Regular fontSize={36} />}
              title={text('evidence.noBundles')}
              description={text('evidence.noBundlesHelp')}
            />
          ) : (
            <BundleTable rows={rows} />
          )
        }
      </Answer>
    </Section>
  );
}

function BundleTable({ rows }: { readonly rows: readonly Row[] }): ReactElement {
  const styles = useStyles();
  const [, navigate] = useLocation();
  const columns: readonly Column<Row>[] = [
    {
      key: 'made',
      header: text('evidence.made'),
      sortBy: ({ claims }) => claims?.ended ?? '',
      cell: ({ claims }) => (
        <span className={styles.when}>{claims === null ? '–' : formats.dateTime(claims.ended)}</span>
      ),
    },
    {
      key: 'status',
      header: text('evidence.status'),
      sortBy: ({ claims }) => claims?.status ?? '',
      cell: ({ claims }) => (
        <Badge
          appearance="tint"
          color={claims === null ? 'danger' : claims.status === 'COMPLETE' ? 'success' : 'warning'}
        >
          {claims?.status ?? text('evidence.unreadable')}
        </Badge>
      ),
    },
    {
      key: 'applications',
      header: text('evidence.applications'),
      align: 'end',
      sortBy: ({ claims }) => claims?.applications.length ?? 0,
      cell: ({ claims }) => formats.number(claims?.applications.length ?? 0),
    },
    {
      key: 'by',
      header: text('evidence.by'),
      sortBy: ({ claims }) => claims?.by ?? '',
      cell: ({ claims }) => claims?.by ?? '–',
    },
    { key: 'ticket', header: text('evidence.ticket'), cell: ({ claims }) => claims?.review.ticket ?? '–' },
    {
      key: 'path',
      header: text('evidence.path'),
      width: '28%',
      cell: ({ place }) => <span className={styles.path}>{place.path}</span>,
    },
    {
      key: 'actions',
      header: text('evidence.actions'),
      cell: ({ place }) => (
        <span className={styles.actions}>
          <Button size="small" onClick={() => setEvidence({ chosen: place })}>
            {text('evidence.verify')}
          </Button>
          <Button
            size="small"
            onClick={() => {
              setEvidence({ baseline: place });
              navigate(places.evidence('drift'));
            }}
          >
            {text('evidence.compare')}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <DataTable label={text('evidence.bundles')} columns={columns} rows={rows} rowKey={({ place }) => place.handle} />
  );
}
