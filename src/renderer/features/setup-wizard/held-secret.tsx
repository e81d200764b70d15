import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { useHeldSecret } from '#renderer/lib/use-held-secret';
import { HeldSecretField } from '#renderer/ui/held-secret.tsx';
import type { VendorId } from '#shared/model/ids';
import type { GuideField } from '#shared/model/vendor-guide';
import { bindSecret, useWizard } from './wizard-store.ts';

interface HeldSecretProps {
  readonly vendor: VendorId;
  readonly field: GuideField;
  readonly hint: string | undefined;
}

/** Takes a field of the guide that holds a secret; gives a field that can only be written, and says when one is held. */
export function HeldSecret({ vendor, field, hint }: HeldSecretProps): ReactElement {
  const handle = useWizard((state) => state.handles[field.key]) ?? null;
  const secret = useHeldSecret({ vendor, handle, hold: (held) => bindSecret(field.key, held) });
  const label = field.vendorLabel ?? field.label;
  return (
    <HeldSecretField
      {...secret}
      label={label}
      hint={hint}
      required={field.required}
      isHeld={handle !== null}
      words={{
        take: text('wizard.secret.handOver'),
        held: text('wizard.secret.held', { what: label }),
        replace: text('wizard.secret.replace'),
        demo: text('wizard.secret.demo', { what: label }),
      }}
    />
  );
}
