import { Badge, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import { authenticationTypes, type DraftField, type ProfileDraft, valueKinds } from '#shared/model/profile-draft';
import { ChoiceInput, LineInput, TextInput } from './draft-inputs.tsx';
import { write, writeField } from './draft-store.ts';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL },
  field: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(280px, 100%), 1fr))',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
    border: 'none',
    margin: 0,
    padding: 0,
    minWidth: 0,
  },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, padding: 0, gridColumn: '1 / -1' },
  needed: { gridColumn: '1 / -1', marginLeft: '-8px' },
  key: { fontFamily: tokens.fontFamilyMonospace, fontWeight: tokens.fontWeightSemibold },
});

/** Takes a draft; gives how the provisioning service signs in, and each credential field. */
export function DraftCredentials({ draft }: { readonly draft: ProfileDraft }): ReactElement {
  const styles = useStyles();
  const authorizes = draft.authenticationType === 'oauth2AuthorizationCode';
  return (
    <Section title={text('writing.credentials')} description={text('writing.credentialsHelp')}>
      <ChoiceInput
        label={text('writing.authentication')}
        value={draft.authenticationType}
        choices={authenticationTypes}
        words={(type) => text(`wizard.authentication.${type}`)}
        onChange={(authenticationType) => write({ authenticationType })}
      />
      {authorizes ? (
        <Text>{text('writing.authorizes')}</Text>
      ) : (
        <div className={styles.fields}>
          {draft.fields.map((field) => (
            <CredentialField key={field.key} field={field} />
          ))}
        </div>
      )}
    </Section>
  );
}

function CredentialField({ field }: { readonly field: DraftField }): ReactElement {
  const styles = useStyles();
  const { key, label, vendorLabel, secret, required, kind, value } = field;
  return (
    <fieldset className={styles.field}>
      <legend className={styles.head}>
        <span className={styles.key}>{key}</span>
        {secret ? (
          <Badge appearance="tint" color="warning">
            {text('writing.fieldSecret')}
          </Badge>
        ) : null}
      </legend>
      <LineInput label={text('writing.label')} value={label} onChange={(typed) => writeField(key, { label: typed })} />
      <LineInput
        label={text('writing.vendorLabel')}
        value={vendorLabel}
        onChange={(typed) => writeField(key, { vendorLabel: typed })}
      />
      {secret ? null : (
        <>
          <ChoiceInput
            label={text('writing.kind')}
            value={kind}
            choices={valueKinds}
            words={(one) => text(`writing.kind.${one}`)}
            onChange={(chosen) => writeField(key, { kind: chosen })}
          />
          {kind === 'choice' ? (
            <TextInput
              label={text('writing.value.choice')}
              value={value}
              onChange={(typed) => writeField(key, { value: typed })}
            />
          ) : (
            <LineInput
              label={text(`writing.value.${kind}`)}
              value={value}
              onChange={(typed) => writeField(key, { value: typed })}
            />
          )}
        </>
      )}
      <Checkbox
        className={styles.needed}
        label={text('writing.required')}
        checked={required}
        onChange={(_event, { checked }) => writeField(key, { required: checked === true })}
      />
    </fieldset>
  );
}
