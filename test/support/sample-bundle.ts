import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EvidencePort } from '#core/audit/evidence-port';
import type { Manifest } from '#core/audit/manifest';
import { canonicalJson } from '#core/journal/canonical-json';
import { createEvidence } from '#platform/evidence/evidence-files';
import { projectRoot } from './project-root.ts';

/** A key that is always the same, as a vault would keep it. */
export const vaultOf = (byte: number) => ({ get: async () => new Uint8Array(32).fill(byte) });

/** Evidence on a disk of its own. */
export interface SampleEvidence {
  readonly folder: string;
  readonly evidence: EvidencePort;
  remove(): void;
}

/** Opens evidence in a temporary folder, signed by the key that the byte stands for. */
export function openSampleEvidence(byte = 7): SampleEvidence {
  const folder = mkdtempSync(join(tmpdir(), 'sample-evidence-'));
  const evidence = createEvidence({
    folder,
    vault: vaultOf(byte),
    choosePlace: null,
    verifier: join(projectRoot, 'assets/verify/verify-bundle.mjs'),
  });
  return { folder, evidence, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const review = { reviewer: null, approver: null, ticket: null, comment: null };

/** Writes a small bundle that is whole; gives its path and the fingerprint of its key. */
export async function writeSampleBundle(
  { folder, evidence }: SampleEvidence,
  options: {
    readonly name: string;
    readonly zip?: boolean;
    readonly edit?: (manifest: Manifest) => unknown;
    readonly files?: readonly (readonly [string, string])[];
  },
): Promise<{ readonly path: string; readonly fingerprint: string }> {
  const writer = await evidence.create({ path: join(folder, options.name), inside: null, zip: options.zip ?? false });
  const texts = options.files ?? [
    ['configuration/a/application.json', '{"displayName":"A"}\n'],
    ['configuration/a/configuration.json', '{"vendor":"airstack"}\n'],
    ['configuration/b/application.json', '{"displayName":"B"}\n'],
    ['observations/a/status.json', '{"asOf":"2026-01-31T00:00:00.000Z"}\n'],
    ['observations/provisioning-log.jsonl', '{"id":"1"}\n{"id":"2"}\n'],
    ['queries.jsonl', '{"number":1}\n{"number":2}\n'],
    ['report.html', '<!doctype html><title>x</title>\n'],
  ];
  const files = [];
  for (const [path, text] of texts) files.push(await writer.write(path, text));
  const key = await evidence.signingKey();
  const manifest: Manifest = {
    format: 'provisioning-evidence',
    formatVersion: 1,
    tool: { name: 'Test', version: '1' },
    schemas: { configuration: 1, manifest: 1 },
    tenant: { id: 't', name: 'Tenant', cloud: 'Global', graph: 'https://graph.example' },
    person: { id: 'p', userPrincipalName: 'ada@contoso.example', displayName: null, roles: [], roleNote: '' },
    review,
    time: { began: '2026-01-31T00:00:00.000Z', ended: '2026-01-31T00:00:01.000Z', clockSkew: null },
    scope: { applications: 'all', logs: null },
    completeness: { status: 'COMPLETE', reasons: [], statement: [], collections: [] },
    applications: [],
    queries: { file: 'queries.jsonl', requests: 2, rows: 2 },
    redaction: { statement: [], masked: {}, scannedFiles: 7, scannedPatterns: [] },
    tree: evidence.treeOf(files),
    signature: { algorithm: 'Ed25519', publicKey: key.publicKey, fingerprint: key.fingerprint, keptIn: key.keptIn },
  };
  const text = `${canonicalJson((options.edit ?? ((one: Manifest) => one))(manifest))}\n`;
  const path = await writer.finish(text, await key.sign(new TextEncoder().encode(text)));
  return { path, fingerprint: key.fingerprint };
}
