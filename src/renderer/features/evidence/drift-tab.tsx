import { Button, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular, BranchCompare24Regular, FolderOpen20Regular } from '@fluentui/react-icons';
import { type ReactElement, useEffect, useRef } from 'react';
import { text } from '#renderer/lib/text';
import { ChangePanel } from '#renderer/ui/change-panel.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import type { EvidencePlace } from '#shared/model/evidence';
import { DriftResult } from './drift-result.tsx';
import { setEvidence, useEvidence } from './evidence-store.ts';
import { useBundles, useChooseBundle, useComparison, useRepair } from './queries.ts';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(280px, 1fr))',
    // A long name of a baseline is cut inside of its list.
    // A list is as wide as its longest entry, and the field around it would be too.
    '& > *': { minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' },
    '& select': { minWidth: 0, maxWidth: '100%' },
    gap: tokens.spacingHorizontalL,
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  path: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

const offeredMinutes = [0, 15, 60] as const;
const minuteMs = 60_000;

/** Gives the watch over drift: a baseline, when it is compared, and what differs. */
export function DriftTab(): ReactElement {
  const comparison = useComparison();
  const baseline = useEvidence((state) => state.baseline);
  const fingerprint = useEvidence((state) => state.fingerprint).trim();
  const { change, reading } = useRepair();
  const compare = (place: EvidencePlace): void => {
    if (comparison.state === 'running') return;
    void comparison.start({ baseline: place.handle, ...(fingerprint === '' ? {} : { fingerprint }) });
  };
  const repair = async (application: string): Promise<void> => {
    if (baseline === null) return;
    const found = await reading.start({ baseline: baseline.handle, application });
    if (found.ok && found.data.repaired.length > 0) change.propose({ configuration: found.data.configuration });
  };
  return (
    <ChangePanel change={change} onClose={() => (baseline === null ? undefined : compare(baseline))}>
      <Watch onCompare={compare} running={comparison.state === 'running'} />
      {comparison.error === null ? null : <ErrorPanel error={comparison.error} />}
      {reading.error === null ? null : <ErrorPanel error={reading.error} />}
      {reading.output !== null && reading.output.left.length > 0 ? (
        <Section title={text('drift.left')}>
          <ul>
            {reading.output.left.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Section>
      ) : null}
      {comparison.state === 'running' ? (
        <Section>
          <TaskProgress
            progress={comparison.progress.slice(-1)}
            running
            cancelling={comparison.cancelling}
            onCancel={comparison.cancel}
          />
        </Section>
      ) : null}
      {comparison.output === null ? (
        <Nothing />
      ) : (
        <DriftResult
          report={comparison.output}
          onDecided={() => (baseline === null ? undefined : compare(baseline))}
          onRepair={(application) => void repair(application)}
        />
      )}
    </ChangePanel>
  );
}

interface WatchProps {
  readonly onCompare: (place: EvidencePlace) => void;
  readonly running: boolean;
}

function Watch({ onCompare, running }: WatchProps): ReactElement {
  const styles = useStyles();
  const { baseline, everyMinutes } = useEvidence();
  const bundles = useBundles();
  const choose = useChooseBundle();
  const offered = (bundles.data?.bundles ?? []).map(({ place }) => place);
  const known =
    baseline === null || offered.some(({ handle }) => handle === baseline.handle) ? offered : [baseline, ...offered];
  useEvery(everyMinutes, () => (baseline === null ? undefined : onCompare(baseline)));
  const select = (handle: string): void =>
    setEvidence({ baseline: known.find((place) => place.handle === handle) ?? null });
  const pick = (what: 'bundle' | 'configurations'): void =>
    choose.mutate(what, { onSuccess: (place) => (place === null ? undefined : setEvidence({ baseline: place })) });
  return (
    <Section title={text('drift.baseline')} description={text('drift.baselineHelp')}>
      <div className={styles.fields}>
        <Field label={text('drift.baseline')}>
          <Select value={baseline?.handle ?? ''} onChange={(_event, { value }) => select(value)}>
            <option value="">{text('common.none')}</option>
            {known.map(({ handle, path }) => (
              <option key={handle} value={handle}>
                {path.split(/[\\/]/).slice(-2).join('/')}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={text('drift.again')}>
          <Select
            value={String(everyMinutes)}
            onChange={(_event, { value }) => setEvidence({ everyMinutes: Number(value) })}
          >
            {offeredMinutes.map((minutes) => (
              <option key={minutes} value={String(minutes)}>
                {text(`drift.every_${minutes}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {baseline === null ? null : <Text className={styles.path}>{baseline.path}</Text>}
      {choose.error === null ? null : <ErrorPanel error={choose.error.wire} />}
      <div className={styles.actions}>
        <Button
          appearance="primary"
          icon={<ArrowSync20Regular />}
          disabled={baseline === null || running}
          onClick={() => (baseline === null ? undefined : onCompare(baseline))}
        >
          {text('drift.compareNow')}
        </Button>
        <Button icon={<FolderOpen20Regular />} disabled={choose.isPending} onClick={() => pick('bundle')}>
          {text('evidence.choose')}
        </Button>
        <Button icon={<FolderOpen20Regular />} disabled={choose.isPending} onClick={() => pick('configurations')}>
          {text('drift.chooseFolder')}
        </Button>
      </div>
    </Section>
  );
}

/** Does something again and again while the page is open; the newest way to do it counts. */
function useEvery(minutes: number, act: () => void): void {
  const newest = useRef(act);
  newest.current = act;
  useEffect(() => {
    if (minutes === 0) return;
    const timer = setInterval(() => newest.current(), minutes * minuteMs);
    return () => clearInterval(timer);
  }, [minutes]);
}

const Nothing = (): ReactElement => (
  <Section>
    <EmptyState
      icon={<BranchCompare24Regular fontSize={36} />}
      title={text('drift.noBaseline')}
      description={text('drift.noBaselineHelp')}
    />
  </Section>
);
