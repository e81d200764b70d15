import { useDiscardSecret } from '#renderer/features/application/queries';
import { useRotationRun } from '#renderer/lib/change-run';
import { useNow } from '#renderer/lib/now';
import { places } from '#renderer/lib/places';
import { useChange, useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { useTask } from '#renderer/lib/use-task';
import type { Path } from '#shared/contract/index';
import { forgetHandles } from './rotation-store.ts';

/** A cycle ends meanwhile; the audit log that is read with it takes few requests. In milliseconds. */
const renewEveryMs = 120_000;

const staleAfterRotation: readonly Path[] = ['secretCare.show', 'secretCare.list', 'fleet.show'];

/** Takes an application's object id; gives what is known of its secret and its rotation, renewed while the page is seen. */
export const useSecretCare = (id: string) =>
  useRead('secretCare.show', { application: id }, { refetchEveryMs: renewEveryMs });

export const useSetExpiry = () => useChange('secretCare.setExpiry', staleAfterRotation);

export const useStartRotation = () => useChange('rotation.start', staleAfterRotation);

const placeOf = (id: string): string => places.application(id, 'credentials');

/** Takes an application's object id; gives the test of a new secret. */
export const useTestRotation = (id: string) =>
  useTask('rotation.test', {
    slot: `rotation-test:${id}`,
    label: text('rotation.testLabel'),
    href: placeOf(id),
    stale: staleAfterRotation,
  });

/** Takes an application's object id; gives the proof of a saved secret. */
export const useProveRotation = (id: string) =>
  useTask('rotation.prove', {
    slot: `rotation-prove:${id}`,
    label: text('rotation.proveLabel'),
    href: placeOf(id),
    stale: staleAfterRotation,
  });

/** Takes an application's object id; gives the end of a rotation. */
export const useFinishRotation = (id: string) =>
  useTask('rotation.finish', {
    slot: `rotation-finish:${id}`,
    label: text('rotation.finishLabel'),
    href: placeOf(id),
    stale: staleAfterRotation,
  });

/** Takes an application's object id; gives what forgets its new secrets, here and in core. */
export function useForgetSecrets(id: string): () => void {
  const { mutate } = useDiscardSecret();
  return () => {
    for (const handle of forgetHandles(id)) mutate({ handle });
  };
}

/** Takes an application's object id; gives the change that saves its new secret, from plan to report. */
export const useSaveRotation = (id: string) =>
  useRotationRun({ slot: `rotation:${id}`, label: text('rotation.label'), href: placeOf(id) });

/** Takes a time, null = none; gives how many milliseconds are left until then, renewed each minute. */
export function useTimeLeft(until: string | null): number | null {
  const now = useNow();
  return until === null ? null : Date.parse(until) - now;
}
