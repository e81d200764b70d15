import type { EvidencePort, FileReader } from '#core/audit/evidence-port';
import type { Manifest } from '#core/audit/manifest';
import { isBundle, openVerified } from '#core/audit/verified-bundle';
import { CoreError } from '#core/rpc/errors';
import { parseConfiguration } from '#core/setup/configuration-file';
import type { DriftReport } from '#shared/model/drift';
import type { BaselineKind, ComparedApplication } from './compare-application.ts';

/** One application of a baseline; its files are read when it is compared, so that only one is held. */
export interface BaselineApplication {
  readonly servicePrincipalId: string | null;
  readonly displayName: string;
  read(): Promise<ComparedApplication>;
}

/** What the tenant is compared with. */
export interface Baseline {
  readonly kind: BaselineKind;
  readonly view: DriftReport['baseline'];
  /** True where it was made of all applications, so that one more is a deviation. */
  readonly coversAll: boolean;
  readonly tenantId: string | null;
  readonly applications: readonly BaselineApplication[];
}

const compared = /^(?:application|job(?:-\d+)?|schema(?:-\d+)?)\.json$/;

function bundledApplication(
  files: FileReader,
  { folder, displayName, servicePrincipalId }: Manifest['applications'][number],
): BaselineApplication {
  const place = `configuration/${folder}/`;
  return {
    servicePrincipalId,
    displayName,
    async read() {
      const configuration = parseConfiguration(await files.text(`${place}configuration.json`));
      const names = files.paths.filter((path) => path.startsWith(place)).map((path) => path.slice(place.length));
      const values = new Map<string, unknown>();
      for (const name of names.filter((one) => compared.test(one)))
        values.set(name, JSON.parse(await files.text(`${place}${name}`)));
      return { configuration, files: values };
    },
  };
}

async function bundleBaseline(
  evidence: EvidencePort,
  plain: FileReader,
  { path, fingerprint }: { readonly path: string; readonly fingerprint: string | null },
): Promise<Baseline> {
  const { view, manifest, files } = await openVerified(evidence, plain, { path, fingerprint });
  return {
    kind: 'bundle',
    view: {
      kind: 'bundle',
      path,
      asOf: manifest.time.ended,
      authorProven: view.authorProven,
      complete: view.complete,
    },
    coversAll: manifest.scope.applications === 'all' && view.complete,
    tenantId: manifest.tenant.id,
    applications: manifest.applications
      .filter(({ folder }) => files.paths.includes(`configuration/${folder}/configuration.json`))
      .map((one) => bundledApplication(files, one)),
  };
}

async function filesBaseline(files: FileReader, path: string): Promise<Baseline> {
  const wanted = files.paths.filter((name) => /\.(?:ya?ml|json)$/i.test(name));
  const applications: BaselineApplication[] = [];
  for (const name of wanted) {
    const configuration = parseConfiguration(await files.text(name));
    applications.push({
      servicePrincipalId: configuration.application.servicePrincipalId ?? null,
      displayName: configuration.application.name ?? configuration.vendor,
      read: async () => ({ configuration, files: new Map() }),
    });
  }
  if (applications.length === 0)
    throw new CoreError('bad_request', `${path} holds no configuration.`, {
      reason: 'nothingToCompare',
      nextStep: 'Give a bundle, or a folder of configuration files.',
    });
  const view = { kind: 'files', path, asOf: null, authorProven: false, complete: true } as const;
  return { kind: 'files', view, coversAll: false, tenantId: null, applications };
}

/**
 * Takes the path of a bundle or of configuration files, and the fingerprint that the author of a bundle told; gives what the tenant is
 * compared with. Raises `storage_corrupt` for a bundle that is not intact or not by that author, `bad_request` for files that are none.
 */
export async function openBaseline(
  evidence: EvidencePort,
  about: { readonly path: string; readonly fingerprint: string | null },
): Promise<Baseline> {
  const files = await evidence.open(about.path);
  if (isBundle(files, about.path)) return bundleBaseline(evidence, files, about);
  return filesBaseline(files, about.path);
}
