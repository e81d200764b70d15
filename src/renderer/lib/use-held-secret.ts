import { useState } from 'react';
import type { WireError } from '#shared/contract/result';
import type { SecretHandle, VendorId } from '#shared/model/ids';
import { useClient } from './client-context.ts';
import { useSession } from './session.ts';

/** What a secret is handed over for. */
export interface HeldSecretPlace {
  readonly vendor: VendorId;
  /** null = none is held. */
  readonly handle: SecretHandle | null;
  /** Told the handle of a secret that was handed over, or null when it was forgotten. */
  readonly hold: (handle: SecretHandle | null) => void;
}

/** A secret that is held by its handle. */
export interface HeldSecret {
  readonly error: WireError | null;
  readonly handOver: (value: string) => void;
  /** Has the vendor's own console make one; null where there is no demo vendor. */
  readonly makeDemo: (() => void) | null;
  readonly forget: () => void;
}

/** Takes where a secret belongs; gives what hands it over and forgets it. The page keeps the handle, never the value. */
export function useHeldSecret({ vendor, handle, hold }: HeldSecretPlace): HeldSecret {
  const { api } = useClient();
  const isDemo = useSession().data?.demo === true;
  const [error, setError] = useState<WireError | null>(null);
  const handOver = async (value: string): Promise<void> => {
    setError(null);
    const put = await api['secrets.put']({ value });
    if (put.ok) hold(put.data.handle);
    else setError(put.error);
  };
  const makeDemo = async (): Promise<void> => {
    setError(null);
    const made = await api['secrets.makeDemoToken']({ vendor });
    if (made.ok) hold(made.data.handle);
    else setError(made.error);
  };
  return {
    error,
    handOver: (value) => void handOver(value),
    makeDemo: isDemo ? () => void makeDemo() : null,
    forget() {
      if (handle === null) return;
      void api['secrets.discard']({ handle });
      hold(null);
    },
  };
}
