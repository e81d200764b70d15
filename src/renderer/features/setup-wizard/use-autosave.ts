import { useEffect } from 'react';
import type { Client } from '#renderer/lib/api';
import { useClient } from '#renderer/lib/client-context';
import { useInvalidate } from '#renderer/lib/queries';
import { useWizard } from './wizard-store.ts';

/** How long after the last change a set-up is kept, in milliseconds: a pause in typing. */
const pauseMs = 400;

let saves: Promise<unknown> = Promise.resolve();

/** Keeps nothing more of what was changed so far; resolves when no save is on its way that could come after a removal. */
export async function stopSaving(): Promise<void> {
  useWizard.setState({ saving: 'saved' });
  await saves;
  useWizard.setState({ saving: 'saved' });
}

function save(client: Client): void {
  saves = Promise.allSettled([saves, saveNow(client)]).then(() => undefined);
}

async function saveNow(client: Client): Promise<void> {
  const { id, answers, step, servicePrincipalId, revision, saving } = useWizard.getState();
  if (id === null || answers === null || saving === 'saving') return;
  useWizard.setState({ saving: 'saving' });
  const kept = await client.api['drafts.put']({ id, draft: { answers, step, servicePrincipalId } });
  const now = useWizard.getState();
  if (now.id !== id) return;
  if (!kept.ok) useWizard.setState({ saving: 'failed' });
  else useWizard.setState({ saving: now.revision === revision ? 'saved' : 'changed' });
}

/** Keeps the set-up that is open whenever it changed, and at once when the page is left. */
export function useAutosave(): void {
  const client = useClient();
  const invalidate = useInvalidate();
  const saving = useWizard((state) => state.saving);
  const revision = useWizard((state) => state.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision starts the pause anew
  useEffect(() => {
    if (saving !== 'changed') return;
    const timer = setTimeout(() => save(client), pauseMs);
    return () => clearTimeout(timer);
  }, [client, saving, revision]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once, when the page is left
  useEffect(() => {
    const leave = (): void => {
      if (useWizard.getState().saving === 'changed') save(client);
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
      void invalidate(['drafts.list', 'drafts.get']);
    };
  }, [client]);
}
