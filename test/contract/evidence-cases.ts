import { expect } from 'vitest';
import { type GoodCase, good, type Story } from './good-case.ts';

const unknownPlace = 'place_00000000-0000-4000-8000-000000000000';
const elsewhere = { code: 'not_found', reason: 'unknownPlace' } as const;

const place = ({ kept }: Story, name: string): string => kept.get(name) ?? unknownPlace;

/** Evidence is exported, verified, imported, and taken as a baseline. What one process chose, another does not know. */
export const evidenceCases: readonly GoodCase[] = [
  good('evidence.showKey', {
    check: ({ fingerprint, keptIn }) => {
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
      expect(['vault', 'process']).toContain(keptIn);
    },
  }),
  good('evidence.choosePlace', {
    input: () => ({ what: 'newBundle' }),
    check: ({ place: chosen }, { kept, transport }) => {
      expect(chosen === null).toBe(!transport.oneProcess);
      kept.set('destination', chosen?.handle ?? unknownPlace);
    },
  }),
  good('evidence.export', {
    input: (story) => ({ applications: ['Airstack'], destination: place(story, 'destination'), logDays: 0 }),
    acrossProcesses: elsewhere,
    check: ({ place: written, claims, fingerprint }, { kept }) => {
      expect(claims).toMatchObject({ status: 'COMPLETE', applications: [{ displayName: 'Airstack', complete: true }] });
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
      kept.set('bundle', written.handle);
      kept.set('fingerprint', fingerprint);
    },
  }),
  good('evidence.verify', {
    input: (story) => ({ bundle: place(story, 'bundle'), fingerprint: story.kept.get('fingerprint') }),
    acrossProcesses: elsewhere,
    check: (view) => expect(view).toMatchObject({ intact: true, authorProven: true, complete: true, problems: [] }),
  }),
  good('evidence.listBundles', {
    check: ({ folder, bundles }) => {
      expect(folder.length).toBeGreaterThan(0);
      for (const { claims } of bundles) expect(claims).toMatchObject({ status: 'COMPLETE' });
    },
  }),
  good('evidence.import', {
    input: (story) => ({ bundle: place(story, 'bundle') }),
    acrossProcesses: elsewhere,
    check: ({ verification, configurations }) => {
      expect(verification).toMatchObject({ intact: true, authorProven: false });
      expect(configurations).toMatchObject([{ application: 'Airstack', configuration: { vendor: 'airstack' } }]);
    },
  }),
  good('drift.compare', {
    input: (story) => ({ baseline: place(story, 'bundle') }),
    acrossProcesses: elsewhere,
    check: ({ applications, counts }) => {
      expect(applications).toMatchObject([{ displayName: 'Airstack', state: 'same', deviations: [] }]);
      expect(counts).toEqual({ new: 0, accepted: 0, denied: 0, unread: 0 });
    },
  }),
  good('drift.decide', {
    input: () => ({ deviations: ['ab'.repeat(16)], decision: 'denied', reason: 'not agreed', owner: 'Ada' }),
    check: ({ decided }) => expect(decided).toBe(1),
  }),
  good('drift.repair', {
    input: (story) => ({ baseline: place(story, 'bundle'), application: 'Airstack' }),
    acrossProcesses: elsewhere,
    check: ({ configuration, repaired, left }) => {
      expect(configuration).toMatchObject({ vendor: 'airstack' });
      expect([repaired, left]).toEqual([[], []]);
    },
  }),
];
