import { create } from 'zustand';
import type { EvidencePlace } from '#shared/model/evidence';

/** What is looked at; it stays when the page is left. */
interface EvidenceState {
  readonly chosen: EvidencePlace | null;
  readonly baseline: EvidencePlace | null;
  /** Fingerprint that an author told, as it was typed. */
  readonly fingerprint: string;
  /** Minutes between two comparisons; 0 = when asked. */
  readonly everyMinutes: number;
}

export const useEvidence = create<EvidenceState>(() => ({
  chosen: null,
  baseline: null,
  fingerprint: '',
  everyMinutes: 0,
}));

/** Takes what changes; keeps it. */
export const setEvidence = (change: Partial<EvidenceState>): void => useEvidence.setState(change);
