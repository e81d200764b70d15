import type { FilePicker, Ports } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { diagnosticReport } from './diagnostics.ts';
import { createFileRegister } from './file-register.ts';

type HostPath =
  | 'host.show'
  | 'host.changeTarget'
  | 'host.diagnostics'
  | 'files.choose'
  | 'files.read'
  | 'settings.show'
  | 'settings.change'
  | 'settings.chooseProfileFolder'
  | 'settings.chooseCertificateFile';

/**
 * Takes the ports; gives the handlers about the program around core. They raise what the host port raises, and
 * `bad_request` (reasons noFileWindow, targetFixed) where this program cannot do what is asked.
 */
export function createHostHandlers({ ports }: { readonly ports: Ports }): Pick<Handlers, HostPath> {
  const { host, identity, clock } = ports;
  const files = createFileRegister(ports.newId);
  return {
    'host.show': async () => host.view(),
    'host.changeTarget': async ({ target }) => {
      if (host.workOn === null) throw targetFixed();
      if (host.view().target !== target) await host.workOn(target);
      return { ...host.view(), target };
    },
    'host.diagnostics': async () =>
      diagnosticReport({
        at: clock.now(),
        host: host.view(),
        settings: host.settings.view(),
        persistence: await identity.persistence(),
        signedIn: (await identity.current()) !== null,
        log: await host.readLog(),
      }),
    'files.choose': async () => {
      const file = await pickerOf(host.picker).chooseConfiguration();
      return { file: file === null ? null : { handle: files.put(file), name: file.name } };
    },
    'files.read': async ({ handle }) => {
      const file = files.get(handle);
      return { name: file.name, text: await file.read() };
    },
    'settings.show': async () => host.settings.view(),
    'settings.change': async (change) => host.settings.change(change),
    'settings.chooseProfileFolder': async () => {
      const profileFolder = await pickerOf(host.picker).chooseFolder();
      return profileFolder === null ? host.settings.view() : host.settings.change({ profileFolder });
    },
    'settings.chooseCertificateFile': async () => {
      const certificateFile = await pickerOf(host.picker).chooseCertificates();
      return certificateFile === null ? host.settings.view() : host.settings.change({ certificateFile });
    },
  };
}

function pickerOf(picker: FilePicker | null): FilePicker {
  if (picker !== null) return picker;
  throw new CoreError('bad_request', 'This program cannot ask for files in a window of the system.', {
    reason: 'noFileWindow',
    nextStep: 'Choose the file in the page, or use the desktop application for folders and certificates.',
  });
}

const targetFixed = (): CoreError =>
  new CoreError('bad_request', 'This program works on one tenant until it ends.', {
    reason: 'targetFixed',
    nextStep: 'Start it again for another tenant.',
  });
