import { release, type } from 'node:os';
import { join } from 'node:path';
import type { HostPort } from '#core/ports';
import type { SettingsStore } from '#platform/settings';
import type { HostView } from '#shared/model/host';
import { createHostSettings } from './host-settings.ts';
import { policyFile, readUpdatePolicy } from './machine-policy.ts';
import { readLogEnd } from './read-log.ts';

export interface FixedHostOptions {
  readonly version: string;
  readonly target: HostView['target'];
  readonly settings: SettingsStore;
  readonly dataFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a program runs on, for people who help. */
export const systemName = (): string => `${type()} ${release()} (${process.arch})`;

/** Takes what a program was started with; gives the host of one that works on one tenant until it ends and has no windows. */
export function createFixedHost({ version, target, settings, dataFolder, env }: FixedHostOptions): HostPort {
  return {
    view: () => ({
      kind: 'commandLine',
      version,
      system: systemName(),
      components: [{ name: 'Node', version: process.versions.node }],
      target,
      canChangeTarget: false,
      canChooseFiles: false,
    }),
    settings: createHostSettings({
      store: settings,
      env,
      dataFolder,
      policy: readUpdatePolicy(policyFile(process.platform, env)),
      updatable: false,
    }),
    workOn: null,
    picker: null,
    readLog: () => readLogEnd(join(dataFolder, 'logs')),
  };
}
