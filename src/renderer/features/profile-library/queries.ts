import { useMutation } from '@tanstack/react-query';
import { type CallFailure, dataOf } from '#renderer/lib/call-failure';
import { useClient } from '#renderer/lib/client-context';
import { useChange, useInvalidate, useRead } from '#renderer/lib/queries';
import type { ReadFile } from '#renderer/ui/file-drop.tsx';
import type { Input, Output, Path } from '#shared/contract/index';
import type { CheckedProfile, FactSheet, FactsSource } from '#shared/contract/library';
import type { ProfileDraft } from '#shared/model/profile-draft';

/** What a profile that was kept or removed makes stale. */
const library: readonly Path[] = [
  'vendors.list',
  'vendors.validate',
  'vendors.facts',
  'vendors.guide',
  'vendors.show',
  'vendors.compare',
  'vendors.reconcile',
  'gallery.search',
  'fleet.show',
  'setup.checkPrerequisites',
  'setup.compareMappings',
];

export const useLibrary = () => useRead('vendors.validate', {});

export const useFacts = (source: FactsSource) => useRead('vendors.facts', { source });

export const useSaveProfile = () => useChange('vendors.save', library);

/** Takes what to do once a profile is removed, before the pages read again: its own page has nothing left to show. Gives what removes it. */
export function useRemoveProfile(onRemoved: () => void) {
  const { api } = useClient();
  const invalidate = useInvalidate();
  return useMutation<Output<'vendors.remove'>, CallFailure, Input<'vendors.remove'>>({
    mutationFn: async (input) => dataOf(await api['vendors.remove'](input)),
    onSuccess: () => {
      onRemoved();
      return invalidate(library);
    },
  });
}

export const useUpgradeProfile = () => useChange('vendors.upgrade', library);

/** An article that was read: its text, the profile that it makes, and what is to be said about both. */
export interface ReadArticle {
  readonly file: ReadFile;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly sheet: FactSheet;
  readonly checked: CheckedProfile;
}

/** Gives what makes a profile of an article; nothing but this machine is asked. */
export function useReadArticle() {
  const { api } = useClient();
  return useMutation<ReadArticle, CallFailure, ReadFile>({
    mutationFn: async (file) => {
      const { profile } = dataOf(await api['tutorials.import']({ text: file.text, file: file.name }));
      const text = JSON.stringify(profile);
      const [sheet, validated] = await Promise.all([
        api['vendors.facts']({ source: { kind: 'profile', text } }),
        api['vendors.validate']({ text }),
      ]);
      const [checked] = dataOf(validated).profiles;
      if (checked === undefined) throw new Error('A check answers about the profile that was given.');
      return { file, profile, sheet: dataOf(sheet), checked };
    },
  });
}

/** Takes the id of a profile that is to be kept; gives the one whose place it would take, or null. */
export function usePredecessor(id: string): CheckedProfile | null {
  const { data } = useLibrary();
  const same = (data?.profiles ?? []).filter((profile) => profile.id === id);
  return same.find(({ source }) => source === 'administrator') ?? same[0] ?? null;
}

/** Gives what begins a profile by hand from an application of the tenant. */
export function useBeginDraft() {
  const { api } = useClient();
  return useMutation<{ readonly draft: ProfileDraft; readonly notes: readonly string[] }, CallFailure, string>({
    mutationFn: async (application) => dataOf(await api['vendors.draft']({ application })),
  });
}
