import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import type { FormEvent, ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { isClientId, isTenantName } from './ids.ts';
import { NumberedSection } from './numbered-section.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))',
    gap: tokens.spacingHorizontalL,
  },
});

interface EnterIdProps {
  readonly clientId: string;
  readonly tenant: string;
  readonly onClientId: (typed: string) => void;
  readonly onTenant: (typed: string) => void;
  readonly onTest: () => void;
  readonly testing: boolean;
  readonly ready: boolean;
}

/** Takes id and tenant as typed; gives the fields for them and the button that tests them. */
export function EnterId(props: EnterIdProps): ReactElement {
  const styles = useStyles();
  const { clientId, tenant, onClientId, onTenant, onTest, testing, ready } = props;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) onTest();
  };
  const faultOf = (typed: string, isRight: boolean, fault: string) =>
    typed === '' || isRight ? {} : { validationMessage: fault };
  return (
    <NumberedSection number={2} title={text('firstRun.stepId')}>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.fields}>
          <Field
            label={text('firstRun.clientId')}
            hint={text('firstRun.clientIdHint')}
            {...faultOf(clientId, isClientId(clientId), text('firstRun.clientIdFault'))}
          >
            <Input
              value={clientId}
              maxLength={60}
              spellCheck={false}
              onChange={(_event, { value }) => onClientId(value)}
            />
          </Field>
          <Field
            label={text('firstRun.tenant')}
            hint={text('firstRun.tenantFault')}
            {...faultOf(tenant, isTenantName(tenant), text('firstRun.tenantFault'))}
          >
            <Input
              value={tenant}
              maxLength={253}
              spellCheck={false}
              onChange={(_event, { value }) => onTenant(value)}
            />
          </Field>
        </div>
        <div>
          <Button type="submit" appearance="primary" disabled={!ready || testing}>
            {testing ? text('firstRun.testing') : text('firstRun.test')}
          </Button>
        </div>
      </form>
    </NumberedSection>
  );
}
