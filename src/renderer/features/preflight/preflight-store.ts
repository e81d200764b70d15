import { create } from 'zustand';
import type { SecretHandle } from '#shared/model/ids';

/** What was chosen on the page; no secret is in it. */
interface PreflightChoice {
  /** `app:` and an object id, or `vendor:` and an id; '' = nothing yet. */
  readonly about: string;
  /** null: as it is saved, or as the profile says. */
  readonly tenantUrl: string | null;
  readonly token: SecretHandle | null;
  readonly writes: boolean;
  readonly userName: string;
}

const nothing: PreflightChoice = { about: '', tenantUrl: null, token: null, writes: false, userName: '' };

/** What was chosen, for as long as the window is open. */
export const usePreflightChoice = create<PreflightChoice>(() => nothing);

/** Takes what changes; keeps it. */
export const choose = (change: Partial<PreflightChoice>): void => usePreflightChoice.setState(change);

/** Takes what is asked about; a token and an address belong to what was asked about before. */
export const chooseAbout = (about: string): void => {
  if (usePreflightChoice.getState().about !== about) usePreflightChoice.setState({ ...nothing, about });
};
