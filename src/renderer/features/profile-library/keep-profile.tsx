import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { Play20Regular, Save20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { useLocation } from 'wouter';
import { hrefOf, places } from '#renderer/lib/places';
import { useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { CheckedProfile } from '#shared/contract/library';
import { VendorId } from '#shared/model/ids';
import { ChangeTable } from './change-table.tsx';
import { usePredecessor, useSaveProfile } from './queries.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
});

interface KeepProfileProps {
  /** Id of the profile that is to be kept. */
  readonly id: string;
  /** The profile file as text. */
  readonly profile: string;
  readonly disabled?: boolean;
  /** Where it was kept; null: not yet. */
  readonly keptAs: string | null;
  readonly onKept: (place: string) => void;
}

/** Takes a profile; gives the buttons that keep it and lead into a set-up, and what it would take the place of. */
export function KeepProfile(props: KeepProfileProps): ReactElement {
  const { id, profile, disabled = false, keptAs, onKept } = props;
  const styles = useStyles();
  const predecessor = usePredecessor(id);
  const save = useSaveProfile();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState<'keep' | 'setUp' | null>(null);
  const keep = (then: 'keep' | 'setUp'): void => {
    setAsking(null);
    save.mutate(
      { text: profile, replace: predecessor !== null },
      {
        onSuccess: (kept) => {
          onKept(kept.place);
          if (then === 'setUp') navigate(places.setUpVendor(kept.id));
        },
      },
    );
  };
  const ask = (then: 'keep' | 'setUp'): void => (predecessor === null ? keep(then) : setAsking(then));
  if (keptAs !== null)
    return (
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>
          {text('profiles.kept', { place: keptAs })}{' '}
          <Button as="a" appearance="primary" href={hrefOf(places.setUpVendor(id))} icon={<Play20Regular />}>
            {text('profiles.setUp')}
          </Button>
        </MessageBarBody>
      </MessageBar>
    );
  return (
    <>
      {predecessor === null ? null : <Predecessor predecessor={predecessor} profile={profile} />}
      {save.error === null ? null : <ErrorPanel error={save.error.wire} />}
      <div className={styles.actions}>
        <Button
          appearance="primary"
          icon={<Play20Regular />}
          disabled={disabled || save.isPending}
          onClick={() => ask('setUp')}
        >
          {text('profiles.keepAndSetUp')}
        </Button>
        <Button icon={<Save20Regular />} disabled={disabled || save.isPending} onClick={() => ask('keep')}>
          {text('profiles.keep')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking !== null}
        title={text('profiles.replaceTitle')}
        confirmLabel={text('profiles.replace')}
        onConfirm={() => keep(asking ?? 'keep')}
        onClose={() => setAsking(null)}
      >
        {text('profiles.replaceHelp')}
      </ConfirmDialog>
    </>
  );
}

interface PredecessorProps {
  readonly predecessor: CheckedProfile;
  readonly profile: string;
}

function Predecessor({ predecessor, profile }: PredecessorProps): ReactElement {
  const source = predecessor.source === 'built-in' ? 'built-in' : 'administrator';
  const vendor = VendorId.safeParse(predecessor.id);
  return (
    <>
      <Section title={text(`profiles.exists.${source}`)} description={text('profiles.existsHelp')} />
      {predecessor.usable && vendor.success ? <Differences vendor={vendor.data} profile={profile} /> : null}
    </>
  );
}

function Differences({ vendor, profile }: { readonly vendor: VendorId; readonly profile: string }): ReactElement {
  const compared = useRead('vendors.compare', {
    before: { kind: 'vendor', vendor },
    after: { kind: 'profile', text: profile },
  });
  return (
    <Answer query={compared} skeleton={<LinesSkeleton />}>
      {({ before, after, changes }) => <ChangeTable before={before} after={after} changes={changes} />}
    </Answer>
  );
}
