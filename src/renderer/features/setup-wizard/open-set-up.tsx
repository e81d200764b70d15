import { type ReactElement, useEffect } from 'react';
import { useRead } from '#renderer/lib/queries';
import { Answer } from '#renderer/ui/answer.tsx';
import { PageSkeleton } from '#renderer/ui/skeletons.tsx';
import type { VendorId } from '#shared/model/ids';
import type { VendorGuide } from '#shared/model/vendor-guide';
import type { Draft, DraftId, WizardStep } from '#shared/model/wizard';
import { useApplication } from './use-application.ts';
import { WizardFrame } from './wizard-frame.tsx';
import { openDraft, useWizard } from './wizard-store.ts';

interface OpenSetUpProps {
  readonly id: DraftId;
  /** null = where it was left. */
  readonly step: WizardStep | null;
}

/** Takes a set-up that was begun; reads it and shows its step. */
export function OpenSetUp({ id, step }: OpenSetUpProps): ReactElement {
  const draft = useRead('drafts.get', { id });
  const isOpen = useWizard((state) => state.id === id);
  // What the query library remembers of an earlier visit is older than what was saved when it ended.
  if (!isOpen && draft.isFetching) return <PageSkeleton />;
  return (
    <Answer query={draft} skeleton={<PageSkeleton />}>
      {(kept) => <Opened draft={kept} step={step} />}
    </Answer>
  );
}

/** The guide with the fields that the application itself asks for; undefined while there is no application, or it cannot be read. */
function useLiveGuide(vendor: VendorId): VendorGuide | undefined {
  const servicePrincipalId = useApplication();
  return useRead(
    'vendors.guide',
    { vendor, servicePrincipalId },
    { enabled: servicePrincipalId !== null, freshForMs: Number.POSITIVE_INFINITY },
  ).data;
}

function Opened({ draft, step }: { readonly draft: Draft; readonly step: WizardStep | null }): ReactElement {
  const id = useWizard((state) => state.id);
  const vendor = draft.answers.vendor;
  const guide = useRead('vendors.guide', { vendor }, { freshForMs: Number.POSITIVE_INFINITY });
  const live = useLiveGuide(vendor);
  useEffect(() => {
    if (useWizard.getState().id !== draft.id) openDraft(draft);
  }, [draft]);
  return (
    <Answer query={guide} skeleton={<PageSkeleton />}>
      {(read) =>
        id === draft.id ? (
          <WizardFrame id={draft.id} guide={live ?? read} asked={step ?? draft.step} />
        ) : (
          <PageSkeleton />
        )
      }
    </Answer>
  );
}
