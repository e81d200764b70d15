import { Button } from '@fluentui/react-components';
import { Delete20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { useLocation } from 'wouter';
import { places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import type { VendorId } from '#shared/model/ids';
import { useRemoveProfile } from './queries.ts';

interface RemoveProfileProps {
  readonly vendor: VendorId;
  /** Name of the vendor, for a person. */
  readonly name: string;
  /** True where the program has a profile of this vendor, which comes back. */
  readonly restoresBuiltIn: boolean;
}

/** Takes a profile of a person's own; gives the button that takes it out of use, after a question. */
export function RemoveProfile({ vendor, name, restoresBuiltIn }: RemoveProfileProps): ReactElement {
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const remove = useRemoveProfile(() => {
    setAsking(false);
    navigate(places.profiles);
  });
  return (
    <>
      <Button
        icon={<Delete20Regular />}
        aria-label={text('profiles.removeOf', { name })}
        onClick={() => {
          remove.reset();
          setAsking(true);
        }}
      >
        {text('profiles.remove')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={text('profiles.removeTitle', { name })}
        confirmLabel={text('profiles.remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ vendor, restoreBuiltIn: restoresBuiltIn })}
        onClose={() => setAsking(false)}
      >
        {text(restoresBuiltIn ? 'profiles.removeRestores' : 'profiles.removeHelp')}
        {remove.error === null ? null : <ErrorPanel error={remove.error.wire} />}
      </ConfirmDialog>
    </>
  );
}
