import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { isoDuration } from '#renderer/lib/iso-duration';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import type { VendorGuide } from '#shared/model/vendor-guide';
import { openFields, secretFields } from '#shared/wizard/field-values';
import { ConnectionTest } from './connection-test.tsx';
import { HeldSecret } from './held-secret.tsx';
import { LiveDifferences } from './live-differences.tsx';
import { OpenField } from './open-field.tsx';
import type { StepProps } from './step-props.ts';
import { useApplication } from './use-application.ts';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, maxWidth: '640px' },
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
});

/** Gives the step of the credentials: what is typed here, or what is authorized elsewhere. */
export function StepCredentials(props: StepProps): ReactElement {
  if (props.guide.connection.authorizes) return <Authorized guide={props.guide} />;
  return <Typed {...props} />;
}

/** An application whose administrator signs in at the vendor: there is nothing to type. */
function Authorized({ guide }: { readonly guide: VendorGuide }): ReactElement {
  const styles = useStyles();
  return (
    <Section
      title={text('wizard.authorize.title')}
      description={text('wizard.authorize.description', { vendor: guide.displayName })}
    >
      <ol className={styles.list}>
        <li>{text('wizard.authorize.first')}</li>
        <li>{text('wizard.authorize.second', { vendor: guide.displayName })}</li>
        <li>{text('wizard.authorize.third')}</li>
      </ol>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{text('wizard.authorize.who')}</MessageBarTitle>
          {guide.connection.checks.join('. ')}
        </MessageBarBody>
      </MessageBar>
    </Section>
  );
}

function Typed({ guide, answers, missing }: StepProps): ReactElement {
  const styles = useStyles();
  const { tokenOverlap } = guide.connection;
  const kept = missing.some(({ problem }) => problem === 'secretKept');
  const servicePrincipalId = useApplication();
  return (
    <>
      {servicePrincipalId === null ? null : (
        <LiveDifferences vendor={guide.id} servicePrincipalId={servicePrincipalId} areas={['credentials']} />
      )}
      <Section title={text('wizard.credentials.title')} description={text('wizard.credentials.description')}>
        <div className={styles.fields}>
          {openFields(guide).map((field) => (
            <OpenField key={field.key} field={field} answers={answers} missing={missing} />
          ))}
          {secretFields(guide).map((field) => (
            <HeldSecret
              vendor={guide.id}
              key={field.key}
              field={field}
              hint={text(kept ? 'wizard.secret.keptHelp' : 'wizard.secret.help')}
            />
          ))}
        </div>
        {tokenOverlap === null ? null : (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{text('wizard.credentials.overlap', { time: isoDuration(tokenOverlap) })}</MessageBarBody>
          </MessageBar>
        )}
      </Section>
      <ConnectionTest guide={guide} answers={answers} missing={missing} />
    </>
  );
}
