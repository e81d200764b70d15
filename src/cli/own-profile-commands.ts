import { type CommandDefinition, procedureCommand, withSession } from './command.ts';
import { readGivenFile, writeWhole } from './configuration-file.ts';
import { done, exitCodes } from './exit-codes.ts';
import { failure } from './failure.ts';
import { operand } from './invocation.ts';
import { askYesNo } from './questions.ts';
import { textTable } from './text-table.ts';

const took: Readonly<Record<'nothing' | 'built-in' | 'administrator', string>> = {
  nothing: '',
  'built-in': ' It stands for the built-in profile from now on; every plan says so.',
  administrator: ' The one that was there stays beside it as profile.previous.json.',
};

const followed: Readonly<Record<'nothing' | 'built-in', string>> = {
  nothing: '',
  'built-in': ' Set-ups of this vendor follow the program’s profile from now on.',
};

const vendorsSave: CommandDefinition = {
  words: 'vendors save',
  summary: 'Keep a profile file in your own folder of profiles',
  description:
    'Checks a profile and keeps it where this program looks for your own profiles: the folder of the settings, or "profiles" in the data folder. --yes lets it take the place of a profile with the same id.',
  operands: [{ name: 'file', description: 'a profile.json' }],
  examples: ['vendors save my-profiles/airstack/profile.json', 'vendors save profile.json --yes'],
  run: async (invocation) => {
    const text = await readGivenFile(operand(invocation.given, 0), { what: 'profile', reason: 'profile' });
    return withSession(invocation, async (session) => {
      const kept = await session.call('vendors.save', { text, replace: invocation.flags.yes });
      invocation.output.data(kept, `Kept as ${kept.place}.${took[kept.tookPlaceOf]}`);
      return done;
    });
  },
};

const vendorsUpgrade = procedureCommand({
  words: 'vendors upgrade',
  summary: 'Write one of your own profiles anew in the present format',
  operands: [{ name: 'vendor', description: 'id from "vendors validate"' }],
  examples: ['vendors upgrade airstack'],
  path: 'vendors.upgrade',
  signedIn: false,
  input: (given) => ({ vendor: operand(given, 0) }),
  text: ({ from, to, place }) =>
    `Written anew: ${place}, format ${from} before, ${to} now. The old file stays beside it as profile.previous.json.`,
});

const vendorsRemove: CommandDefinition = {
  words: 'vendors remove',
  summary: 'Take one of your own profiles out of use',
  description:
    'The file stays beside its place as profile.previous.json. Where the program has a profile of that vendor, set-ups follow that one from then on: this is asked about, or --yes says it beforehand.',
  operands: [{ name: 'vendor', description: 'id from "vendors validate"' }],
  examples: ['vendors remove notion', 'vendors remove airstack --yes'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const vendor = operand(invocation.given, 0);
      const question = `Remove your own profile ${vendor}? A profile of the program stands for it again, if there is one.`;
      const agreed = invocation.flags.yes || (session.interactive && (await askYesNo(invocation.host, question)));
      if (!agreed && session.interactive) throw declined();
      const removed = await session.call('vendors.remove', { vendor, restoreBuiltIn: agreed });
      invocation.output.data(removed, `Removed. The file stays as ${removed.place}.${followed[removed.follows]}`);
      return done;
    }),
};

const declined = () =>
  failure('cancelled', 'notConfirmed', {
    message: 'The profile was not removed.',
    nextStep: 'Run it again when you are sure.',
  });

const vendorsFacts = procedureCommand({
  words: 'vendors facts',
  summary: 'What is known about a vendor, each fact with its source',
  operands: [{ name: 'vendor', description: 'id from "vendors list"' }],
  examples: ['vendors facts airstack'],
  path: 'vendors.facts',
  signedIn: false,
  input: (given) => ({ source: { kind: 'vendor', vendor: operand(given, 0) } }),
  text: ({ displayName, document, areas, curated, warnings }) =>
    [
      `${displayName}: ${document.byHand ? 'written by hand' : `from ${document.file}`}${document.date === null ? '' : `, ${document.date}`}`,
      textTable(
        ['area', 'fact', 'value'],
        areas.flatMap(({ area, facts }) => facts.map(({ what, value }) => [area, what, value])),
      ),
      ...curated.map(({ kind, fact, source }) => `${kind}: ${fact}${source === null ? '' : ` (${source})`}`),
      ...warnings.map(({ code, message, line }) => `${line === undefined ? '' : `line ${line}: `}${code}: ${message}`),
    ].join('\n'),
});

const vendorsDraft: CommandDefinition = {
  words: 'vendors draft',
  summary: 'Begin a profile of an application that has no article',
  description:
    'Reads what gallery, synchronization template and live schema know about an application of this tenant and makes a profile of it. What only the vendor can say is left open: write it into the file, then check it with "vendors validate". Nothing in the tenant is written.',
  operands: [{ name: 'application', description: 'display name, or object id of the service principal' }],
  options: [{ flags: '--out <file>', description: 'write the profile to this file; default: print it' }],
  examples: ['vendors draft "Payroll Bridge" --out payroll.json'],
  run: async (invocation) => {
    const { given, output, flags } = invocation;
    const application = operand(given, 0);
    return withSession(invocation, async (session) => {
      await session.ensureSignedIn();
      const { draft, notes } = await session.call('vendors.draft', { application });
      const { profile, checked } = await session.call('vendors.compose', { draft });
      const text = JSON.stringify(profile, null, 2);
      const path = given.text('out');
      if (path !== undefined) await writeWhole(path, `${text}\n`, { replace: flags.yes });
      for (const note of notes) output.note(note);
      const faults = checked.faults.map(({ path: place, message }) => `fault  ${place}: ${message}`);
      output.data(
        { profile, notes, checked },
        [path === undefined ? text : `Written to ${path}.`, ...faults].join('\n'),
      );
      return checked.usable ? done : exitCodes.bad_request;
    });
  },
};

/** The commands about an administrator's own profiles. */
export const ownProfileCommands: readonly CommandDefinition[] = [
  vendorsFacts,
  vendorsSave,
  vendorsUpgrade,
  vendorsRemove,
  vendorsDraft,
];
