import { type ReactElement, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { Client } from '#renderer/lib/api';
import { useClient } from '#renderer/lib/client-context';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { PageSkeleton } from '#renderer/ui/skeletons.tsx';
import type { Result, WireError } from '#shared/contract/result';
import type { VendorId } from '#shared/model/ids';
import type { Draft } from '#shared/model/wizard';
import { freshAnswers } from '#shared/wizard/wizard-plan';
import { draftPlace } from './wizard-places.ts';

async function begin({ api }: Client, vendor: VendorId): Promise<Result<Draft>> {
  const guide = await api['vendors.guide']({ vendor });
  if (!guide.ok) return guide;
  return api['drafts.put']({
    draft: { step: 'prerequisites', answers: freshAnswers(guide.data), servicePrincipalId: null },
  });
}

/** One beginning a vendor at a time: React's strict mode mounts twice. */
const begun = new Map<VendorId, Promise<Result<Draft>>>();

function beginOnce(client: Client, vendor: VendorId): Promise<Result<Draft>> {
  const running = begun.get(vendor) ?? begin(client, vendor).finally(() => begun.delete(vendor));
  begun.set(vendor, running);
  return running;
}

/** Takes a vendor; begins a set-up of it and leads to its first step. */
export function BeginSetUp({ vendor }: { readonly vendor: VendorId }): ReactElement {
  const client = useClient();
  const [, navigate] = useLocation();
  const [error, setError] = useState<WireError | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt begins anew
  useEffect(() => {
    let left = false;
    setError(null);
    void beginOnce(client, vendor).then((result) => {
      if (left) return;
      if (result.ok) navigate(draftPlace(result.data.id, 'prerequisites'), { replace: true });
      else setError(result.error);
    });
    return () => {
      left = true;
    };
  }, [client, vendor, attempt]);
  if (error === null) return <PageSkeleton />;
  return <ErrorPanel error={error} onRetry={() => setAttempt(attempt + 1)} />;
}
