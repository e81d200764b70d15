import { create } from 'zustand';

/** How many secrets end within 30 days or have ended, as this machine knew at the last look. */
export const useDueSecrets = create<{ readonly count: number }>(() => ({ count: 0 }));
