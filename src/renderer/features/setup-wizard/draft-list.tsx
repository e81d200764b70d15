import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components';
import { Delete20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { hrefOf } from '#renderer/lib/places';
import { useChange, useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Monogram } from '#renderer/ui/monogram.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { Draft } from '#shared/model/wizard';
import { draftPlace } from './wizard-places.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto auto',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

const nameOf = ({ answers }: Draft, displayNames: ReadonlyMap<string, string>): string => {
  const { application, vendor } = answers;
  const own = application?.kind === 'reuse' ? application.displayName : (application?.name ?? '');
  return own === '' ? (displayNames.get(vendor) ?? vendor) : own;
};

/** Gives the set-ups that were begun and not forgotten, with the way back into each; nothing where there is none. */
export function DraftList(): ReactElement | null {
  const styles = useStyles();
  const { data, error } = useRead('drafts.list', {});
  const { data: vendors } = useRead('vendors.list', { search: '' });
  const [asked, setAsked] = useState<Draft | null>(null);
  const forget = useChange('drafts.delete', ['drafts.list']);
  if (error !== null) return <ErrorPanel error={error.wire} />;
  if (data === undefined || data.drafts.length === 0) return null;
  const displayNames = new Map((vendors?.vendors ?? []).map(({ id, displayName }) => [id, displayName]));
  return (
    <Section title={text('wizard.drafts.title')} description={text('wizard.drafts.description')}>
      <ul className={styles.list}>
        {data.drafts.map((draft) => {
          const name = nameOf(draft, displayNames);
          return (
            <li key={draft.id} className={styles.row}>
              <Monogram name={name} />
              <span className={styles.words}>
                <span className={styles.name}>{name}</span>
                <span className={styles.quiet}>
                  {text('wizard.drafts.where', {
                    step: text(`wizard.step.${draft.step}`),
                    time: formats.dateTime(draft.savedAt),
                  })}
                </span>
              </span>
              <Button as="a" href={hrefOf(draftPlace(draft.id, draft.step))}>
                {text('wizard.drafts.continue')}
              </Button>
              <Tooltip content={text('wizard.drafts.forget', { name })} relationship="label">
                <Button appearance="subtle" icon={<Delete20Regular />} onClick={() => setAsked(draft)} />
              </Tooltip>
            </li>
          );
        })}
      </ul>
      {forget.error === null ? null : <ErrorPanel error={forget.error.wire} />}
      <ConfirmDialog
        open={asked !== null}
        title={text('wizard.drafts.forgetTitle')}
        confirmLabel={text('wizard.drafts.forgetConfirm')}
        onClose={() => setAsked(null)}
        onConfirm={() => {
          if (asked !== null) forget.mutate({ id: asked.id });
          setAsked(null);
        }}
      >
        {text('wizard.drafts.forgetHelp')}
      </ConfirmDialog>
    </Section>
  );
}
