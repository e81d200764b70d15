import { Button, Tooltip } from '@fluentui/react-components';
import { Checkmark20Regular, Copy20Regular } from '@fluentui/react-icons';
import { type ReactElement, useEffect, useState } from 'react';
import { text } from '#renderer/lib/text';

/** How long the tick stands, in milliseconds: long enough to be seen. */
const tickMs = 2_000;

interface CopyButtonProps {
  readonly value: string;
  /** What is copied, for the button's name: "tenant id". */
  readonly what: string;
  /** True shows the words beside the icon. */
  readonly labelled?: boolean;
}

/** Takes a text and its name; gives the button that puts it on the clipboard and says so. Never for a secret. */
export function CopyButton({ value, what, labelled = false }: CopyButtonProps): ReactElement {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), tickMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  const label = copied ? text('common.copied') : text('common.copyThing', { what });
  const icon = copied ? <Checkmark20Regular /> : <Copy20Regular />;
  if (labelled)
    return (
      <Button icon={icon} onClick={() => void copy()}>
        {copied ? text('common.copied') : text('common.copy')}
      </Button>
    );
  return (
    <Tooltip content={label} relationship="label">
      <Button appearance="subtle" size="small" icon={icon} onClick={() => void copy()} />
    </Tooltip>
  );
}
