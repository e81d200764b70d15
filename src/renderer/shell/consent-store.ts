import { create } from 'zustand';

/** Permissions that something lacks, and what goes on once they are given. */
export interface ConsentQuestion {
  readonly scopes: readonly string[];
  readonly onGiven: (() => void) | undefined;
}

/** The question that is open; null = none. */
export const useConsentQuestion = create<{ readonly question: ConsentQuestion | null }>(() => ({ question: null }));

/** Opens the question, or closes it. */
export const askConsent = (question: ConsentQuestion | null): void => useConsentQuestion.setState({ question });
