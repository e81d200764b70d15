import { Button, Field, Radio, RadioGroup, Switch } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { ChangePanel } from '#renderer/ui/change-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { TabProps } from './application-screen.tsx';
import { AssignmentTable } from './assignment-table.tsx';
import { type Added, DirectoryPicker } from './directory-picker.tsx';
import { useApplicationChange, useConfiguration } from './queries.ts';

/** Gives who is provisioned: everybody or those assigned, and who is assigned. */
export function ScopeTab({ id }: TabProps): ReactElement {
  const configuration = useConfiguration(id);
  return (
    <Answer
      query={configuration}
      skeleton={
        <Section>
          <LinesSkeleton lines={6} />
        </Section>
      }
    >
      {({ configuration: live }) => <Scope id={id} live={live} />}
    </Answer>
  );
}

type People = ProvisioningConfiguration['scope']['people'];

function Scope({ id, live }: { readonly id: string; readonly live: ProvisioningConfiguration }): ReactElement {
  const change = useApplicationChange(id, 'scope');
  const [people, setPeople] = useState<People>(live.scope.people);
  const [skip, setSkip] = useState(live.scope.skipOutOfScopeDeletions ?? false);
  const [added, setAdded] = useState<readonly Added[]>([]);
  const isChanged =
    people !== live.scope.people || skip !== (live.scope.skipOutOfScopeDeletions ?? false) || added.length > 0;
  const review = (): void =>
    change.propose({
      configuration: {
        ...live,
        scope: { people, skipOutOfScopeDeletions: skip },
        assignments: [...live.assignments, ...added.map(({ assignment }) => assignment)],
      },
    });
  return (
    <ChangePanel change={change} onClose={() => setAdded([])}>
      <Section title={text('scope.title')}>
        <RadioGroup
          aria-label={text('scope.title')}
          value={people}
          onChange={(_event, { value }) => setPeople(value as People)}
        >
          <Radio value="assigned" label={text('scope.assigned')} />
          <Radio value="everyone" label={text('scope.everyone')} />
        </RadioGroup>
        <Field hint={text('scope.skipHelp')}>
          <Switch label={text('scope.skip')} checked={skip} onChange={(_event, { checked }) => setSkip(checked)} />
        </Field>
      </Section>
      <Section title={text('scope.assignments')} description={text('scope.assignmentsHelp')}>
        <AssignmentTable assignments={live.assignments} added={added} />
        <DirectoryPicker onAdd={(one) => setAdded([...added.filter(({ id: other }) => other !== one.id), one])} />
      </Section>
      <div>
        <Button appearance="primary" disabled={!isChanged} onClick={review}>
          {text('mappings.review')}
        </Button>
      </div>
    </ChangePanel>
  );
}
