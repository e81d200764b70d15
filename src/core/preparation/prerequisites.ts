import type { EffectiveProfile } from '#core/profiles/effective-profile';
import type { CoreError } from '#core/rpc/errors';
import { roleNoteOf } from '#core/session/role-note';
import type { ExistingApplication, GalleryFinding, Prerequisite } from '#shared/model/preparation';
import type { RoleView } from '#shared/model/session';

/** What was read of the tenant, or the fault that reading it met. */
export type Looked<T> = { readonly value: T } | { readonly fault: CoreError };

/** Everything that prerequisites are judged by. */
export interface TenantFindings {
  readonly tenantName: string;
  readonly roles: Looked<readonly RoleView[]>;
  readonly premium: Looked<boolean>;
  readonly applications: Looked<readonly ExistingApplication[]>;
  readonly gallery: Looked<GalleryFinding>;
}

type Judged = Pick<Prerequisite, 'state' | 'detail'> & { readonly scopes?: readonly string[] };

const unread = (what: string, fault: CoreError): Judged => ({
  state: 'unknown',
  detail: `${what} could not be looked up: ${fault.message}`,
  scopes: fault.details.scopes ?? [],
});

function judged<T>(looked: Looked<T>, what: string, judge: (value: T) => Judged): Judged {
  return 'fault' in looked ? unread(what, looked.fault) : judge(looked.value);
}

const roleOf = (findings: TenantFindings): Judged =>
  judged(findings.roles, 'Your roles', (roles) => {
    const note = roleNoteOf(roles);
    if (note !== null) return { state: 'notSeen', detail: note };
    return { state: 'met', detail: `You are ${roles.map(({ displayName }) => displayName).join(', ')}.` };
  });

const licenceOf = (findings: TenantFindings): Judged =>
  judged(findings.premium, 'The licences of the tenant', (premium) =>
    premium
      ? { state: 'met', detail: 'The tenant has Microsoft Entra ID P1 or P2.' }
      : {
          state: 'notSeen',
          detail:
            'No P1 or P2 licence was seen. People can be assigned one by one; groups cannot be assigned, and the provisioning log cannot be read.',
        },
  );

const applicationOf = (findings: TenantFindings): Judged =>
  judged(findings.applications, 'The applications of the tenant', (applications) => {
    const [only] = applications;
    if (only === undefined) return { state: 'notSeen', detail: 'It is not in the tenant yet; this set-up adds it.' };
    if (applications.length > 1)
      return { state: 'met', detail: `${applications.length} are in the tenant; you choose which one is meant.` };
    return { state: 'met', detail: `"${only.displayName}" is in the tenant and can be used.` };
  });

const singleSignOnOf = (findings: TenantFindings): Judged =>
  judged(findings.applications, 'Single sign-on', (applications) => {
    const withMode = applications.find(({ singleSignOnMode }) => singleSignOnMode !== null);
    if (withMode !== undefined)
      return { state: 'met', detail: `"${withMode.displayName}" has single sign-on (${withMode.singleSignOnMode}).` };
    return {
      state: 'notSeen',
      detail:
        'No application of this vendor has single sign-on yet. Provisioning works without it; accounts are then made before anybody can sign in with them.',
    };
  });

/** What only a person can know. */
const askPerson: Judged = { state: 'person', detail: 'This cannot be looked up from here.' };

const judges: Readonly<Record<string, (findings: TenantFindings) => Judged>> = {
  entraRole: roleOf,
  entraTenant: ({ tenantName }) => ({ state: 'met', detail: `You are signed in to ${tenantName}.` }),
  licence: licenceOf,
  application: applicationOf,
  ssoConfigured: singleSignOnOf,
};

interface Asked {
  readonly kind: string;
  readonly text: string;
  readonly url?: string | undefined;
}

/** What every set-up needs, whether its document says so or not. */
function askedFor(profile: EffectiveProfile): readonly Asked[] {
  const stated = new Set(profile.prerequisites.map(({ kind }) => kind));
  const sso = profile.capabilities.sso;
  return [
    ...profile.prerequisites,
    ...(stated.has('entraRole')
      ? []
      : [{ kind: 'entraRole', text: 'Application Administrator or Cloud Application Administrator' }]),
    { kind: 'licence', text: 'Microsoft Entra ID P1 or P2, when groups are assigned' },
    { kind: 'application', text: `The enterprise application ${profile.displayName}` },
    ...(stated.has('ssoConfigured') || sso === 'none' || sso === 'unknown'
      ? []
      : [{ kind: 'ssoConfigured', text: `Single sign-on, which the document calls ${sso}` }]),
  ];
}

/** Takes a profile and what was read of the tenant; gives every prerequisite with what was seen of it. Pure; nothing in it stops a set-up. */
export function prerequisitesOf(profile: EffectiveProfile, findings: TenantFindings): readonly Prerequisite[] {
  return askedFor(profile).map(({ kind, text, url }) => {
    const judge = Object.hasOwn(judges, kind) ? judges[kind] : undefined;
    const { scopes = [], ...seen } = judge?.(findings) ?? askPerson;
    return { kind, text, ...seen, url: url ?? null, scopes: [...scopes] };
  });
}
