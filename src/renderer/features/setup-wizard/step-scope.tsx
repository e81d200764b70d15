import {
  Checkbox,
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import type { AppRoleChoice } from '#shared/model/preparation';
import { ChosenPeople } from './chosen-people.tsx';
import { PeopleSearch } from './people-search.tsx';
import type { StepProps } from './step-props.ts';
import { answer } from './wizard-store.ts';

const useStyles = makeStyles({
  choice: { display: 'flex', flexDirection: 'column' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Gives the step that says who is provisioned: careful first, with few people. */
export function StepScope({ guide, answers }: StepProps): ReactElement {
  const looked = useRead('setup.checkPrerequisites', { vendor: guide.id }, { freshForMs: 60_000 });
  const { application } = answers;
  const existing =
    application?.kind === 'reuse'
      ? looked.data?.applications.find(
          ({ servicePrincipalId }) => servicePrincipalId === application.servicePrincipalId,
        )
      : undefined;
  return (
    <>
      <Section title={text('wizard.scope.title')} description={text('wizard.scope.description')}>
        <Field>
          <RadioGroup
            aria-label={text('wizard.scope.title')}
            value={answers.people}
            onChange={(_event, { value }) => answer({ people: value === 'everyone' ? 'everyone' : 'assigned' })}
          >
            <Radio value="assigned" label={<Choice kind="assigned" />} />
            <Radio value="everyone" label={<Choice kind="everyone" />} />
          </RadioGroup>
        </Field>
        <Checkbox
          label={<Choice kind="keep" />}
          checked={answers.keepOutOfScope}
          onChange={(_event, { checked }) => answer({ keepOutOfScope: checked === true })}
        />
      </Section>
      {answers.people === 'everyone' ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{text('wizard.scope.everyoneTitle')}</MessageBarTitle>
            {text('wizard.scope.everyoneWarning')}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      <Assignments answers={answers} roles={existing?.appRoles ?? []} guide={guide} />
    </>
  );
}

function Choice({ kind }: { readonly kind: 'assigned' | 'everyone' | 'keep' }): ReactElement {
  const styles = useStyles();
  return (
    <span className={styles.choice}>
      <span className={styles.name}>{text(`wizard.scope.${kind}`)}</span>
      <span className={styles.quiet}>{text(`wizard.scope.${kind}Help`)}</span>
    </span>
  );
}

type AssignmentsProps = Pick<StepProps, 'answers' | 'guide'> & { readonly roles: readonly AppRoleChoice[] };

function Assignments({ answers, guide, roles }: AssignmentsProps): ReactElement {
  const { groups } = guide.supports;
  return (
    <Section
      title={text('wizard.people.title')}
      description={text(groups === 'none' ? 'wizard.people.noGroups' : 'wizard.people.description')}
    >
      <PeopleSearch assignments={answers.assignments} />
      <ChosenPeople assignments={answers.assignments} roles={roles} />
    </Section>
  );
}
