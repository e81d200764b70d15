import { lstat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { parseJsonText } from '#platform/json-text';
import type { CheckedProfile, FactsSource } from '#shared/contract/library';
import { VendorId } from '#shared/model/ids';
import { longestArticle, longestProfile } from '#shared/model/text-limits';
import { type CommandDefinition, procedureCommand, withSession } from './command.ts';
import { readGivenFile, writeWhole } from './configuration-file.ts';
import { done, exitCodes } from './exit-codes.ts';
import { type Invocation, operand } from './invocation.ts';
import { textTable } from './text-table.ts';

const readArticle = (path: string): Promise<string> =>
  readGivenFile(path, { what: 'article', reason: 'article', largest: longestArticle, tooLarge: 'documentTooLarge' });
const readProfile = (path: string): Promise<string> =>
  readGivenFile(path, { what: 'profile', reason: 'profile', largest: longestProfile });

const place = (line: number | undefined): string => (line === undefined ? '' : String(line));

/** A profile that is made again keeps what a person added to it. */
async function withCuratedHalf(path: string, profile: Readonly<Record<string, unknown>>) {
  if (!(await isThere(path))) return profile;
  const older = parseJsonText(await readProfile(path), { what: `The profile ${path}`, reason: 'profileNotJson' });
  const curated = typeof older === 'object' && older !== null && 'curated' in older ? older.curated : undefined;
  const format = typeof older === 'object' && older !== null && 'schemaVersion' in older ? older.schemaVersion : null;
  return curated === undefined || format !== profile.schemaVersion ? profile : { ...profile, curated };
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false;
    throw cause;
  }
}

async function keep(invocation: Invocation, profile: Readonly<Record<string, unknown>>): Promise<void> {
  const folder = invocation.given.text('out');
  if (folder === undefined) return;
  const path = join(folder, VendorId.parse(profile.id), 'profile.json');
  const whole = await withCuratedHalf(path, profile);
  await writeWhole(path, `${JSON.stringify(whole, null, 2)}\n`, { replace: invocation.flags.yes });
  invocation.output.note(`Written to ${path}. Read it before the first use; the warnings stand in it too.`);
}

const tutorialImport: CommandDefinition = {
  words: 'tutorial import',
  summary: 'Make a vendor profile of a provisioning tutorial (Markdown)',
  description:
    'Reads an article of the family "Configure … for automatic user provisioning" and makes a vendor profile of it. What the article leaves open or gets wrong is a warning, never a guess. Reads nothing but the file.',
  operands: [{ name: 'file', description: 'the article, Markdown' }],
  options: [
    {
      flags: '--out <folder>',
      description: 'write <folder>/<vendor>/profile.json, ready to be used as folder of profiles',
    },
    { flags: '--repo <name>', description: 'repository that the article comes from, for the record' },
    { flags: '--path <path>', description: 'path of the article in that repository, for the record' },
    { flags: '--commit <id>', description: 'commit of that repository, for the record' },
  ],
  examples: ['tutorial import article.md', 'tutorial import article.md --out my-profiles --json'],
  run: async (invocation) => {
    const path = operand(invocation.given, 0);
    const text = await readArticle(path);
    const { given } = invocation;
    const origin = Object.fromEntries(
      (['repo', 'path', 'commit'] as const).flatMap((name) => {
        const value = given.text(name);
        return value === undefined ? [] : [[name, value]];
      }),
    );
    return withSession(invocation, async (session) => {
      const imported = await session.call('tutorials.import', { text, file: basename(path), origin });
      await keep(invocation, imported.profile);
      const warnings =
        imported.warnings.length === 0
          ? 'No warnings.'
          : textTable(
              ['line', 'code', 'warning'],
              imported.warnings.map(({ line, code, message }) => [place(line), code, message]),
            );
      invocation.output.data(imported, `${JSON.stringify(imported.profile, null, 2)}\n\n${warnings}`);
      return done;
    });
  },
};

const problemsOf = ({ faults, doubts, replaces }: CheckedProfile): readonly string[] => [
  ...faults.map(({ path, message }) => `  fault  ${path === '' ? '' : `${path}: `}${message}`),
  ...doubts.map(({ path, message }) => `  doubt  ${path}: ${message}`),
  ...(replaces ?? []).map((difference) => `  differs from the built-in profile. ${difference}`),
];

const checkedText = (profile: CheckedProfile): string =>
  [`${profile.usable ? 'ok' : 'XX'}  ${profile.id || '(no id)'}  (${profile.source})`, ...problemsOf(profile)].join(
    '\n',
  );

const vendorsValidate: CommandDefinition = {
  words: 'vendors validate',
  summary: 'Check a profile file, or all profiles that are known here',
  operands: [{ name: 'file', description: 'a profile.json; default: all profiles', optional: true }],
  examples: ['vendors validate', 'vendors validate my-profiles/airstack/profile.json'],
  run: async (invocation) => {
    const [path] = invocation.given.operands;
    const text = path === undefined ? null : await readProfile(path);
    return withSession(invocation, async (session) => {
      const { profiles } = await session.call('vendors.validate', { text });
      invocation.output.data({ profiles }, profiles.map(checkedText).join('\n'));
      return profiles.every(({ usable }) => usable) ? done : exitCodes.bad_request;
    });
  },
};

/** A vendor's id, an article (.md) or a profile file (.json). */
async function factsSource(given: string): Promise<FactsSource> {
  const ending = extname(given).toLowerCase();
  if (ending === '.json') return { kind: 'profile', text: await readProfile(given) };
  const vendor = VendorId.safeParse(given);
  if (vendor.success && ending === '') return { kind: 'vendor', vendor: vendor.data };
  return { kind: 'article', text: await readArticle(given), file: basename(given) };
}

const vendorsCompare: CommandDefinition = {
  words: 'vendors compare',
  summary: 'What changed between two versions of an article or profile',
  operands: [
    { name: 'before', description: 'a vendor id, an article (.md) or a profile file (.json)' },
    { name: 'after', description: 'the same' },
  ],
  examples: ['vendors compare airstack new-article.md', 'vendors compare old.md new.md --json'],
  run: async (invocation) => {
    const [before, after] = await Promise.all([
      factsSource(operand(invocation.given, 0)),
      factsSource(operand(invocation.given, 1)),
    ]);
    return withSession(invocation, async (session) => {
      const compared = await session.call('vendors.compare', { before, after });
      const table = textTable(
        ['area', 'fact', compared.before, compared.after],
        compared.changes.map((change) => [change.area, change.what, change.before ?? '–', change.after ?? '–']),
      );
      invocation.output.data(compared, compared.changes.length === 0 ? 'No fact changed.' : table);
      return done;
    });
  },
};

const vendorsReconcile = procedureCommand({
  words: 'vendors reconcile',
  summary: 'How a vendor profile differs from the tenant, which is right',
  operands: [{ name: 'vendor', description: 'id from "vendors list"' }],
  options: [{ flags: '--service-principal <id>', description: 'object id of the application; default: the only one' }],
  examples: ['vendors reconcile airstack'],
  path: 'vendors.reconcile',
  input: (given) => ({
    vendor: operand(given, 0),
    servicePrincipalId: given.text('servicePrincipal') ?? null,
  }),
  text: ({ gallery, live, differences, filledIn }) =>
    [
      gallery.length === 0
        ? 'Not in the gallery of this tenant.'
        : `In the gallery: ${gallery.map(({ displayName }) => displayName).join(', ')}.`,
      ...(live ? [] : ['The application is not in this tenant: credentials and attributes were not compared.']),
      differences.length === 0
        ? 'No difference.'
        : textTable(
            ['area', 'what', 'profile', 'tenant', 'meaning'],
            differences.map((one) => [one.area, one.what, one.profile ?? '–', one.tenant ?? '–', one.explanation]),
          ),
      ...filledIn.map(
        ({ sourceObjectName, attributes }) =>
          `${sourceObjectName}: ${attributes.length} attributes come from the live schema.`,
      ),
    ].join('\n'),
});

/** The commands about tutorials and the library of profiles. */
export const libraryCommands: readonly CommandDefinition[] = [
  tutorialImport,
  vendorsValidate,
  vendorsCompare,
  vendorsReconcile,
];
