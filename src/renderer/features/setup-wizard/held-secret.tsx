import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Key20Regular, ShieldCheckmark24Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { useClient } from '#renderer/lib/client-context';
import { useSession } from '#renderer/lib/session';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { SecretField } from '#renderer/ui/secret-field.tsx';
import type { WireError } from '#shared/contract/result';
import type { VendorId } from '#shared/model/ids';
import type { GuideField } from '#shared/model/vendor-guide';
import { bindSecret, useWizard } from './wizard-store.ts';

const useStyles = makeStyles({
  held: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorPaletteGreenBackground1,
    color: tokens.colorPaletteGreenForeground1,
  },
  words: { flex: '1 1 240px', color: tokens.colorNeutralForeground1 },
});

interface HeldSecretProps {
  readonly vendor: VendorId;
  readonly field: GuideField;
  readonly hint: string | undefined;
}

/**
 * Takes a field that holds a secret; gives a field that can only be written. What is typed stands in the element alone, never
 * in the state of the page; it is handed over on Enter, on leaving and when it was pasted, and is cleared at that moment.
 */
export function HeldSecret({ vendor, field, hint }: HeldSecretProps): ReactElement {
  const handle = useWizard((state) => state.handles[field.key]);
  const { api } = useClient();
  const { data: session } = useSession();
  const [error, setError] = useState<WireError | null>(null);
  const label = field.vendorLabel ?? field.label;

  const handOver = async (value: string): Promise<void> => {
    setError(null);
    const put = await api['secrets.put']({ value });
    if (put.ok) bindSecret(field.key, put.data.handle);
    else setError(put.error);
  };
  const makeDemoToken = async (): Promise<void> => {
    const made = await api['secrets.makeDemoToken']({ vendor });
    if (made.ok) bindSecret(field.key, made.data.handle);
    else setError(made.error);
  };
  const forget = (): void => {
    if (handle === undefined) return;
    void api['secrets.discard']({ handle });
    bindSecret(field.key, null);
  };
  return (
    <>
      {handle === undefined ? (
        <SecretField
          label={label}
          hint={hint}
          required={field.required}
          submitLabel={text('wizard.secret.handOver')}
          eager
          onTake={(value) => void handOver(value)}
        />
      ) : (
        <Held label={label} onReplace={forget} />
      )}
      {session?.demo === true && handle === undefined ? (
        <div>
          <Button appearance="subtle" icon={<Key20Regular />} onClick={() => void makeDemoToken()}>
            {text('wizard.secret.demo', { what: label })}
          </Button>
        </div>
      ) : null}
      {error === null ? null : <ErrorPanel error={error} />}
    </>
  );
}

function Held({ label, onReplace }: { readonly label: string; readonly onReplace: () => void }): ReactElement {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be one for a field that is not there
    <div role="group" aria-label={label} className={styles.held} data-secret="held">
      <ShieldCheckmark24Regular aria-hidden />
      <span className={styles.words}>{text('wizard.secret.held', { what: label })}</span>
      <Button onClick={onReplace}>{text('wizard.secret.replace')}</Button>
    </div>
  );
}
