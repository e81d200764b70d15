import { useState } from 'react';
import type { Input, Output } from '#shared/contract/index';
import type { WireError } from '#shared/contract/result';
import { useClient } from './client-context.ts';
import { text } from './text.ts';
import { type Task, useTask } from './use-task.ts';

/** An export of evidence as a page sees it. */
export interface EvidenceExport {
  readonly task: Task<'evidence.export'>;
  readonly exported: Output<'evidence.export'> | null;
  readonly error: WireError | null;
  /** Asks where to, outside of the page, and begins. */
  readonly begin: (input: Omit<Input<'evidence.export'>, 'destination'>) => Promise<void>;
}

/** Takes the name of the slot and where the page is; gives the export, which goes on when the page is left. */
export function useEvidenceExport({ slot, href }: { readonly slot: string; readonly href: string }): EvidenceExport {
  const { api } = useClient();
  const [refused, setRefused] = useState<WireError | null>(null);
  const task = useTask('evidence.export', {
    slot,
    label: text('evidence.exportLabel'),
    href,
    stale: ['evidence.listBundles'],
  });
  return {
    task,
    exported: task.output,
    error: refused ?? task.error,
    async begin(input) {
      setRefused(null);
      const chosen = await api['evidence.choosePlace']({ what: 'newBundle' });
      if (!chosen.ok) setRefused(chosen.error);
      else if (chosen.data.place !== null) await task.start({ ...input, destination: chosen.data.place.handle });
    },
  };
}
