import { z } from 'zod';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import type { PreflightObject } from '#shared/model/preflight';
import { attributePath } from './attribute-coverage.ts';
import { hasServiceFlag } from './target-asker.ts';

const coreUser = 'urn:ietf:params:scim:schemas:core:2.0:User';
const filler = 'Preflight test';

/** An account that a write check makes. */
export interface TestPerson {
  readonly userName: string;
  /** Made up for this run, so that nobody else's account is taken for it. */
  readonly externalId: string;
}

/** Fields of an extension that the vendor wants on every account, with a text that says what they are. */
function extensionsOf(required: readonly string[]): Readonly<Record<string, Record<string, string>>> {
  const extensions: Record<string, Record<string, string>> = {};
  for (const name of required) {
    const { schema, attribute, subAttribute } = attributePath(name);
    if (schema === null || subAttribute !== null || schema.toLowerCase() === coreUser.toLowerCase()) continue;
    extensions[schema] = { ...extensions[schema], [attribute]: filler };
  }
  return extensions;
}

/** Takes a profile; gives the attributes of people that its vendor wants on every account. Pure. */
export const requiredAttributes = (
  profile: Pick<EffectiveProfile, 'objectMappings' | 'neededOnEveryAccount'>,
): readonly string[] => [
  ...new Set([
    ...profile.objectMappings
      .filter(({ sourceObjectName }) => sourceObjectName === 'User')
      .flatMap(({ attributes }) => attributes.filter(({ required }) => required === true).map(({ name }) => name)),
    ...profile.neededOnEveryAccount.map(({ targetAttributeName }) => targetAttributeName),
  ]),
];

/** Takes a test person, what is mapped and what the vendor wants; gives the body of its creation as the service would send it. Pure. Source: RFC 7644, 3.3 */
export function creationBody(
  { userName, externalId }: TestPerson,
  { object, required }: { readonly object: PreflightObject | undefined; readonly required: readonly string[] },
): Record<string, unknown> {
  const extensions = extensionsOf(required);
  const wants = (root: string): boolean =>
    [...(object?.attributes ?? []), ...required].some((name) => {
      const path = attributePath(name);
      return path.schema === null && path.attribute.toLowerCase() === root.toLowerCase();
    });
  return {
    schemas: [coreUser, ...Object.keys(extensions)],
    userName,
    externalId,
    active: true,
    ...(wants('displayName') ? { displayName: filler } : {}),
    ...(wants('name') ? { name: { givenName: 'Preflight', familyName: 'Test', formatted: filler } } : {}),
    ...(wants('emails') && userName.includes('@')
      ? { emails: [{ type: 'work', value: userName, primary: true }] }
      : {}),
    ...(wants('title') && required.includes('title') ? { title: filler } : {}),
    ...extensions,
  };
}

/** Takes a tenant URL; gives the request with which the service disables somebody there. Pure. Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility */
export const disableBody = (tenantUrl: URL): Record<string, unknown> => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  // Without its flag the service writes booleans as texts.
  Operations: [{ op: 'Replace', path: 'active', value: hasServiceFlag(tenantUrl) ? false : 'False' }],
});

const Account = z.looseObject({
  id: z.string().min(1).max(400),
  userName: z.unknown().optional(),
  externalId: z.unknown().optional(),
  active: z.unknown().optional(),
});
export type Account = z.infer<typeof Account>;

/** Takes parsed JSON; gives the account that it is, or null. Pure. */
export const accountOf = (json: unknown): Account | null => Account.safeParse(json).data ?? null;

const lower = (value: unknown): string => String(value).toLowerCase();

/** Takes an account and a person; says whether it carries the person's name. Pure. */
export const hasName = (account: Account, { userName }: TestPerson): boolean =>
  lower(account.userName) === lower(userName);

/** Takes an account and a person; says whether this run surely made it: it carries the external id that was made up. Pure. */
export const isOurs = (account: Account, { externalId }: TestPerson): boolean => account.externalId === externalId;

/** Takes an account; says whether it is disabled, as a boolean or as the text that some targets keep. Pure. */
export const isDisabled = ({ active }: Account): boolean => active === false || lower(active) === 'false';
