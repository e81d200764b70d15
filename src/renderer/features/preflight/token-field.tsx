import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { useHeldSecret } from '#renderer/lib/use-held-secret';
import { HeldSecretField } from '#renderer/ui/held-secret.tsx';
import type { VendorId } from '#shared/model/ids';
import { choose, usePreflightChoice } from './preflight-store.ts';

/** Takes the vendor; gives the field of the token, which can be written to and never read again. */
export function TokenField({ vendor }: { readonly vendor: VendorId }): ReactElement {
  const handle = usePreflightChoice((state) => state.token);
  const secret = useHeldSecret({ vendor, handle, hold: (token) => choose({ token }) });
  return (
    <HeldSecretField
      {...secret}
      label={text('preflight.token')}
      hint={text('preflight.tokenHint')}
      isHeld={handle !== null}
      words={{
        take: text('preflight.tokenTake'),
        held: text('preflight.tokenHeld'),
        replace: text('preflight.tokenReplace'),
        demo: text('preflight.tokenDemo'),
      }}
    />
  );
}
