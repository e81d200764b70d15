import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { AssignmentList } from '#renderer/features/application/scope/assignment-list.tsx';
import { CsvImport } from '#renderer/features/application/scope/csv-import.tsx';
import { FilterEditor } from '#renderer/features/application/scope/filter-editor.tsx';
import { ImpactStage } from '#renderer/features/application/scope/impact-stage.tsx';
import { MissingBar } from '#renderer/features/application/scope/missing-bar.tsx';
import {
  type Added,
  assignmentsOf,
  changesRules,
  editedConfiguration,
  editedFilter,
  hasEdits,
  objectKey,
} from '#renderer/features/application/scope/scope-edits';
import { ScopeForm } from '#renderer/features/application/scope/scope-form.tsx';
import { useImpact, useScope, useUnassign } from '#renderer/features/application/scope/scope-queries';
import { discardScopeEdits, editScope, useScopeEdits } from '#renderer/features/application/scope/scope-store';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { ChangePanel } from '#renderer/ui/change-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { ScopeView } from '#shared/model/scope';
import type { TabProps } from './application-screen.tsx';
import { DirectoryPicker } from './directory-picker.tsx';
import { useApplicationChange, useConfiguration } from './queries.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalM,
  },
  add: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL },
});

const skeleton = (
  <Section>
    <LinesSkeleton lines={6} />
  </Section>
);

/** Gives who is provisioned: everybody or those assigned, who is assigned, and by which filters, with what a change comes to. */
export function ScopeTab({ id }: TabProps): ReactElement {
  const configuration = useConfiguration(id);
  const scope = useScope(id);
  return (
    <Answer query={configuration} skeleton={skeleton}>
      {({ configuration: live }) => (
        <Answer query={scope} skeleton={skeleton}>
          {(view) => (
            <Scope
              id={id}
              live={live}
              view={view}
              onRefresh={() => void scope.refetch()}
              onReread={async () => (await configuration.refetch()).data?.configuration}
            />
          )}
        </Answer>
      )}
    </Answer>
  );
}

interface ScopeProps {
  readonly id: string;
  readonly live: ProvisioningConfiguration;
  readonly view: ScopeView;
  readonly onRefresh: () => void;
  readonly onReread: () => Promise<ProvisioningConfiguration | undefined>;
}

/** The stages of a change: edited, its impact looked at, planned, carried out. */
function Scope({ id, live, view, onRefresh, onReread }: ScopeProps): ReactElement {
  const change = useApplicationChange(id, 'scope');
  const unassign = useUnassign(id);
  const impact = useImpact(id, 'scope');
  const edits = useScopeEdits(id);
  const configuration = editedConfiguration(live, edits, view);
  const see = (): void => {
    const { people, skipOutOfScopeDeletions } = configuration.scope;
    const { mappings } = configuration;
    void impact.start({
      application: id,
      people,
      skipOutOfScopeDeletions,
      mappings,
      assign: assignmentsOf(edits.added),
    });
  };
  // What is not edited here is read anew, and where somebody else saved meanwhile nothing is laid over it.
  const plan = async (impactId?: string): Promise<void> => {
    const now = await onReread();
    if (now === undefined) return;
    change.propose({
      configuration: editedConfiguration(now, edits, view),
      schemaVersion: view.version,
      ...(impactId === undefined ? {} : { impact: impactId }),
    });
  };
  const closeChange = (): void => {
    if (change.error?.code === 'plan_stale') onRefresh();
    // Back from the plan the edits are still there; once they are in the tenant they are none any more.
    if (change.stage === 'done') discardScopeEdits(id);
    impact.reset();
  };
  return (
    <ChangePanel change={unassign}>
      <ChangePanel change={change} onClose={closeChange}>
        {impact.state === 'idle' ? (
          <Editing
            id={id}
            view={view}
            onRefresh={onRefresh}
            onSee={see}
            onPlan={() => void plan()}
            onUnassign={(assignments) => unassign.propose({ application: id, assignments: [...assignments] })}
          />
        ) : (
          <ImpactStage impact={impact} onBack={impact.reset} onAgain={see} onPlan={(known) => void plan(known)} />
        )}
      </ChangePanel>
    </ChangePanel>
  );
}

interface EditingProps {
  readonly id: string;
  readonly view: ScopeView;
  readonly onRefresh: () => void;
  readonly onSee: () => void;
  readonly onPlan: () => void;
  readonly onUnassign: (assignments: readonly string[]) => void;
}

function Editing({ id, view, onRefresh, onSee, onPlan, onUnassign }: EditingProps): ReactElement {
  const styles = useStyles();
  const edits = useScopeEdits(id);
  const add = (some: readonly Added[]): void =>
    editScope(id, ({ added }) => {
      const ids = new Set(some.map((one) => one.id));
      return { added: [...added.filter((one) => !ids.has(one.id)), ...some] };
    });
  const takeBack = (who: string): void =>
    editScope(id, ({ added }) => ({ added: added.filter((one) => one.id !== who) }));
  return (
    <>
      <MissingBar missing={view.missing} onGiven={onRefresh} />
      <ScopeForm view={view} edits={edits} onEdit={(change) => editScope(id, change)} />
      <Section
        title={text('scope.assignments')}
        description={text('scope.assignmentsHelp')}
        actions={<Link href={hrefOf(places.why({ application: id }))}>{text('why.linkScope')}</Link>}
      >
        <AssignmentList
          assignments={view.assignments}
          added={edits.added}
          onTakeBack={takeBack}
          onRemove={onUnassign}
        />
        <div className={styles.add}>
          <DirectoryPicker roles={view.roles} onAdd={(one) => add([one])} />
          <CsvImport id={id} onTake={add} />
        </div>
      </Section>
      {view.objects.map((object) => (
        <FilterEditor
          key={objectKey(object)}
          object={object}
          view={view}
          filter={editedFilter(edits, object)}
          onChange={(filter) =>
            editScope(id, ({ filters }) => ({ filters: { ...filters, [objectKey(object)]: filter } }))
          }
        />
      ))}
      <Actions id={id} view={view} onSee={onSee} onPlan={onPlan} />
    </>
  );
}

/** Where rules change, the impact comes before the plan; assignments alone may go straight on. */
function Actions({ id, view, onSee, onPlan }: Pick<EditingProps, 'id' | 'view' | 'onSee' | 'onPlan'>): ReactElement {
  const styles = useStyles();
  const edits = useScopeEdits(id);
  const rules = changesRules(edits, view);
  const any = hasEdits(edits, view);
  return (
    <div className={styles.bar}>
      {any ? <Text>{text('scope.notApplied')}</Text> : null}
      {any ? <Button onClick={() => discardScopeEdits(id)}>{text('mappings.discard')}</Button> : null}
      <Button appearance={rules ? 'primary' : 'secondary'} onClick={onSee}>
        {text('impact.see')}
      </Button>
      {rules ? null : (
        <Button appearance="primary" disabled={!any} onClick={onPlan}>
          {text('mappings.review')}
        </Button>
      )}
    </div>
  );
}
