import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, type ReactElement, useId, useState } from 'react';
import { useFleet } from '#renderer/lib/fleet';
import { useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { useSettled } from '#renderer/lib/use-settled';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { ProfileDraft } from '#shared/model/profile-draft';
import { BackToLibrary } from './back-to-library.tsx';
import { DraftForm } from './draft-form.tsx';
import { closeDraft, noteDraftKept, openDraft, useDraft } from './draft-store.ts';
import { KeepProfile } from './keep-profile.tsx';
import { ProblemList } from './problem-list.tsx';
import { useBeginDraft } from './queries.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  field: { flex: '1 1 320px', maxWidth: '560px' },
  list: { margin: 0, paddingLeft: '20px' },
});

/** Gives the page that writes a profile by hand, from the live schema of an application. */
export function WritePage(): ReactElement {
  const draft = useDraft((state) => state.draft);
  return draft === null ? <Begin /> : <Write draft={draft} />;
}

function Begin(): ReactElement {
  const styles = useStyles();
  const names = useId();
  const begin = useBeginDraft();
  const known = useFleet().data?.applications ?? [];
  const [application, setApplication] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    begin.mutate(application.trim(), { onSuccess: ({ draft, notes }) => openDraft(draft, notes) });
  };
  return (
    <Page title={text('writing.title')} description={text('writing.description')} above={<BackToLibrary />}>
      <Section>
        <form className={styles.row} onSubmit={submit}>
          <Field label={text('writing.application')} hint={text('writing.applicationHelp')} className={styles.field}>
            <Input
              list={names}
              value={application}
              maxLength={320}
              onChange={(_event, { value }) => setApplication(value)}
            />
          </Field>
          <Button type="submit" appearance="primary" disabled={begin.isPending || application.trim() === ''}>
            {text(begin.isPending ? 'writing.reading' : 'writing.read')}
          </Button>
          <datalist id={names}>
            {known.map(({ servicePrincipalId, displayName }) => (
              <option key={servicePrincipalId} value={displayName} />
            ))}
          </datalist>
        </form>
      </Section>
      {begin.error === null ? null : <ErrorPanel error={begin.error.wire} />}
    </Page>
  );
}

function Write({ draft }: { readonly draft: ProfileDraft }): ReactElement {
  const styles = useStyles();
  const notes = useDraft((state) => state.notes);
  const keptAs = useDraft((state) => state.keptAs);
  const settled = useSettled(draft);
  const composed = useRead('vendors.compose', { draft: settled }, { keepPrevious: true });
  const checked = composed.data?.checked ?? null;
  const isStale = settled !== draft || composed.isFetching;
  return (
    <Page
      title={draft.displayName.trim() === '' ? text('writing.title') : draft.displayName}
      description={text('writing.description')}
      above={<BackToLibrary />}
      actions={<Button onClick={closeDraft}>{text('writing.another')}</Button>}
    >
      {notes.length === 0 ? null : (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{text('writing.notes')}</MessageBarTitle>
            <ul className={styles.list}>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
      <DraftForm draft={draft} checked={checked} />
      <Section
        title={text('writing.checked')}
        {...(checked === null
          ? {}
          : {
              description: checked.usable
                ? text('writing.good')
                : text('writing.faults', { count: checked.faults.length }),
            })}
      >
        <div aria-live="polite" data-usable={checked?.usable ?? false}>
          {composed.error === null ? null : <ErrorPanel error={composed.error.wire} />}
          {checked === null ? null : <ProblemList checked={checked} />}
        </div>
        <KeepProfile
          id={draft.id.trim()}
          profile={JSON.stringify(composed.data?.profile ?? {})}
          disabled={isStale || checked?.usable !== true}
          keptAs={keptAs}
          onKept={noteDraftKept}
        />
      </Section>
    </Page>
  );
}
