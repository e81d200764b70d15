import { expect, it } from 'vitest';
import type { EvidencePort, FileReader } from '#core/audit/evidence-port';
import { openVerified } from '#core/audit/verified-bundle';
import { openFiles, verifyAt } from '#platform/evidence/bundle-files';
import { openSampleEvidence, writeSampleBundle } from '#test/support/sample-bundle';

const evidence: Pick<EvidencePort, 'verify'> = { verify: verifyAt };

it('a file that is exchanged after the check is not given', async () => {
  const own = openSampleEvidence();
  try {
    const { path, fingerprint } = await writeSampleBundle(own, { name: 'bundle' });
    const real = await openFiles(path);
    const exchanged: FileReader = {
      ...real,
      text: async (name) => (name === 'report.html' ? '<p>another</p>' : real.text(name)),
    };
    const { files, view } = await openVerified(evidence, exchanged, { path, fingerprint });
    expect(view).toMatchObject({ intact: true, authorProven: true });
    expect(await files.text('queries.jsonl')).toContain('"number":1');
    await expect(files.text('report.html')).rejects.toMatchObject({ details: { reason: 'bundleNotIntact' } });
  } finally {
    own.remove();
  }
});

it('a signed manifest of another shape than this version writes is refused', async () => {
  const own = openSampleEvidence();
  try {
    const edit = (manifest: object) => ({ ...manifest, extra: true });
    const { path } = await writeSampleBundle(own, { name: 'odd', edit });
    const opened = openVerified(evidence, await openFiles(path), { path, fingerprint: null });
    await expect(opened).rejects.toMatchObject({ code: 'storage_corrupt' });
  } finally {
    own.remove();
  }
});
