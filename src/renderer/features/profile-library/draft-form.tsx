import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import type { CheckedProfile } from '#shared/contract/library';
import type { ProfileDraft } from '#shared/model/profile-draft';
import { DraftCredentials } from './draft-credentials.tsx';
import { ChoiceInput, LineInput, LinesInput } from './draft-inputs.tsx';
import { DraftMappings } from './draft-mappings.tsx';
import { write } from './draft-store.ts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))',
    alignItems: 'start',
    gap: tokens.spacingHorizontalXL,
  },
  boxes: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL },
});

interface DraftFormProps {
  readonly draft: ProfileDraft;
  /** What the check says of the profile that it makes; null: not checked yet. */
  readonly checked: CheckedProfile | null;
}

/** Takes a draft and what its check says; gives the form in which a person writes the rest. */
export function DraftForm({ draft, checked }: DraftFormProps): ReactElement {
  return (
    <>
      <Names draft={draft} checked={checked} />
      <DraftCredentials draft={draft} />
      <VendorSide draft={draft} />
      <Supports draft={draft} />
      <People draft={draft} />
      <DraftMappings mappings={draft.mappings} />
    </>
  );
}

const problemAt = (checked: CheckedProfile | null, path: string): string | undefined =>
  checked?.faults.find((fault) => fault.path === path)?.message;

function Names({ draft, checked }: DraftFormProps): ReactElement {
  const styles = useStyles();
  return (
    <Section title={text('writing.names')}>
      <div className={styles.grid}>
        <LineInput
          label={text('writing.displayName')}
          hint={text('writing.displayNameHelp')}
          required
          value={draft.displayName}
          problem={problemAt(checked, 'curated.facts.displayName')}
          onChange={(displayName) => write({ displayName })}
        />
        <LineInput
          label={text('writing.id')}
          hint={text('writing.idHelp')}
          required
          value={draft.id}
          problem={problemAt(checked, 'id')}
          onChange={(id) => write({ id: id.slice(0, 80) })}
        />
        <LinesInput
          label={text('writing.aliases')}
          hint={text('writing.oneALine')}
          lines={draft.aliases}
          onChange={(aliases) => write({ aliases })}
        />
        <LineInput
          label={text('writing.homepage')}
          value={draft.homepage}
          onChange={(homepage) => write({ homepage })}
        />
        <ChoiceInput
          label={text('writing.addMethod')}
          value={draft.addMethod}
          choices={['instantiate', 'oidcSignUp', 'nonGallery']}
          words={(method) => text(`writing.addMethod.${method}`)}
          onChange={(addMethod) => write({ addMethod })}
        />
      </div>
    </Section>
  );
}

type PartProps = Pick<DraftFormProps, 'draft'>;

function VendorSide({ draft }: PartProps): ReactElement {
  const styles = useStyles();
  return (
    <Section title={text('writing.vendorSide')}>
      <LinesInput
        label={text('writing.steps')}
        hint={text('writing.stepsHelp')}
        rows={4}
        lines={draft.steps}
        onChange={(steps) => write({ steps })}
      />
      <div className={styles.grid}>
        <LineInput
          label={text('writing.consoleUrl')}
          value={draft.consoleUrl}
          onChange={(consoleUrl) => write({ consoleUrl })}
        />
        <LineInput
          label={text('writing.contactEmail')}
          value={draft.contactEmail}
          onChange={(contactEmail) => write({ contactEmail })}
        />
        <LineInput
          label={text('writing.contactUrl')}
          value={draft.contactUrl}
          onChange={(contactUrl) => write({ contactUrl })}
        />
      </div>
    </Section>
  );
}

const abilities = ['createUsers', 'updateUsers', 'removeUsers'] as const;

function Supports({ draft }: PartProps): ReactElement {
  const styles = useStyles();
  return (
    <Section title={text('writing.supports')}>
      <div className={styles.boxes}>
        {abilities.map((ability) => (
          <Checkbox
            key={ability}
            label={text(`writing.${ability}`)}
            checked={draft[ability]}
            onChange={(_event, { checked }) => write({ [ability]: checked === true })}
          />
        ))}
      </div>
      <div className={styles.grid}>
        <ChoiceInput
          label={text('writing.groups')}
          value={draft.groups}
          choices={['none', 'full', 'updateOnly', 'unknown']}
          words={(groups) => text(`wizard.groups.${groups}`)}
          onChange={(groups) => write({ groups })}
        />
        <ChoiceInput
          label={text('writing.singleSignOn')}
          value={draft.singleSignOn}
          choices={['none', 'recommended', 'required', 'unknown']}
          words={(mode) => text(`wizard.singleSignOn.${mode}`)}
          onChange={(singleSignOn) => write({ singleSignOn })}
        />
        <ChoiceInput
          label={text('writing.deprovisioning')}
          value={draft.deprovisioning}
          choices={['softDelete', 'hardDelete', 'disableOnly', 'hide', 'unknown']}
          words={(behaviour) => text(`wizard.deprovisioning.${behaviour}`)}
          onChange={(deprovisioning) => write({ deprovisioning })}
        />
      </div>
    </Section>
  );
}

function People({ draft }: PartProps): ReactElement {
  const styles = useStyles();
  return (
    <Section title={text('writing.people')}>
      <div className={styles.grid}>
        <LinesInput
          label={text('writing.appRoles')}
          hint={text('writing.oneALine')}
          lines={draft.appRoles}
          onChange={(appRoles) => write({ appRoles })}
        />
        <ChoiceInput
          label={text('writing.defaultAccess')}
          value={draft.defaultAccess}
          choices={['excluded', 'included', 'unknown']}
          words={(access) => text(`writing.defaultAccess.${access}`)}
          onChange={(defaultAccess) => write({ defaultAccess })}
        />
        <LinesInput
          label={text('writing.limitations')}
          hint={text('writing.oneALine')}
          lines={draft.limitations}
          onChange={(limitations) => write({ limitations })}
        />
        <LinesInput
          label={text('writing.checks')}
          hint={text('writing.oneALine')}
          lines={draft.checks}
          onChange={(checks) => write({ checks })}
        />
      </div>
    </Section>
  );
}
