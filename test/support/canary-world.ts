import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import type { VendorTarget } from '#emulator/vendor-target';
import { type Leak, leaksInFolder, leaksInText, needlesOf } from './canary.ts';
import { type CommandOutcome, runCommand } from './command-line.ts';
import { recordTokens } from './recorded-tokens.ts';

/** Every character here looks otherwise in some disguise, and a header may hold them all. */
export const canaryToken = 'Zq9+ca/"t\\en=%41&~Xw7\'Lk2<Vb8>Rd4';

/** A tenant, the command line in this process, and everything that it prints and writes. */
export interface CanaryWorld {
  readonly served: ServedTenant;
  readonly target: VendorTarget;
  /** Where the user's data is. */
  readonly folder: string;
  /** Runs a command, with the token in the variable that `bound` names. */
  run(argv: readonly string[], options?: RunOptions): Promise<CommandOutcome>;
  /** Writes a configuration; gives its path. */
  file(text: string): string;
  /** Every place in which a piece of the token, or of a token of the sign-in, was printed or written. */
  leaks(): readonly Leak[];
  close(): Promise<void>;
}

export interface RunOptions {
  readonly username?: string;
  readonly stdin?: string;
}

/** What a command takes to get the token of the canary. */
export const bound = ['--secret', 'SecretToken=env:PROVISIONING_SECRET_CANARY'] as const;

/** A configuration of the non-gallery application, whose tenant URL is free. */
export const configurationText = (tenantUrl = 'https://scim.demo.example/scim'): string =>
  [
    'schemaVersion: 1',
    'vendor: scim',
    'application: { name: Canary }',
    'connection:',
    `  tenantUrl: ${tenantUrl}`,
    '  secrets: { SecretToken: { label: SecretToken } }',
    'mappings: [{ source: Group, target: "urn:ietf:params:scim:schemas:core:2.0:Group", enabled: false }]',
    'assignments: [{ user: sofia.nyberg@contoso.demo.example }, { user: anna.larsen@contoso.demo.example }]',
    '',
  ].join('\n');

/** Opens a world whose target takes the canary for a good token. */
export async function openCanaryWorld(): Promise<CanaryWorld> {
  const served = await serveTenant({ clockMode: 'warp', replicationDelayMs: 0 });
  const signInTokens = recordTokens(served.tenant);
  const folder = mkdtempSync(join(tmpdir(), 'canary-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  const endpoints = join(folder, 'endpoints.json');
  writeFileSync(endpoints, JSON.stringify(served.endpoints));
  const target = served.tenant.targets.find(({ vendorId }) => vendorId === 'scim');
  if (target === undefined) throw new Error('The tenant has no SCIM target.');
  target.acceptToken(canaryToken);
  const printed: CommandOutcome[] = [];
  return {
    served,
    target,
    folder: data,
    async run(argv, { username = 'ada.admin@contoso.demo.example', ...options } = {}) {
      const flags = ['--endpoints', endpoints, '--data-dir', data, '--no-browser'];
      const env = { PROVISIONING_SECRET_CANARY: canaryToken };
      const outcome = await runCommand([...argv, ...flags], { ...options, env, visitor: username });
      printed.push(outcome);
      return outcome;
    },
    file(text) {
      const path = join(folder, 'configuration.yaml');
      writeFileSync(path, text);
      return path;
    },
    leaks() {
      const needles = needlesOf(canaryToken, ...signInTokens);
      return [
        ...printed.flatMap(({ stdout, stderr }, index) => [
          ...leaksInText(`stdout of ${index}`, stdout, needles),
          ...leaksInText(`stderr of ${index}`, stderr, needles),
        ]),
        ...leaksInFolder(data, needles),
      ];
    },
    async close() {
      await served.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
