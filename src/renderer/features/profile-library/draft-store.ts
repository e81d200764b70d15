import { create } from 'zustand';
import type { DraftField, ProfileDraft } from '#shared/model/profile-draft';

/** The profile that is being written. It stays when the page is left. */
interface DraftState {
  readonly draft: ProfileDraft | null;
  /** What the application said about itself. */
  readonly notes: readonly string[];
  readonly keptAs: string | null;
}

const nothing: DraftState = { draft: null, notes: [], keptAs: null };

export const useDraft = create<DraftState>(() => nothing);

/** Takes a draft and its notes; goes on writing it. */
export const openDraft = (draft: ProfileDraft, notes: readonly string[]): void =>
  useDraft.setState({ draft, notes, keptAs: null });

/** Takes what a person wrote; keeps it. */
export const write = (change: Partial<ProfileDraft>): void =>
  useDraft.setState(({ draft }) => (draft === null ? {} : { draft: { ...draft, ...change }, keptAs: null }));

/** Takes the key of a credential field and what a person wrote about it; keeps it. */
export const writeField = (key: string, change: Partial<DraftField>): void =>
  useDraft.setState(({ draft }) =>
    draft === null
      ? {}
      : {
          draft: {
            ...draft,
            fields: draft.fields.map((field) => (field.key === key ? { ...field, ...change } : field)),
          },
          keptAs: null,
        },
  );

/** Takes where the profile was kept; remembers it. */
export const noteDraftKept = (keptAs: string): void => useDraft.setState({ keptAs });

/** Forgets the draft. */
export const closeDraft = (): void => useDraft.setState(nothing);
