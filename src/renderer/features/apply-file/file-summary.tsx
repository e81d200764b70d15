import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { SecretField } from '#renderer/ui/secret-field.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { Input } from '#shared/contract/index';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import { closeFile, keepHandle, useFile } from './file-store.ts';
import { usePutSecret } from './queries.ts';

const useStyles = makeStyles({ actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS } });

interface FileSummaryProps {
  readonly configuration: ProvisioningConfiguration;
  readonly onPlan: (input: Input<'setup.plan'>) => void;
}

/** Takes a configuration; gives what it says, fields for the secrets it names, and the way to the plan. */
export function FileSummary({ configuration, onPlan }: FileSummaryProps): ReactElement {
  const styles = useStyles();
  const handles = useFile((state) => state.handles);
  const labels = Object.values(configuration.connection.secrets).map(({ label }) => label);
  return (
    <>
      <Section title={text('file.summary')}>
        <KeyValues
          items={[
            { name: text('file.vendor'), value: configuration.vendor },
            { name: text('file.application'), value: configuration.application.name ?? text('common.unknown') },
            { name: text('file.scope'), value: text(`overview.scope_${configuration.scope.people}`) },
            { name: text('file.assignments'), value: formats.number(configuration.assignments.length) },
            { name: text('file.mappings'), value: formats.number(configuration.mappings.length) },
            {
              name: text('file.provisioning'),
              value: text(configuration.provisioning === 'on' ? 'common.on' : 'common.off'),
            },
          ]}
        />
      </Section>
      {labels.length === 0 ? null : <Secrets labels={labels} />}
      <div className={styles.actions}>
        <Button onClick={closeFile}>{text('file.another')}</Button>
        <Button
          appearance="primary"
          onClick={() => onPlan({ configuration, secrets: handles, rotateSecrets: Object.keys(handles).length > 0 })}
        >
          {text('file.plan')}
        </Button>
      </div>
    </>
  );
}

function Secrets({ labels }: { readonly labels: readonly string[] }): ReactElement {
  const put = usePutSecret();
  const handles = useFile((state) => state.handles);
  // The mutation is reset at once: its variables would otherwise keep the value.
  const take = (label: string, value: string): void =>
    put.mutate({ value }, { onSuccess: ({ handle }) => keepHandle(label, handle), onSettled: () => put.reset() });
  return (
    <Section title={text('file.secrets')} description={text('file.secretsHelp')}>
      {put.error === null ? null : <ErrorPanel error={put.error.wire} />}
      {labels.map((label) => (
        <div key={label}>
          <SecretField
            label={label}
            submitLabel={text('credentials.take')}
            busy={put.isPending}
            onTake={(value) => take(label, value)}
          />
          {handles[label] === undefined ? null : (
            <MessageBar intent="success">
              <MessageBarBody>{text('credentials.taken')}</MessageBarBody>
            </MessageBar>
          )}
        </div>
      ))}
    </Section>
  );
}
