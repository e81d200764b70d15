#!/usr/bin/env node
// Verifies an evidence bundle of Provisioning Console, offline. It needs Node 20 or newer and nothing else:
//
//   node verify-bundle.mjs FOLDER [--key FINGERPRINT] [--json]
//
// It says two things, and never one for the other:
//   intact         every file is there, none was added, each has the SHA-256 that the manifest says, and the manifest
//                  carries a valid signature of the key that is in the bundle
//   author proven  that key is the one whose fingerprint you gave with --key, because its owner told you, not the bundle
// Exit code: 0 = intact, author proven and complete; 6 = not all of that; 2 = called in a wrong way.
//
// Whoever can change a bundle can change the copy of this script in it. Use a copy of your own.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { closeSync, constants, openSync, readSync, realpathSync } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const manifestName = 'manifest.json';
export const signatureName = 'manifest.sig';
export const publicKeyName = 'public-key.pem';
export const formatName = 'provisioning-evidence';
export const formatVersion = 1;
export const notVerified = 6;

const largestManifest = 64 * 1024 * 1024;
const mostFiles = 200_000;
const mostShown = 50;
const pieceSize = 256 * 1024;
const plainPath = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;
const reservedName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/** Takes a path of a bundle; gives why it may not stand in one, or null. */
export function pathFault(path) {
  if (typeof path !== 'string' || path.length > 240) return 'its name is too long';
  if (!plainPath.test(path)) return 'its name leads out of the bundle or has characters that no bundle uses';
  if (path.split('/').some((part) => part.endsWith('.') || reservedName.test(part))) return 'its name is not portable';
  return null;
}

/** JSON with members in the order of their names and no white space: equal values have equal bytes. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** Takes files with their digests; gives the digest of each folder by path, '' for the whole: a folder's is the SHA-256 of the lines "file|folder DIGEST NAME". */
export function folderDigests(files) {
  const root = { folders: new Map(), lines: [] };
  for (const { path, sha256: digest } of files) {
    const parts = path.split('/');
    let folder = root;
    for (const part of parts.slice(0, -1)) {
      if (!folder.folders.has(part)) folder.folders.set(part, { folders: new Map(), lines: [] });
      folder = folder.folders.get(part);
    }
    folder.lines.push({ name: parts.at(-1), line: `file ${digest} ${parts.at(-1)}\n` });
  }
  const digests = new Map();
  const visit = (folder, path) => {
    const lines = [...folder.lines];
    for (const [name, inner] of folder.folders) {
      const digest = visit(inner, path === '' ? name : `${path}/${name}`);
      lines.push({ name, line: `folder ${digest} ${name}\n` });
    }
    lines.sort((a, b) => (a.name < b.name ? -1 : 1));
    const digest = sha256(lines.map(({ line }) => line).join(''));
    digests.set(path, digest);
    return digest;
  };
  visit(root, '');
  return digests;
}

/** Takes what a person typed as a fingerprint; gives its 64 hexadecimal digits in lower case, or null. */
export function fingerprintOf(text) {
  const digits = text.replace(/^sha-?256:/i, '').replace(/[\s:-]/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : null;
}

/** Takes a folder; gives its files. Links, devices and unreadable folders are told as faults, and never followed. */
export function folderSource(folder) {
  return {
    async list() {
      const found = [];
      const look = async (path) => {
        const names = await readdir(join(folder, path));
        if (names.length === 0 && path !== '') found.push({ path, bytes: 0, fault: 'it is an empty folder; a bundle holds files only' });
        for (const name of names) {
          const below = path === '' ? name : `${path}/${name}`;
          const facts = await lstat(join(folder, below));
          if (facts.isDirectory()) await look(below);
          else found.push({ path: below, bytes: facts.size, fault: faultOfKind(facts) });
          if (found.length > mostFiles) throw new Error(`it has more than ${mostFiles} files`);
        }
      };
      if (!(await lstat(folder)).isDirectory()) throw new Error('it is not a folder; unpack an archive into an empty one first');
      await look('');
      return found;
    },
    async *read(path) {
      const file = await open(join(folder, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
      try {
        // One buffer after the other: a stream costs more than most files of a bundle.
        for (;;) {
          const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(pieceSize), 0, pieceSize, null);
          if (bytesRead === 0) return;
          yield buffer.subarray(0, bytesRead);
        }
      } finally {
        await file.close();
      }
    },
  };
}

const faultOfKind = (facts) => {
  if (facts.isSymbolicLink()) return 'it is a link; a bundle holds files only';
  return facts.isFile() ? null : 'it is not an ordinary file';
};

/** Reads at most so many bytes, so that nothing can pretend to be small. */
async function readWhole(source, path, limit) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of source.read(path)) {
    bytes += chunk.length;
    if (bytes > limit) throw new Error(`it has more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function digestOf(source, path, limit) {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of source.read(path)) {
    bytes += chunk.length;
    if (bytes > limit) return { bytes, sha256: null };
    hash.update(chunk);
  }
  return { bytes, sha256: hash.digest('hex') };
}

const isText = (value) => typeof value === 'string';
const isDigest = (value) => isText(value) && /^[0-9a-f]{64}$/.test(value);
const messageOf = (cause) => (cause instanceof Error ? cause.message : String(cause));

/** Why a parsed manifest is none, or null. */
function manifestFault(manifest, text) {
  if (manifest === null || typeof manifest !== 'object' || manifest.format !== formatName)
    return 'it is not the manifest of an evidence bundle';
  if (Number.isInteger(manifest.formatVersion) && manifest.formatVersion > formatVersion)
    return `it has format version ${manifest.formatVersion} and this verifier knows up to ${formatVersion}: use a newer one`;
  if (manifest.formatVersion !== formatVersion) return 'it names no format version that there is';
  if (`${canonical(manifest)}\n` !== text) return 'it is not written in canonical form, so it was edited';
  const { tree, signature, completeness } = manifest;
  if (!Array.isArray(tree?.files) || !Array.isArray(tree?.folders) || !isDigest(tree?.digest)) return 'it lists no files';
  if (!tree.files.every((file) => isText(file?.path) && Number.isInteger(file?.bytes) && isDigest(file?.sha256)))
    return 'its list of files is malformed';
  if (signature?.algorithm !== 'Ed25519' || !isText(signature?.publicKey)) return 'it names no Ed25519 key';
  if (!['COMPLETE', 'PARTIAL'].includes(completeness?.status)) return 'it does not say whether it is complete';
  const { reasons, collections } = completeness;
  if (!Array.isArray(reasons) || !reasons.every(isText)) return 'its reasons why it is not complete are malformed';
  if (!Array.isArray(collections) || !Array.isArray(manifest.applications)) return 'it does not say what was read';
  const lacking = reasons.length > 0 || [...collections, ...manifest.applications].some((one) => one?.complete !== true);
  if (completeness.status === 'COMPLETE' && lacking) return 'it says that it is complete and names what it lacks';
  return null;
}

/** Problems of the list of files itself: order, names, doubles, and digests of folders. */
function treeProblems({ files, folders, digest }) {
  const problems = [];
  const seen = new Set();
  for (const [index, { path }] of files.entries()) {
    const fault = pathFault(path);
    if (fault !== null) problems.push({ code: 'unsafeName', path, message: `The manifest names ${JSON.stringify(path)}: ${fault}.` });
    if (seen.has(path.toLowerCase())) problems.push({ code: 'doubledName', path, message: `The manifest names ${path} twice (upper and lower case do not count).` });
    seen.add(path.toLowerCase());
    if (index > 0 && !(files[index - 1].path < path)) problems.push({ code: 'reordered', path, message: `The manifest's list of files is not in order at ${path}.` });
  }
  const digests = folderDigests(files);
  const stated = new Map(folders.map((folder) => [folder?.path, folder?.sha256]));
  const expected = [...digests].filter(([path]) => path !== '');
  if (digests.get('') !== digest || stated.size !== expected.length || expected.some(([path, value]) => stated.get(path) !== value))
    problems.push({ code: 'treeDigest', path: null, message: 'The digests of the folders do not follow from those of the files.' });
  return problems;
}

async function fileProblems(source, present, manifest) {
  const problems = [];
  const wanted = new Set([manifestName, signatureName]);
  for (const { path, bytes, sha256: digest } of manifest.tree.files) {
    wanted.add(path);
    const found = present.get(path);
    if (found === undefined) problems.push({ code: 'missing', path, message: `${path} is missing.` });
    if (found === undefined || found.fault !== null || pathFault(path) !== null) continue;
    try {
      const real = await digestOf(source, path, bytes);
      if (real.sha256 === digest && real.bytes === bytes) continue;
      problems.push({ code: 'changed', path, message: `${path} was changed: it is not the file that was signed.` });
    } catch (cause) {
      problems.push({ code: 'unreadable', path, message: `${path} cannot be read: ${messageOf(cause)}.` });
    }
  }
  for (const path of present.keys())
    if (!wanted.has(path)) problems.push({ code: 'added', path, message: `${path} was added: the manifest does not name it.` });
  return problems;
}

/** Problems of what is there, whatever the manifest says. */
function listingProblems(entries) {
  const problems = [];
  const seen = new Set();
  for (const { path, fault } of entries) {
    const reason = fault ?? pathFault(path);
    if (reason !== null) problems.push({ code: fault === null ? 'unsafeName' : 'notAFile', path, message: `${JSON.stringify(path)} is refused: ${reason}.` });
    if (seen.has(path.toLowerCase())) problems.push({ code: 'doubledName', path, message: `${path} is there twice (upper and lower case do not count).` });
    seen.add(path.toLowerCase());
  }
  return problems;
}

/** The key of the bundle and whether it signed the manifest. */
function signatureFacts(manifest, manifestBytes, signature) {
  try {
    const der = Buffer.from(manifest.signature.publicKey, 'base64');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') throw new Error('the key is not an Ed25519 key');
    const fingerprint = sha256(key.export({ format: 'der', type: 'spki' }));
    const valid = signature.length === 64 && verifySignature(null, manifestBytes, key, signature);
    return { fingerprint, valid, fault: null };
  } catch (cause) {
    return { fingerprint: null, valid: false, fault: messageOf(cause) };
  }
}

function signatureProblems(manifest, facts) {
  if (facts.fault !== null) return [{ code: 'foreignKey', path: manifestName, message: `The key in the bundle cannot be used: ${facts.fault}.` }];
  const problems = [];
  if (facts.fingerprint !== manifest.signature.fingerprint)
    problems.push({ code: 'fingerprint', path: manifestName, message: 'The fingerprint in the manifest is not that of its key.' });
  if (!facts.valid)
    problems.push({ code: 'signature', path: signatureName, message: 'The signature does not fit the manifest: one of them was changed or swapped.' });
  return problems;
}

const failed = (problems, expected) => ({
  intact: false, authorProven: false, complete: false, problems, fingerprint: null, expectedFingerprint: expected, manifest: null,
});

/**
 * Takes where the files are and the fingerprint that the owner of the key told, or null; gives what is proven and, in words,
 * everything that is wrong. `manifest` is null when it cannot be trusted to be one.
 */
export async function verifyBundle(source, expected = null) {
  let entries;
  try {
    entries = await source.list();
  } catch (cause) {
    return failed([{ code: 'unreadable', path: null, message: `The bundle cannot be read: ${messageOf(cause)}.` }], expected);
  }
  const present = new Map(entries.map((entry) => [entry.path, entry]));
  const listing = listingProblems(entries);
  if (!present.has(manifestName))
    return failed([{ code: 'noManifest', path: manifestName, message: 'There is no manifest.json: this is not an evidence bundle, or its export was interrupted.' }], expected);
  let manifestBytes;
  let manifest;
  let fault;
  try {
    if (present.get(manifestName).fault !== null) throw new Error(present.get(manifestName).fault);
    manifestBytes = await readWhole(source, manifestName, largestManifest);
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(manifestBytes);
    manifest = JSON.parse(text);
    fault = manifestFault(manifest, text);
  } catch (cause) {
    fault = `it cannot be read (${messageOf(cause)})`;
  }
  if (fault !== null) return failed([...listing, { code: 'manifest', path: manifestName, message: `The manifest is refused: ${fault}.` }], expected);
  const hasSignature = present.get(signatureName)?.fault === null;
  const signature = hasSignature ? await readWhole(source, signatureName, 4096).catch(() => Buffer.alloc(0)) : Buffer.alloc(0);
  const facts = signatureFacts(manifest, manifestBytes, signature);
  const problems = [
    ...listing,
    ...treeProblems(manifest.tree),
    ...(await fileProblems(source, present, manifest)),
    ...(hasSignature ? [] : [{ code: 'missing', path: signatureName, message: `${signatureName} is missing: nothing is signed.` }]),
    ...signatureProblems(manifest, facts),
  ];
  const intact = problems.length === 0;
  const authorProven = intact && expected !== null && facts.fingerprint === expected;
  if (expected !== null && facts.fingerprint !== expected)
    problems.push({ code: 'otherKey', path: null, message: `It was signed with the key ${facts.fingerprint ?? '(none)'}, and you expected ${expected}: somebody else made it.` });
  return { intact, authorProven, complete: intact && manifest.completeness.status === 'COMPLETE', problems, fingerprint: facts.fingerprint, expectedFingerprint: expected, manifest };
}

/** Characters that would move the cursor, end a line or turn the direction of writing. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Takes a text that whoever made a bundle wrote; gives it so that it cannot pretend to be a statement of who verifies it. */
export const printable = (text) =>
  String(text).replace(unprintable, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Takes what {@link verifyBundle} gave; gives it in words, one statement a line. */
export const reportLines = (report) => statementsOf(report).map(printable);

function statementsOf({ intact, authorProven, complete, problems, fingerprint, expectedFingerprint, manifest }) {
  const lines = [`Intact:         ${intact ? 'yes. Every file is as it was when it was signed.' : 'NO'}`];
  if (authorProven) lines.push('Author proven:  yes. The signature is of the key that you named.');
  else if (expectedFingerprint === null) lines.push('Author proven:  NO. You named no key, so anybody may have made this bundle. Ask its author for the fingerprint, and give it with --key.');
  else lines.push('Author proven:  NO.');
  if (manifest !== null) {
    lines.push(`Complete:       ${complete ? 'yes' : manifest.completeness.status === 'PARTIAL' ? 'NO. It says of itself that it is PARTIAL.' : 'not known'}`);
    for (const reason of manifest.completeness.reasons ?? []) lines.push(`  - ${reason}`);
    lines.push(`Key in it:      ${fingerprint ?? 'cannot be read'}`);
    lines.push(`It claims:      tenant ${manifest.tenant?.name} (${manifest.tenant?.id}), by ${manifest.person?.userPrincipalName}, ${manifest.time?.began} to ${manifest.time?.ended}`);
    lines.push(`Files:          ${manifest.tree.files.length}, digest of all ${manifest.tree.digest}`);
  }
  if (problems.length > 0) lines.push('', `${problems.length} problem${problems.length === 1 ? '' : 's'}:`, ...problems.slice(0, mostShown).map(({ message }) => `  - ${message}`));
  if (problems.length > mostShown) lines.push(`  - and ${problems.length - mostShown} more`);
  return lines;
}

/** Gives what the words ask for, or null where they are not understood: a key that was overlooked would be worse than none. */
function parsedArguments(args) {
  const folders = [];
  let expected = null;
  let json = false;
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index];
    if (word === '--json') json = true;
    else if (word === '--key' || word.startsWith('--key=')) {
      expected = fingerprintOf(word === '--key' ? (args[(index += 1)] ?? '') : word.slice('--key='.length));
      if (expected === null) return null;
    } else if (word.startsWith('--')) return null;
    else folders.push(word);
  }
  return folders.length === 1 ? { folder: folders[0], expected, json } : null;
}

async function main(args) {
  const parsed = parsedArguments(args);
  if (parsed === null) {
    process.stderr.write('Usage: node verify-bundle.mjs FOLDER [--key FINGERPRINT] [--json]\nThe fingerprint has 64 hexadecimal digits.\n');
    return 2;
  }
  const { folder, expected, json } = parsed;
  const report = await verifyBundle(folderSource(resolve(folder)), expected);
  const text = json ? JSON.stringify(report, null, 2) : reportLines(report).join('\n');
  process.stdout.write(`${text}\n`);
  const own = fileURLToPath(import.meta.url);
  if (realPath(own).startsWith(`${realPath(folder)}${sep}`)) process.stderr.write('\nNote: this script came with the bundle. Whoever can change the bundle can change the script: use a copy of your own.\n');
  return report.intact && report.authorProven && report.complete ? 0 : notVerified;
}

function realPath(path) {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** The first line of this file and the beginning of the second: whoever keeps a copy may give it any name. */
const head = '#!/usr/bin/env node\n// Verifies an evidence bundle';

/** The product holds this file within a larger one; it runs by itself only where it is itself what was started. */
function isStarted() {
  const started = process.argv[1];
  const own = fileURLToPath(import.meta.url);
  if (started === undefined || realPath(started) !== realPath(own)) return false;
  const file = openSync(own, 'r');
  try {
    const begin = Buffer.alloc(head.length + 8);
    const length = readSync(file, begin, 0, begin.length, 0);
    return begin.toString('utf8', 0, length).replace('\r\n', '\n').startsWith(head);
  } finally {
    closeSync(file);
  }
}

if (isStarted()) process.exitCode = await main(process.argv.slice(2));
