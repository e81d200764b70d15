import { create } from 'zustand';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { SecretHandle } from '#shared/model/ids';

/** The file that is looked at. It stays when the page is left; secrets are handles only. */
interface FileState {
  readonly configuration: ProvisioningConfiguration | null;
  readonly handles: Readonly<Record<string, SecretHandle>>;
}

const empty: FileState = { configuration: null, handles: {} };

export const useFile = create<FileState>(() => empty);

/** Takes a configuration; looks at it. */
export const openConfiguration = (configuration: ProvisioningConfiguration): void =>
  useFile.setState({ configuration, handles: {} });

/** Takes a label and a handle; keeps that the secret was entered. */
export const keepHandle = (label: string, handle: SecretHandle): void =>
  useFile.setState(({ handles }) => ({ handles: { ...handles, [label]: handle } }));

/** Looks at no file. */
export const closeFile = (): void => useFile.setState(empty);
