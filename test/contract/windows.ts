import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostPort } from '#core/ports';

/** Takes a host without windows; gives one in which a person always chooses the same things, and which can change its tenant. */
export const withWindows = (fixed: HostPort): HostPort => ({
  ...fixed,
  view: () => ({ ...fixed.view(), canChangeTarget: true, canChooseFiles: true }),
  workOn: async () => undefined,
  picker: {
    chooseConfiguration: async () => ({ name: 'airstack.yaml', read: async () => 'schemaVersion: 1' }),
    chooseFolder: async () => '/profiles',
    chooseCertificates: async () => null,
    chooseBundle: async () => null,
    chooseExport: async (suggestedName) => join(tmpdir(), `contract-${process.pid}-${suggestedName}`),
    chooseBundleFolder: async () => mkdtempSync(join(tmpdir(), 'contract-evidence-')),
  },
});
