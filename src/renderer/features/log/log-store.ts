import { create } from 'zustand';
import { type LogChoice, noChoice } from '#renderer/lib/log-choice';

/** The filters of the log page, which stay when the page is left. */
export const useLogChoice = create<LogChoice>(() => noChoice);

/** Takes what a person changed; keeps it. */
export const chooseLog = (change: Partial<LogChoice>): void => useLogChoice.setState(change);
