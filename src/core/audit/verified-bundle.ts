import { sha256 } from '#core/journal/canonical-json';
import { CoreError } from '#core/rpc/errors';
import type { VerificationView } from '#shared/model/evidence';
import { verificationView } from './bundle-views.ts';
import type { EvidencePort, FileReader } from './evidence-port.ts';
import { Manifest } from './manifest.ts';

/** A bundle that was verified, and its files: a text that is not the one that was verified is not given. */
export interface VerifiedBundle {
  readonly view: VerificationView;
  readonly manifest: Manifest;
  readonly files: FileReader;
}

const notIntact = (message: string): CoreError =>
  new CoreError('storage_corrupt', `The bundle is refused: ${message}`, {
    reason: 'bundleNotIntact',
    nextStep: 'Take a copy of the bundle that was not changed. Nothing was read from it.',
  });

const otherAuthor = (): CoreError =>
  new CoreError('storage_corrupt', 'The bundle is refused: it was not signed with the key that you named.', {
    reason: 'authorNotProven',
    nextStep: 'Ask the author which key it was. Nothing was read from it.',
  });

/** Takes a reader and the manifest that was verified; gives a reader that notices when a file was exchanged since. */
function provenFiles(files: FileReader, { tree }: Manifest): FileReader {
  const digests = new Map(tree.files.map((file) => [file.path, file.sha256]));
  return {
    paths: [...digests.keys()],
    async text(path) {
      const text = await files.text(path);
      if ((await sha256(text)) !== digests.get(path)) throw notIntact(`${path} was changed while it was read.`);
      return text;
    },
  };
}

/** Takes the paths of a folder or an archive and where it is; says whether that is a bundle, to be verified, or plain files. Pure. */
export const isBundle = ({ paths }: FileReader, path: string): boolean =>
  paths.includes('manifest.json') || /\.zip$/i.test(path);

/**
 * Takes a reader of a bundle, where it is and the fingerprint that its author told, or null; verifies it and gives it for reading. Raises
 * `storage_corrupt` (reasons bundleNotIntact, authorNotProven), and then nothing of it was used.
 */
export async function openVerified(
  evidence: Pick<EvidencePort, 'verify'>,
  files: FileReader,
  { path, fingerprint }: { readonly path: string; readonly fingerprint: string | null },
): Promise<VerifiedBundle> {
  const report = await evidence.verify(path, fingerprint);
  const view = verificationView(report);
  if (!view.intact) throw notIntact(view.problems[0]?.message ?? 'it is not intact.');
  if (fingerprint !== null && !view.authorProven) throw otherAuthor();
  const manifest = Manifest.safeParse(report.manifest);
  if (!manifest.success) throw notIntact('its manifest is not one that this version writes.');
  return { view, manifest: manifest.data, files: provenFiles(files, manifest.data) };
}
