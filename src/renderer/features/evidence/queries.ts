import { useMutation } from '@tanstack/react-query';
import { type CallFailure, dataOf } from '#renderer/lib/call-failure';
import { useChangeRun } from '#renderer/lib/change-run';
import { useClient } from '#renderer/lib/client-context';
import { places } from '#renderer/lib/places';
import { useChange, useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { useTask } from '#renderer/lib/use-task';
import type { EvidencePlace } from '#shared/model/evidence';

export const useBundles = () => useRead('evidence.listBundles', {});

/** Gives what asks for evidence outside of the page; null when none was chosen. */
export function useChooseBundle() {
  const { api } = useClient();
  return useMutation<EvidencePlace | null, CallFailure, 'bundle' | 'configurations'>({
    mutationFn: async (what) => dataOf(await api['evidence.choosePlace']({ what })).place,
  });
}

export const useVerification = () =>
  useTask('evidence.verify', { slot: 'verify', label: text('evidence.verifyLabel'), href: places.evidence() });

export const useComparison = () =>
  useTask('drift.compare', { slot: 'drift', label: text('drift.label'), href: places.evidence('drift') });

/** Gives the way from evidence to its configurations, and from one of them to a plan and the tenant. */
export const useImport = () => ({
  reading: useTask('evidence.import', {
    slot: 'evidence-import',
    label: text('evidence.importTitle'),
    href: places.evidence(),
  }),
  change: useChangeRun({ slot: 'evidence-import', label: text('evidence.importTitle'), href: places.evidence() }),
});

export const useDecide = () => useChange('drift.decide');

/** Takes the name of an application; gives the way from its denied deviations to a plan, and from there to the tenant. */
export const useRepair = () => ({
  reading: useTask('drift.repair', {
    slot: 'repair',
    label: text('drift.label'),
    href: places.evidence('drift'),
  }),
  change: useChangeRun({ slot: 'repair', label: text('drift.label'), href: places.evidence('drift') }),
});
