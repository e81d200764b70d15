import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { ChangePanel } from '#renderer/ui/change-panel.tsx';
import { GapList } from '#renderer/ui/gap-list.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { SecretHandle } from '#shared/model/ids';
import type { TabProps } from './application-screen.tsx';
import { useApplicationChange, useConfiguration } from './queries.ts';
import { ConnectionForm } from './secret/connection-form.tsx';
import { RotationWizard } from './secret/rotation-wizard.tsx';
import { SecretCard } from './secret/secret-card.tsx';
import { useForgetSecrets, useSaveRotation, useSecretCare } from './secret/secret-queries.ts';

/** Gives the credentials of an application: when its secret ends, the way to replace it while the old one works, and its address. */
export function CredentialsTab({ id }: TabProps): ReactElement {
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
      {({ configuration: live }) => <Credentials id={id} live={live} />}
    </Answer>
  );
}

interface CredentialsProps {
  readonly id: string;
  readonly live: ProvisioningConfiguration;
}

function Credentials({ id, live }: CredentialsProps): ReactElement {
  const change = useApplicationChange(id, 'credentials');
  const saving = useSaveRotation(id);
  const care = useSecretCare(id);
  const forget = useForgetSecrets(id);
  const [handles, setHandles] = useState<Readonly<Record<string, SecretHandle>>>({});
  const labels = Object.values(live.connection.secrets).map(({ label }) => label);
  const rotation = care.data?.rotation ?? null;
  const closeSaving = (): void => {
    if (saving.stage === 'done') forget();
    // What failed may have been saved all the same.
    else void care.refetch();
  };
  return (
    <ChangePanel change={saving} onClose={closeSaving}>
      <ChangePanel change={change} onClose={() => setHandles({})}>
        <Answer
          query={care}
          skeleton={
            <Section>
              <LinesSkeleton lines={4} />
            </Section>
          }
        >
          {({ secret }) => (
            <>
              <SecretCard id={id} secret={secret} canRotate={rotation === null && labels.length > 0} />
              {rotation === null ? null : (
                <RotationWizard id={id} rotation={rotation} labels={labels} change={saving} />
              )}
            </>
          )}
        </Answer>
        <ConnectionForm
          live={live}
          change={change}
          asksSecrets={rotation === null}
          handles={handles}
          onTaken={(label, handle) => setHandles({ ...handles, [label]: handle })}
        />
        {care.data === undefined ? null : <GapList title={text('secrets.gaps')} gaps={care.data.gaps} />}
      </ChangePanel>
    </ChangePanel>
  );
}
