import { useMutation } from '@tanstack/react-query';
import type { CallFailure } from '#renderer/lib/call-failure';
import { dataOf } from '#renderer/lib/call-failure';
import { useClient } from '#renderer/lib/client-context';
import { useChange, useRead } from '#renderer/lib/queries';
import { saveText } from '#renderer/lib/save-text';
import type { Path } from '#shared/contract/index';

const staleAfterChange: readonly Path[] = ['settings.show', 'session.show', 'session.listAccounts', 'host.show'];

export const useSettings = () => useRead('settings.show', {});

export const useHost = () => useRead('host.show', {});

export const useChangeSettings = () => useChange('settings.change', staleAfterChange);

export const useChooseProfileFolder = () =>
  useChange('settings.chooseProfileFolder', [...staleAfterChange, 'vendors.list', 'fleet.show']);

export const useChooseCertificates = () => useChange('settings.chooseCertificateFile', staleAfterChange);

/** Gives what reads the diagnostics and hands them to the person as a file. */
export function useSaveDiagnostics() {
  const { api } = useClient();
  return useMutation<void, CallFailure>({
    mutationFn: async () => {
      const { name, text } = dataOf(await api['host.diagnostics']({}));
      saveText(name, 'text/plain', text);
    },
  });
}
