import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { Disk, setUp, startProcess } from './console-process.ts';
import { FakeTenant } from './fake-tenant.ts';
import { shippedProfiles } from './profile-files.ts';

const configuration = { schemaVersion: 1, vendor: 'airstack', assignments: [{ user: 'person1@contoso.example' }] };
const good = { token: 'good-token' };

interface Kept {
  readonly kind: string;
  readonly moment: string;
  readonly writesBefore: number;
}

/** A process whose records tell how many writes the tenant had seen when each was kept; `refuse` keeps one from being kept. */
function open(refuse: (moment: string) => boolean = () => false) {
  const tenant = new FakeTenant();
  const disk = new Disk();
  const kept: Kept[] = [];
  const writes = () => tenant.log.filter(({ method }) => method !== 'GET').length;
  const write = disk.sealed.write;
  disk.sealed.write = async (place, record) => {
    if (place.kind === 'snapshots') {
      const { moment } = JSON.parse(record.head) as { readonly moment: string };
      if (refuse(moment)) throw new CoreError('storage_full', 'The disk is full.', { nextStep: 'Free some space.' });
      kept.push({ kind: place.kind, moment, writesBefore: writes() });
    }
    await write(place, record);
  };
  return { tenant, disk, kept, writes, process: startProcess({ tenant, disk, profiles: shippedProfiles }) };
}

/** Requests that change something; tests of credentials and batches of reads are none. */
const changes = (tenant: FakeTenant): readonly string[] =>
  tenant.log
    .filter(({ method, path }) => method !== 'GET' && !path.endsWith('/validateCredentials') && path !== '/$batch')
    .map(({ method, path }) => `${method} ${path}`);

describe('the snapshots of a run', () => {
  it('stand before its first and after its last write', async () => {
    const { tenant, kept, process } = open();
    await setUp(process, configuration, good);
    expect(kept.map(({ moment }) => moment)).toEqual(['before', 'after']);
    expect(kept[0]?.writesBefore).toBe(0);
    expect(changes(tenant).length).toBeGreaterThan(3);
  });

  it('are not made by a run that writes nothing', async () => {
    const { kept, process } = open();
    await setUp(process, configuration, good);
    const report = await setUp(process, configuration);
    expect(report.result).toBe('unchanged');
    expect(kept).toHaveLength(2);
  });

  it('keep the run from writing where there is no room for the first one', async () => {
    const { tenant, process } = open((moment) => moment === 'before');
    await expect(setUp(process, configuration, good)).rejects.toMatchObject({ code: 'storage_full' });
    expect(changes(tenant)).toEqual([]);
  });

  it('make a warning where there is no room for the last one, for the writes are done and proven', async () => {
    const { process } = open((moment) => moment === 'after');
    const report = await setUp(process, configuration, good);
    expect(report.result).toBe('changed');
    expect(report.warnings).toContainEqual(
      expect.objectContaining({ code: 'snapshotAfterMissing', nextStep: 'Free some space.' }),
    );
  });

  it('hold the token in no form', async () => {
    const { disk, process } = open();
    await setUp(process, configuration, good);
    expect(disk.sealed.texts().join()).not.toContain('good-token');
  });
});
