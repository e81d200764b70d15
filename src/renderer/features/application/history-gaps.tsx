import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { GapList } from '#renderer/ui/gap-list.tsx';
import type { TimelineGap } from '#shared/model/timeline';

/** Takes what a history cannot say; gives it openly, with the button that would close a gap. */
export const HistoryGaps = ({ gaps }: { readonly gaps: readonly TimelineGap[] }): ReactElement => (
  <GapList title={text('history.gaps')} gaps={gaps} />
);
