import { expect } from 'vitest';
import { type GoodCase, good, keptIn } from './good-case.ts';
import type { Transport } from './transport.ts';

const noWindow = ({ choosesFiles }: Transport) =>
  choosesFiles ? null : ({ code: 'bad_request', reason: 'noFileWindow' } as const);

/** The program around the page, and what a user chose on this machine. */
export const hostCases: readonly GoodCase[] = [
  good('host.show', {
    check: ({ kind, version, components, canChooseFiles, canChangeTarget }, { transport }) => {
      expect([kind, version]).toEqual([transport.host, 'test']);
      expect(components.map(({ name }) => name)).toContain('Node');
      expect([canChooseFiles, canChangeTarget]).toEqual([transport.choosesFiles, transport.changesTarget]);
    },
  }),
  good('host.changeTarget', {
    input: () => ({ target: 'demo' }),
    check: ({ target }) => expect(target).toBe('demo'),
    refusedOn: ({ changesTarget }) => (changesTarget ? null : { code: 'bad_request', reason: 'targetFixed' }),
  }),
  good('files.choose', {
    check: ({ file }, { kept }) => {
      expect(file?.name).toBe('airstack.yaml');
      kept.set('file', file?.handle ?? '');
    },
    refusedOn: noWindow,
  }),
  good('files.read', {
    input: (story) => ({
      handle: story.transport.choosesFiles ? keptIn(story, 'file') : 'file_00000000-0000-4000-8000-000000000000',
    }),
    check: (file) => expect(file).toEqual({ name: 'airstack.yaml', text: 'schemaVersion: 1' }),
    refusedOn: ({ choosesFiles }) => (choosesFiles ? null : { code: 'not_found', reason: 'unknownFileHandle' }),
  }),
  good('settings.show', {
    check: ({ theme, clouds, proxy, updates }) => {
      expect([theme, clouds.length, updates]).toEqual(['system', 4, { mode: 'ask', managed: false, available: false }]);
      expect(proxy).toEqual({ address: null, source: 'system' });
    },
  }),
  good('settings.change', {
    input: () => ({ theme: 'dark', logRetentionDays: 7 }),
    check: ({ theme, logRetentionDays }) => expect([theme, logRetentionDays]).toEqual(['dark', 7]),
  }),
  good('settings.chooseProfileFolder', {
    check: ({ profileFolder }) => expect(profileFolder).toBe('/profiles'),
    refusedOn: noWindow,
  }),
  good('settings.chooseCertificateFile', {
    check: ({ certificateFile }) => expect(certificateFile).toBeNull(),
    refusedOn: noWindow,
  }),
  good('host.diagnostics', {
    check: ({ name, text }) => {
      expect(name).toMatch(/^provisioning-console-diagnostics-\d{4}-\d\d-\d\d\.txt$/);
      expect(text).toContain('"theme": "dark"');
      expect(text).not.toContain('ada.admin');
    },
  }),
];
