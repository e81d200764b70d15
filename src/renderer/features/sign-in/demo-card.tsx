import { Button } from '@fluentui/react-components';
import { Beaker20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { useChangeTarget, useHost } from './queries.ts';

interface DemoCardProps {
  readonly demo: boolean;
  readonly onChanged: (place: string) => void;
}

/** Takes whether this is the demo tenant; gives the way into it or out of it, where the program can change. */
export function DemoCard({ demo, onChanged }: DemoCardProps): ReactElement | null {
  const host = useHost();
  const change = useChangeTarget();
  if (host.data?.canChangeTarget !== true) return null;
  const go = (): void =>
    change.mutate(
      { target: demo ? 'tenant' : 'demo' },
      { onSuccess: () => onChanged(demo ? places.signIn : places.home) },
    );
  return (
    <Section
      title={text(demo ? 'signIn.leaveDemoTitle' : 'signIn.demoTitle')}
      description={text(demo ? 'signIn.leaveDemoHelp' : 'signIn.demoHelp')}
    >
      {change.error === null ? null : <ErrorPanel error={change.error.wire} />}
      <div>
        <Button icon={<Beaker20Regular />} disabled={change.isPending} onClick={go}>
          {text(demo ? 'signIn.leaveDemo' : 'signIn.demo')}
        </Button>
      </div>
    </Section>
  );
}
