import { Button } from '@fluentui/react-components';
import { Add20Regular, ArrowSync20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useFleet } from '#renderer/lib/fleet';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { useIdle } from '#renderer/lib/use-idle';
import { fetchFleetWords } from '#renderer/strings/catalogue';
import { lateCode } from '#renderer/ui/late-code.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TableSkeleton } from '#renderer/ui/skeletons.tsx';
import { readFleetAgain, useFleetReading, useReadingAgain } from './fleet-reading.ts';

const BoardSkeleton = (): ReactElement => (
  <Section flush>
    <TableSkeleton />
  </Section>
);

/** Most starts begin here, and what a person does first is not in the board: its code comes after the frame. */
const board = lateCode(async () => {
  const [{ FleetBoard }] = await Promise.all([import('./board/fleet-board.tsx'), fetchFleetWords()]);
  return FleetBoard;
}, BoardSkeleton);

/** Gives the home page: every provisioning application with its health, what needs attention first. */
export function HomeScreen(): ReactElement {
  // The lines of the board come from core, later than this, so that its code need not hold up the frame.
  const idle = useIdle();
  const { isFetching } = useFleet();
  const running = useFleetReading((state) => state.running);
  const again = useReadingAgain();
  return (
    <Page
      size="wide"
      title={text('home.title')}
      description={text('home.description')}
      actions={
        <>
          <Button
            icon={<ArrowSync20Regular />}
            disabled={isFetching || running}
            onClick={() => void readFleetAgain(again, 0)}
          >
            {text('common.refresh')}
          </Button>
          <Button as="a" appearance="primary" icon={<Add20Regular />} href={hrefOf(places.setUp)}>
            {text('home.setUp')}
          </Button>
        </>
      }
    >
      {idle ? <board.Screen /> : <BoardSkeleton />}
    </Page>
  );
}
