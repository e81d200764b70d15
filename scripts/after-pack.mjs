import { FuseV1Options, FuseVersion } from '@electron/fuses';

/** Switches that are set in the program itself. Source: www.electronjs.org/docs/latest/tutorial/fuses */
export const fuses = {
  version: FuseVersion.V1,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

/**
 * What electron-builder calls when the program's files are in their place and nothing is signed yet.
 * @param {{ packager: { addElectronFuses: (context: object, fuses: object) => Promise<unknown> } }} context
 */
export async function afterPack(context) {
  await context.packager.addElectronFuses(context, fuses);
}
