import {
  Badge,
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Tab,
  TabList,
  Text,
  tokens,
} from '@fluentui/react-components';
import { TableSimple24Regular } from '@fluentui/react-icons';
import { type ReactElement, useMemo, useState } from 'react';
import type { TabProps } from '#renderer/features/application/application-screen.tsx';
import { useApplicationChange, useConfiguration } from '#renderer/features/application/queries';
import { ImpactStage } from '#renderer/features/application/scope/impact-stage.tsx';
import { useImpact } from '#renderer/features/application/scope/scope-queries';
import type { ChangeRun } from '#renderer/lib/change-run';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { ChangePanel } from '#renderer/ui/change-panel.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TableSkeleton } from '#renderer/ui/skeletons.tsx';
import { editedObjectMapping } from '#shared/mappings/edits';
import type { MappingsView } from '#shared/model/mappings';
import { problemsOf } from './mapping-rows.ts';
import {
  type ApplicationEdits,
  countAll,
  discardEdits,
  editsOf,
  keepEdits,
  mappingKey,
  useMappingEdits,
} from './mapping-store.ts';
import { ObjectMapping } from './object-mapping.tsx';
import { useMappings } from './queries.ts';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow8,
  },
  tab: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

/** Gives the mappings of an application beside its vendor's profile, and the way to change them. */
export function MappingsTab({ id }: TabProps): ReactElement {
  const mappings = useMappings(id);
  return (
    <Answer
      query={mappings}
      skeleton={
        <Section flush>
          <TableSkeleton rows={8} />
        </Section>
      }
    >
      {(view) =>
        view.objects.length === 0 ? (
          <NoMappings />
        ) : (
          <Mappings id={id} view={view} onReread={() => mappings.refetch()} />
        )
      }
    </Answer>
  );
}

const NoMappings = (): ReactElement => (
  <Section>
    <EmptyState
      icon={<TableSimple24Regular fontSize={36} />}
      title={text('mappings.noneTitle')}
      description={text('mappings.noneHelp')}
    />
  </Section>
);

interface MappingsProps {
  readonly id: string;
  readonly view: MappingsView;
  readonly onReread: () => Promise<unknown>;
}

/** Everything else of the application is read anew when the change is proposed, so that nothing old goes along. */
function usePropose({ id, view }: MappingsProps, change: ChangeRun, edits: ApplicationEdits) {
  const configuration = useConfiguration(id);
  return async (impact?: string): Promise<void> => {
    const { data } = await configuration.refetch();
    if (data === undefined) return;
    const mappings = editedMappings(view, edits);
    change.propose({
      configuration: { ...data.configuration, mappings },
      schemaVersion: view.version,
      ...(impact === undefined ? {} : { impact }),
    });
  };
}

const editedMappings = (view: MappingsView, edits: ApplicationEdits) =>
  view.objects.map((object) => editedObjectMapping(object, editsOf(edits, object)));

function Mappings(props: MappingsProps): ReactElement {
  const { id, view, onReread } = props;
  const change = useApplicationChange(id, 'mappings');
  const edits = useMappingEdits(id);
  const propose = usePropose(props, change, edits);
  const impact = useImpact(id, 'mappings');
  const see = (): void => void impact.start({ application: id, mappings: editedMappings(view, edits) });
  const [chosen, setChosen] = useState<string | null>(null);
  const object = view.objects.find((one) => mappingKey(one) === chosen) ?? view.objects[0];
  const { servicePrincipalId, jobId } = view;
  const job = useMemo(() => ({ servicePrincipalId, jobId }), [servicePrincipalId, jobId]);
  if (change.stage === 'failed' && change.error?.code === 'plan_stale')
    return <Stale change={change} onReread={onReread} />;
  const close = (): void => {
    if (change.stage === 'done') discardEdits(id);
    impact.reset();
  };
  if (change.stage === 'idle' && impact.state !== 'idle')
    return <ImpactStage impact={impact} onBack={impact.reset} onAgain={see} onPlan={(known) => void propose(known)} />;
  const refused = view.objects.some((one) =>
    problemsOf(one, editsOf(edits, one)).some(({ severity }) => severity === 'error'),
  );
  return (
    <ChangePanel change={change} onClose={close}>
      <Kinds view={view} value={object === undefined ? '' : mappingKey(object)} onChoose={setChosen} />
      {object === undefined ? null : (
        <ObjectMapping
          key={mappingKey(object)}
          object={object}
          profile={view.profile}
          job={job}
          edits={editsOf(edits, object)}
          onEdits={(changed) => keepEdits(id, object, changed)}
        />
      )}
      <ReviewBar
        count={countAll(edits)}
        refused={refused}
        onDiscard={() => discardEdits(id)}
        onImpact={see}
        onReview={() => void propose()}
      />
    </ChangePanel>
  );
}

interface KindsProps {
  readonly view: MappingsView;
  readonly value: string;
  readonly onChoose: (key: string) => void;
}

function Kinds({ view, value, onChoose }: KindsProps): ReactElement {
  const styles = useStyles();
  return (
    <TabList
      aria-label={text('mappings.objects')}
      selectedValue={value}
      onTabSelect={(_event, { value: key }) => onChoose(String(key))}
    >
      {view.objects.map((one) => (
        <Tab key={mappingKey(one)} value={mappingKey(one)}>
          <span className={styles.tab}>
            {text('mappings.objectTab', { source: one.source, count: one.mappings.length })}
            {one.findings.length === 0 ? null : (
              <Badge appearance="tint" color="warning">
                {text('findings.count', { count: one.findings.length })}
              </Badge>
            )}
          </span>
        </Tab>
      ))}
    </TabList>
  );
}

interface ReviewBarProps {
  readonly count: number;
  readonly refused: boolean;
  readonly onDiscard: () => void;
  readonly onImpact: () => void;
  readonly onReview: () => void;
}

function ReviewBar({ count, refused, onDiscard, onImpact, onReview }: ReviewBarProps): ReactElement | null {
  const styles = useStyles();
  if (count === 0) return null;
  return (
    <div className={styles.bar}>
      <Text role="status">{text('mappings.changed', { count })}</Text>
      <Button onClick={onDiscard}>{text('mappings.discard')}</Button>
      <Button disabled={refused} onClick={onImpact}>
        {text('impact.see')}
      </Button>
      <Button appearance="primary" disabled={refused} onClick={onReview}>
        {text('mappings.review')}
      </Button>
    </div>
  );
}

interface StaleProps {
  readonly change: ChangeRun;
  readonly onReread: () => Promise<unknown>;
}

/** The edits say what is wanted, so they can be laid over what somebody else saved. */
function Stale({ change, onReread }: StaleProps): ReactElement {
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{text('mappings.staleTitle')}</MessageBarTitle>
        {change.error?.message} {text('mappings.staleHelp')}
      </MessageBarBody>
      <MessageBarActions>
        <Button appearance="primary" onClick={() => void onReread().then(() => change.reset())}>
          {text('mappings.reread')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
