import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Entry, fromBuffer } from 'yauzl';
import { Manifest } from '#core/audit/manifest';
import { setUp } from '#test/support/demo-world';
import { type EvidenceWorld, openEvidenceWorld } from '#test/support/evidence-world';

const canaries = {
  setting: 'Canary-setting-71c5',
  urlUser: 'Canary-user-71c5',
  urlPassword: 'Canary-pass-71c5',
  urlQuery: 'Canary-query-71c5',
  constant: 'Canary-constant-71c5',
  defaultValue: 'Canary-default-71c5',
  functionText: 'Canary-text-71c5',
  filterValue: 'Canary-filter-71c5',
  metadata: 'Canary-metadata-71c5',
} as const;

let world: EvidenceWorld;
let token: string;

beforeAll(async () => {
  world = await openEvidenceWorld({ replicationDelayMs: 0 });
  token = (await setUp(world, 'airstack', { waitForCycle: true })).token ?? '';
  plant();
});
afterAll(() => world.close());

/** Somebody has put secrets wherever the service lets them. */
function plant(): void {
  const { state } = world.served.tenant;
  for (const settings of state.secrets.values()) {
    settings.set('SomeOtherKey', canaries.setting);
    settings.set(
      'BaseAddress',
      `https://${canaries.urlUser}:${canaries.urlPassword}@api.example/scim?key=${canaries.urlQuery}`,
    );
  }
  for (const job of state.jobs.values()) {
    const rule = job.schema.synchronizationRules?.[0];
    const mapping = rule?.objectMappings?.find(({ sourceObjectName }) => sourceObjectName === 'User');
    if (rule === undefined || mapping === undefined) throw new Error('no mapping');
    Object.assign(rule, { metadata: [{ key: 'clientSecret', value: canaries.metadata }] });
    mapping.scope = {
      groups: [
        {
          name: 'a',
          clauses: [
            {
              operatorName: 'EQUALS',
              sourceOperandName: 'vendorPassword',
              targetOperand: { values: [canaries.filterValue] },
            },
          ],
        },
      ],
    };
    mapping.attributeMappings = [
      ...(mapping.attributeMappings ?? []),
      {
        targetAttributeName: 'password',
        source: { type: 'Constant', name: canaries.constant, expression: `"${canaries.constant}"`, parameters: [] },
        defaultValue: canaries.defaultValue,
      },
      {
        targetAttributeName: 'api:accessToken',
        source: {
          type: 'Function',
          name: 'Append',
          expression: `Append([mail], "${canaries.functionText}")`,
          parameters: [],
        },
      },
    ];
  }
}

function unpacked(bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    fromBuffer(bytes, { lazyEntries: true }, (fault, zip) => {
      if (fault) return reject(fault);
      zip.on('end', () => resolve(text));
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (cause, stream) => {
          if (cause) return reject(cause);
          stream.on('data', (chunk: Buffer) => {
            text += chunk.toString('utf8');
          });
          stream.on('end', () => zip.readEntry());
        });
      });
      zip.readEntry();
    });
  });
}

/** Everything that a bundle says, the inside of its workbook included. */
async function textsOf(folder: string): Promise<readonly (readonly [string, string])[]> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Promise.all(
    entries.map(async (entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      return [entry.name, entry.name.endsWith('.xlsx') ? await unpacked(bytes) : bytes.toString('utf8')] as const;
    }),
  );
}

it('no secret that stands anywhere in the tenant is anywhere in the bundle, and the manifest says what was masked', async () => {
  const { path, answer } = await world.export('canaries', { logDays: 7 });
  const texts = await textsOf(path);
  const found = texts.flatMap(([name, text]) =>
    [...Object.values(canaries), token]
      .filter((canary) =>
        [canary, Buffer.from(canary).toString('base64'), encodeURIComponent(canary)].some((form) =>
          text.includes(form),
        ),
      )
      .map((canary) => `${name}: ${canary}`),
  );
  expect(found).toEqual([]);
  expect(texts.find(([name]) => name === 'report.xlsx')?.[1]).toContain('Airstack');
  const { redaction } = Manifest.parse(JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')));
  for (const rule of ['settings', 'mappings', 'urls']) expect(redaction.masked[rule]).toBeGreaterThan(0);
  expect(redaction.scannedPatterns.length).toBeGreaterThan(3);
  expect(await world.verify(path, answer.fingerprint)).toMatchObject({ intact: true, authorProven: true });
});

it('an import of such a bundle writes nothing that was masked, and says so', async () => {
  const { path } = await world.export('masked', { logDays: 0 });
  const { configurations } = await world.call('evidence.import', { bundle: await world.placeOf(path) });
  const [imported] = configurations;
  expect(JSON.stringify(imported?.configuration)).not.toContain('(masked)');
  expect(imported?.notes.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['tenantUrlMasked', 'mappingsMasked', 'filterMasked']),
  );
});
