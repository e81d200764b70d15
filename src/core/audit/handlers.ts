import type { Graph } from '#core/graph/graph';
import type { Ports } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { BundleClaims } from '#shared/model/evidence';
import { claimsOf, verificationView } from './bundle-views.ts';
import type { BundlePlace, EvidencePort, PlaceKind } from './evidence-port.ts';
import { type ExportServices, exportBundle } from './export-bundle.ts';
import { readConfigurations } from './import-bundle.ts';
import { Manifest } from './manifest.ts';
import { createPlaceRegister, type KnownPlace, type PlaceRegister } from './place-register.ts';

type EvidencePath =
  | 'evidence.choosePlace'
  | 'evidence.listBundles'
  | 'evidence.showKey'
  | 'evidence.export'
  | 'evidence.verify'
  | 'evidence.import';

/** Bundles that are listed; older ones are still in the folder. */
const mostListed = 60;

/** Where a person named no folder for the bundle itself it gets a folder of its own, by the moment of the export. */
const nameAt = (now: number, id: string): string =>
  `evidence-${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z-${id.slice(0, 4)}`;

const placeFor = ({ path, exact }: KnownPlace, name: string, zip: boolean): BundlePlace => ({
  path,
  inside: exact ? null : name,
  zip,
});

async function claimsAt(evidence: EvidencePort, path: string): Promise<BundleClaims | null> {
  try {
    const files = await evidence.open(path);
    const parsed = Manifest.safeParse(JSON.parse(await files.text('manifest.json')));
    return parsed.success ? claimsOf(parsed.data) : null;
  } catch (cause) {
    // One bundle that cannot be read does not hide the others; a check says what is wrong with it.
    if (cause instanceof CoreError || cause instanceof SyntaxError) return null;
    throw cause;
  }
}

async function choose(evidence: EvidencePort, places: PlaceRegister, what: PlaceKind) {
  if (evidence.choosePlace === null) {
    if (what === 'newBundle') return { place: places.put({ path: evidence.ownFolder, exact: false }) };
    throw new CoreError('bad_request', 'This program cannot ask for files in a window of the system.', {
      reason: 'noFileWindow',
      nextStep: 'Choose one of the bundles that are kept here, or use the command line: verify, import, drift.',
    });
  }
  const chosen = await evidence.choosePlace(what);
  return { place: chosen === null ? null : places.put(chosen) };
}

/**
 * Takes the ports and the way to Graph; gives the handlers of evidence, and the register of places for others that read bundles. They
 * raise what {@link exportBundle} raises, `not_found` (reason unknownPlace) and `bad_request` (reasons noFileWindow, fingerprintInvalid).
 */
export function createEvidenceHandlers({ ports, graph }: { readonly ports: Ports; readonly graph: Graph }): {
  readonly handlers: Pick<Handlers, EvidencePath>;
  readonly places: PlaceRegister;
} {
  const { evidence, clock } = ports;
  const places = createPlaceRegister(ports.newId);
  const services: ExportServices = { ports, graph };
  const handlers: Pick<Handlers, EvidencePath> = {
    'evidence.choosePlace': ({ what }) => choose(evidence, places, what),
    'evidence.listBundles': async () => {
      const paths = (await evidence.listOwn()).slice(0, mostListed);
      const claims = await Promise.all(paths.map((path) => claimsAt(evidence, path)));
      const bundles = paths.map((path, index) => ({
        place: places.put({ path, exact: true }),
        claims: claims[index] ?? null,
      }));
      return { folder: evidence.ownFolder, bundles };
    },
    'evidence.showKey': async () => {
      const { fingerprint, keptIn } = await evidence.signingKey();
      return { fingerprint, keptIn };
    },
    'evidence.export': async ({ applications, destination, zip, logDays, review }, context) => {
      const place = placeFor(places.get(destination), nameAt(clock.now(), ports.newId()), zip);
      const request = { applications: applications ?? null, place, logDays, review };
      const { path, manifest } = await exportBundle(services, request, context);
      return {
        place: places.put({ path, exact: true }),
        fingerprint: manifest.signature.fingerprint,
        keptIn: manifest.signature.keptIn,
        claims: claimsOf(manifest),
        requests: manifest.queries.requests,
      };
    },
    'evidence.verify': async ({ bundle, fingerprint }) =>
      verificationView(await evidence.verify(places.get(bundle).path, fingerprint ?? null)),
    'evidence.import': async ({ bundle, fingerprint }, { signal }) =>
      readConfigurations(
        { evidence, graph, signal },
        { path: places.get(bundle).path, fingerprint: fingerprint ?? null },
      ),
  };
  return { handlers, places };
}
