import { useMutation } from '@tanstack/react-query';
import { type CallFailure, dataOf } from '#renderer/lib/call-failure';
import { useChangeRun } from '#renderer/lib/change-run';
import { useClient } from '#renderer/lib/client-context';
import { places } from '#renderer/lib/places';
import { useChange, useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import type { ProvisioningConfiguration } from '#shared/model/configuration';

/** Gives what makes a configuration of a text, or says where the text is wrong. */
export function useParse() {
  const { api } = useClient();
  return useMutation<ProvisioningConfiguration, CallFailure, string>({
    mutationFn: async (content) => dataOf(await api['configuration.parse']({ text: content })),
  });
}

/** Gives what asks for a file in a window of the system, and reads it; null when none was chosen. */
export function useChooseFile() {
  const { api } = useClient();
  return useMutation<string | null, CallFailure>({
    mutationFn: async () => {
      const { file } = dataOf(await api['files.choose']({}));
      return file === null ? null : dataOf(await api['files.read']({ handle: file.handle })).text;
    },
  });
}

export const useHost = () => useRead('host.show', {});

export const usePutSecret = () => useChange('secrets.put');

export const useFileChange = () => useChangeRun({ slot: 'file', label: text('file.title'), href: places.applyFile });
