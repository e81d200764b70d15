import type { HostPort } from '#core/ports';
import type { SettingsView } from '#shared/model/settings';

const shown: SettingsView = {
  theme: 'system',
  cloud: 'Global',
  clouds: [],
  clientId: null,
  profileFolder: null,
  certificateFile: null,
  proxy: { address: null, source: 'system' },
  logRetentionDays: 30,
  updates: { mode: 'ask', managed: false, available: false },
  dataFolder: '/data',
};

/** A host that shows settings, takes changes and forgets them. */
export const stillHost: HostPort = {
  view: () => ({
    kind: 'commandLine',
    version: 'test',
    system: 'test',
    components: [],
    target: 'demo',
    canChangeTarget: false,
    canChooseFiles: false,
  }),
  settings: { view: () => shown, change: async () => shown },
  workOn: null,
  picker: null,
  readLog: async () => '',
};
