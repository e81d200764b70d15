import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVendorTargets } from '#emulator/scim/vendor-targets';
import { groupChecks } from './group-checks.ts';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';
import { createScimCaller, type ScimCaller } from './scim-caller.ts';
import { userChecks } from './user-checks.ts';
import { userPatchChecks } from './user-patch-checks.ts';

const checks = [...userChecks, ...userPatchChecks, ...groupChecks];

// The checks build on each other, as Entra's requests do: they run in order against one target.
describe.sequential('the generic SCIM target understands what Entra sends', () => {
  let server: LoopbackServer;
  let scim: ScimCaller;

  beforeAll(async () => {
    const target = createVendorTargets({ clock: { now: () => Date.now() }, newId: () => crypto.randomUUID() }).find(
      (each) => each.vendorId === 'scim',
    );
    if (target === undefined) throw new Error('There is no generic target.');
    server = await startLoopbackServer((request) => target.fetch(request));
    scim = createScimCaller(`${server.url}/scim`, target.mintToken());
  });
  afterAll(() => server.close());

  it('has 61 checks', () => {
    expect(checks).toHaveLength(61);
    expect(new Set(checks.map((check) => check.name)).size).toBe(61);
  });

  for (const check of checks) it(check.name, () => check.run(scim));
});
