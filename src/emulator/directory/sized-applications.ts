import type { ProvisioningService, ServicePrincipalRecord, TenantState } from '#emulator/state';
import { initialAppRoles } from './app-roles.ts';
import { createNumberedIds, mixed } from './numbered-id.ts';

const day = 86_400_000;

/** People and groups that are assigned to each generated application. */
const assignedPeople = 5;

interface Sizing {
  readonly state: TenantState;
  readonly provisioning: Pick<ProvisioningService, 'templatesOf' | 'createJob'>;
  readonly count: number;
  readonly seed: number;
  readonly startAt: number;
}

const settings = (number: number): Map<string, string> =>
  new Map([
    ['BaseAddress', `https://scim-${number}.vendor.example/scim`],
    ['SecretToken', `generated-token-of-application-${number}`],
    ['SyncAll', 'false'],
    [
      'SyncNotificationSettings',
      JSON.stringify({
        Enabled: true,
        Recipients: 'identity-team@contoso.demo.example',
        DeleteThresholdEnabled: false,
      }),
    ],
  ]);

/**
 * Adds applications that are set up and paused: each made from a gallery template with provisioning, with a job, its settings and a few
 * assignments. Takes the state, the provisioning service, how many, what they follow from and the tenant's first moment in milliseconds.
 */
export function addSizedApplications({ state, provisioning, count, seed, startAt }: Sizing): void {
  // Without a sign-in at the vendor: a connection by token is whole as it stands.
  const templates = [...state.galleryTemplates.values()].filter(
    ({ vendorId }) => vendorId === 'airstack' || vendorId === 'askspoke',
  );
  const [ids, appIds, objectIds] = [0x617070, 0x6964, 0x6f626a].map((kind) =>
    createNumberedIds(mixed(seed, kind), count),
  );
  const people = [...state.people.keys()].slice(0, 40);
  const groups = [...state.groups.values()].filter(({ securityEnabled }) => securityEnabled).map(({ id }) => id);
  const createdAt = startAt - 90 * day;
  for (let index = 0; index < count; index += 1) {
    const template = templates[index % Math.max(1, templates.length)];
    if (template === undefined || ids === undefined || appIds === undefined || objectIds === undefined) return;
    const displayName = `${template.displayName} ${String(index + 1).padStart(3, '0')}`;
    const common = {
      appId: appIds.idOf(index),
      displayName,
      applicationTemplateId: template.id,
      createdAt,
      visibleAt: createdAt,
    };
    const roles = initialAppRoles(template, () => createNumberedIds(mixed(seed, 0x726f6c, index), 1).idOf(0));
    const servicePrincipal: ServicePrincipalRecord = {
      ...common,
      id: ids.idOf(index),
      applicationObjectId: objectIds.idOf(index),
      preferredSingleSignOnMode: null,
      owners: people.slice(0, 1),
    };
    state.applications.set(objectIds.idOf(index), { ...common, id: objectIds.idOf(index), appRoles: roles });
    state.servicePrincipals.set(servicePrincipal.id, servicePrincipal);
    state.secrets.set(servicePrincipal.id, settings(index + 1));
    const [offered] = provisioning.templatesOf(servicePrincipal);
    if (offered !== undefined) provisioning.createJob(servicePrincipal.id, offered.id).visibleAt = createdAt;
    const principals = [
      ...Array.from({ length: assignedPeople }, (_, step) => ({
        id: people[(index + step) % people.length],
        kind: 'user' as const,
      })),
      { id: groups[index % Math.max(1, groups.length)], kind: 'group' as const },
    ];
    for (const [number, { id, kind }] of principals.entries()) {
      const appRoleId = roles[0]?.id;
      if (id === undefined || appRoleId === undefined) continue;
      const assignment = `generated-${index}-${number}`;
      state.assignments.set(assignment, {
        id: assignment,
        servicePrincipalId: servicePrincipal.id,
        principalId: id,
        principalKind: kind,
        appRoleId,
        createdAt,
      });
    }
  }
}
