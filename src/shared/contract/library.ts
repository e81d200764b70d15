import { z } from 'zod';
import { ServicePrincipalId, VendorId } from '#shared/model/ids';
import { ProfileDraft } from '#shared/model/profile-draft';
import { longestArticle, longestProfile } from '#shared/model/text-limits';
import { mutation, query } from './define.ts';

const ArticleText = z.string().max(longestArticle);
const ProfileText = z.string().max(longestProfile);
const FileName = z.string().max(400);

/** A doubt about an imported document. */
export const TutorialWarning = z.strictObject({
  code: z.string(),
  message: z.string(),
  /** Counted from 1; left out for what concerns the whole document. */
  line: z.number().int().min(1).optional(),
});
export type TutorialWarning = z.infer<typeof TutorialWarning>;

const Profile = z.record(z.string(), z.unknown());

const Problem = z.strictObject({ path: z.string(), message: z.string() });

/** One profile file that was checked. */
export const CheckedProfile = z.strictObject({
  id: z.string(),
  /** Null where the file does not state one. */
  displayName: z.string().nullable(),
  source: z.enum(['built-in', 'administrator', 'given']),
  usable: z.boolean(),
  /** Where the file is, for a person; null for a text that was given. */
  place: z.string().nullable(),
  /** Day of the document that it was made from; null: none, or not dated. */
  documentDate: z.string().nullable(),
  /** True where the file is written in an older format than this program writes. */
  upgradable: z.boolean(),
  /** Version of the format that the file is written in; null where it states none. */
  writtenIn: z.number().nullable(),
  /** Why it cannot be used. */
  faults: z.array(Problem),
  /** What a person should look at. */
  doubts: z.array(Problem),
  /** For an administrator's own profile: how it differs from the built-in one in host, fields and roles; null: it replaces none. */
  replaces: z.array(z.string()).nullable(),
});
export type CheckedProfile = z.infer<typeof CheckedProfile>;

/** One version of what is known about a vendor: a profile that is known here, an article, or a profile file. */
export const FactsSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('vendor'), vendor: VendorId }),
  z.strictObject({ kind: z.literal('article'), text: ArticleText, file: FileName }),
  z.strictObject({ kind: z.literal('profile'), text: ProfileText }),
]);
export type FactsSource = z.infer<typeof FactsSource>;

/** One fact that two versions state differently; null: not stated there. */
export const FactChange = z.strictObject({
  area: z.string(),
  what: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FactChange = z.infer<typeof FactChange>;

/** One point on which a profile and the tenant differ; the tenant is right. */
export const TenantDifference = z.strictObject({
  area: z.enum(['gallery', 'credentials', 'attributes']),
  what: z.string(),
  profile: z.string().nullable(),
  tenant: z.string().nullable(),
  explanation: z.string(),
});
export type TenantDifference = z.infer<typeof TenantDifference>;

/** One fact of a profile, as text. */
export const ProfileFact = z.strictObject({ what: z.string(), value: z.string() });
export type ProfileFact = z.infer<typeof ProfileFact>;

/** Something that a person added to a profile, with where they have it from. */
export const CuratedFact = z.strictObject({ kind: z.string(), fact: z.string(), source: z.string().nullable() });
export type CuratedFact = z.infer<typeof CuratedFact>;

/** All facts of a profile and where each of them comes from. */
export const FactSheet = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  source: z.enum(['built-in', 'administrator', 'given']),
  /** The document that the facts stand in; `byHand`: a person wrote the profile without one. */
  document: z.strictObject({
    file: z.string(),
    repo: z.string().nullable(),
    commit: z.string().nullable(),
    date: z.string().nullable(),
    byHand: z.boolean(),
  }),
  areas: z.array(z.strictObject({ area: z.string(), facts: z.array(ProfileFact) })),
  curated: z.array(CuratedFact),
  warnings: z.array(TutorialWarning),
});
export type FactSheet = z.infer<typeof FactSheet>;

/** Procedures about tutorials and the library of profiles that is made from them. Nothing in a tenant is written by them. */
export const libraryContract = {
  'tutorials.import': query({
    summary:
      'Make a vendor profile of a provisioning tutorial, with a warning for every doubt; the network is not read',
    input: z.strictObject({
      text: ArticleText,
      file: FileName.default('article.md'),
      /** Where the document came from, if that is known. */
      origin: z
        .strictObject({ repo: FileName.optional(), path: FileName.optional(), commit: FileName.optional() })
        .default({}),
    }),
    output: z.strictObject({ profile: Profile, warnings: z.array(TutorialWarning) }),
  }),
  'vendors.validate': query({
    summary: 'Check a profile file, or all profiles that are known here',
    input: z.strictObject({ text: ProfileText.nullable().default(null) }),
    output: z.strictObject({ profiles: z.array(CheckedProfile) }),
  }),
  'vendors.compare': query({
    summary: 'What changed between two versions of what is known about a vendor: profile, article or profile file',
    input: z.strictObject({ before: FactsSource, after: FactsSource }),
    output: z.strictObject({ before: z.string(), after: z.string(), changes: z.array(FactChange) }),
  }),
  'vendors.facts': query({
    summary: 'The facts of a profile, an article or a profile file, area by area, with their sources',
    input: z.strictObject({ source: FactsSource }),
    output: FactSheet,
  }),
  'vendors.save': mutation({
    summary: 'Keep a profile in the administrator’s own folder of profiles on this machine',
    input: z.strictObject({
      text: ProfileText,
      /** False refuses where a profile with that id is there already. */
      replace: z.boolean().default(false),
    }),
    output: z.strictObject({
      id: VendorId,
      place: z.string(),
      tookPlaceOf: z.enum(['nothing', 'built-in', 'administrator']),
    }),
  }),
  'vendors.upgrade': mutation({
    summary: 'Write one of the administrator’s own profiles anew in the present format; its facts stay',
    input: z.strictObject({ vendor: VendorId }),
    output: z.strictObject({ id: VendorId, from: z.number(), to: z.number(), place: z.string() }),
  }),
  'vendors.remove': mutation({
    summary: 'Take one of the administrator’s own profiles out of use; its file stays beside its place',
    input: z.strictObject({
      vendor: VendorId,
      /** False refuses where the program has a profile of that vendor, which would be followed from then on. */
      restoreBuiltIn: z.boolean().default(false),
    }),
    output: z.strictObject({ id: VendorId, place: z.string(), follows: z.enum(['nothing', 'built-in']) }),
  }),
  'vendors.draft': query({
    summary: 'Begin a profile by hand: what gallery, template and live schema of an application know',
    input: z.strictObject({ application: z.string().min(1).max(320) }),
    output: z.strictObject({ draft: ProfileDraft, notes: z.array(z.string()) }),
  }),
  'vendors.compose': query({
    summary: 'Make a profile of what a person wrote, and check it as any other profile',
    input: z.strictObject({ draft: ProfileDraft }),
    output: z.strictObject({ profile: Profile, checked: CheckedProfile }),
  }),
  'vendors.reconcile': query({
    summary:
      'How a vendor profile differs from the gallery, the template and the live schema of the tenant, which are right',
    input: z.strictObject({ vendor: VendorId, servicePrincipalId: ServicePrincipalId.nullable().default(null) }),
    output: z.strictObject({
      gallery: z.array(z.strictObject({ templateId: z.string(), displayName: z.string() })),
      /** False: the application is not in the tenant, so that credentials and attributes could not be compared. */
      live: z.boolean(),
      differences: z.array(TenantDifference),
      /** What the live schema knows where the article shows no table. */
      filledIn: z.array(
        z.strictObject({
          sourceObjectName: z.string(),
          attributes: z.array(
            z.strictObject({ name: z.string(), type: z.string().nullable(), required: z.boolean().nullable() }),
          ),
        }),
      ),
    }),
  }),
} as const;
