import { Button } from '@fluentui/react-components';
import { ErrorCircle48Regular } from '@fluentui/react-icons';
import { Component, type ReactNode } from 'react';
import { text } from '#renderer/lib/text';
import { EmptyState } from '#renderer/ui/empty-state.tsx';

interface State {
  readonly failed: boolean;
}

/** Keeps a page that throws from taking the frame with it; what runs in core goes on. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <EmptyState
        icon={<ErrorCircle48Regular />}
        title={text('common.pageFault')}
        description={text('common.pageFaultHelp')}
        actions={
          <Button appearance="primary" onClick={() => window.location.reload()}>
            {text('common.reload')}
          </Button>
        }
      />
    );
  }
}
