import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setUp } from '#test/support/demo-world';
import { type EvidenceWorld, openEvidenceWorld } from '#test/support/evidence-world';

let source: EvidenceWorld;
let target: EvidenceWorld;
let bundle: string;
let fingerprint: string;

beforeAll(async () => {
  source = await openEvidenceWorld({ replicationDelayMs: 0 });
  target = await openEvidenceWorld({ replicationDelayMs: 0, tenantId: '11111111-2222-4333-8444-555555555555' });
  await setUp(source, 'airstack');
  const exported = await source.export('bundle', { logDays: 0 });
  bundle = exported.path;
  fingerprint = exported.answer.fingerprint;
});
afterAll(async () => {
  await source.close();
  await target.close();
});

const importInto = async (world: EvidenceWorld, path: string, key?: string) =>
  world.call('evidence.import', {
    bundle: await world.placeOf(path),
    ...(key === undefined ? {} : { fingerprint: key }),
  });

describe('a bundle in another tenant', () => {
  it('becomes a plan without the ids of the first, switched off, that asks for its secrets', async () => {
    const { verification, configurations } = await importInto(target, bundle, fingerprint);
    expect(verification).toMatchObject({ intact: true, authorProven: true });
    const [imported] = configurations;
    if (imported === undefined) throw new Error('nothing was imported');
    expect(imported.notes.map(({ code }) => code)).toEqual(['idRemapped', 'createdOff', 'secretsAsked']);
    expect(imported.configuration).toMatchObject({ provisioning: 'off', application: { name: 'Airstack' } });
    expect(imported.configuration.application.servicePrincipalId).toBeUndefined();
    const unbound = await target.call('setup.plan', { configuration: imported.configuration });
    expect(unbound.secrets).toMatchObject([{ label: 'SecretToken', needed: true, bound: false }]);
    const { handle } = await target.call('secrets.put', { value: target.target('airstack').mintToken() });
    const plan = await target.call('setup.plan', {
      configuration: imported.configuration,
      secrets: { SecretToken: handle },
    });
    const report = await target.call('setup.apply', {
      planId: plan.id,
      planHash: plan.hash,
      confirmed: plan.steps.flatMap(({ confirmation }) => (confirmation === undefined ? [] : [confirmation])),
    });
    expect(report.result).toBe('changed');
    const { jobs } = await target.call('synchronizationJobs.show', { application: 'Airstack' });
    expect(jobs).toMatchObject([{ health: 'off' }]);
  });
});

describe('a bundle in its own tenant', () => {
  it('is a plan with nothing to do', async () => {
    const { configurations } = await importInto(source, bundle);
    const [imported] = configurations;
    if (imported === undefined) throw new Error('nothing was imported');
    expect(imported.notes).toEqual([]);
    const plan = await source.call('setup.plan', { configuration: imported.configuration });
    expect(plan.writes).toBe(0);
  });
});

describe('what is no good is refused, and nothing is read from it', () => {
  const refusedCopy = (name: string, change: (folder: string) => void): string => {
    const folder = join(source.folder, name);
    cpSync(bundle, folder, { recursive: true });
    change(folder);
    return folder;
  };

  it.each([
    [
      'a changed configuration',
      'bundleNotIntact',
      (folder: string) => {
        const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
        const [{ folder: id }] = manifest.applications;
        writeFileSync(join(folder, 'configuration', id, 'configuration.json'), '{"schemaVersion":1,"vendor":"scim"}');
      },
    ],
    ['an added file', 'bundleNotIntact', (folder: string) => writeFileSync(join(folder, 'more.json'), '{}')],
    ['a link', 'bundleRefused', (folder: string) => symlinkSync('/etc/hostname', join(folder, 'link.json'))],
    ['a manifest cut short', 'bundleNotIntact', (folder: string) => writeFileSync(join(folder, 'manifest.json'), '{')],
  ])('%s', async (name, reason, change) => {
    const path = refusedCopy(name.replaceAll(' ', '-'), change);
    await expect(importInto(source, path)).rejects.toMatchObject({ error: { reason } });
    await expect(source.call('drift.compare', { baseline: await source.placeOf(path) })).rejects.toMatchObject({
      error: { reason },
    });
  });

  it('a bundle of another author than the one that is named', async () => {
    await expect(importInto(source, bundle, 'ab'.repeat(32))).rejects.toMatchObject({
      error: { code: 'storage_corrupt', reason: 'authorNotProven' },
    });
  });

  it('a folder that holds nothing of the kind', async () => {
    const folder = join(source.folder, 'empty');
    mkdirSync(folder);
    await expect(importInto(source, folder)).rejects.toMatchObject({ error: { reason: 'nothingToImport' } });
  });
});
