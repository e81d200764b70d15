/** Something in which the demo tenant's Graph knowingly differs from Microsoft's, or from a published sample of it. */
export interface KnownDifference {
  /** File of the sample and the path in it, where a sample shows the difference; null: behaviour that no sample shows. */
  readonly sample: { readonly file: string; readonly path: string } | null;
  readonly difference: string;
  readonly reason: string;
  readonly source: string;
}

/** The list; a test fails when an entry about a sample is no longer true, or when one is missing. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    sample: { file: 'auditLogs-provisioning-success.response.json', path: '/value[]/initiatedBy/initiatingType' },
    difference: 'initiatedBy has initiatorType, as the type says; one sample prints initiatingType.',
    reason: 'The other samples and the metadata of the service have initiatorType.',
    source: 'microsoftgraph/msgraph-metadata, schemas/v1.0-Prod.csdl, provisioningInitiator',
  },
  {
    sample: { file: 'auditLogs-provisioning-failure.response.json', path: '/value[]/modifiedProperties' },
    difference: 'A failed change lists no modifiedProperties.',
    reason: 'The engine records the changes that were made; nothing was.',
    source: 'learn.microsoft.com/graph/api/provisioningobjectsummary-list',
  },
  {
    sample: {
      file: 'synchronization-provisionOnDemand-skipped.value-decoded.json',
      path: '/value/modifiedProperties',
    },
    difference: 'A person whose state matches already lists no modifiedProperties.',
    reason: 'The engine records the changes that were made; nothing was.',
    source: 'learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand',
  },
  {
    sample: null,
    difference: 'An unknown route answers 501 and names it, where Graph answers 400 or 404.',
    reason: 'A call that the tenant does not know must never look like an empty answer.',
    source: 'Design of the demo tenant',
  },
  {
    sample: null,
    difference: 'A PUT of secrets without SyncNotificationSettings or SyncAll always stores nothing.',
    reason: 'Texts of Microsoft disagree; the tenant takes the reading that punishes a careless caller.',
    source:
      'Microsoft SCIM onboarding reference; learn.microsoft.com/graph/api/synchronization-serviceprincipal-put-synchronization',
  },
  {
    sample: null,
    difference: 'A PUT of secrets that leaves a key out deletes it, and `*` is stored as the value.',
    reason:
      'Whether the service keeps keys that are not sent, or takes the mask for the saved value, is not published.',
    source: 'learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-inbound-synch-ms-graph',
  },
  {
    sample: null,
    difference: 'The texts and codes with which a schema is refused are our own.',
    reason: 'No page publishes a refused PUT of a schema.',
    source: 'learn.microsoft.com/graph/api/synchronization-synchronizationschema-update',
  },
  {
    sample: null,
    difference: 'filterOperators lists six more operators than the published reply, by the names of the portal.',
    reason: 'The portal offers them; their names in the API are not published.',
    source:
      'learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts',
  },
  {
    sample: null,
    difference: 'A PATCH of secrets answers 405.',
    reason: 'It is documented as not supported, without a status.',
    source: 'learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-inbound-synch-ms-graph',
  },
  {
    sample: null,
    difference: 'Saved secrets are seen at once; only applications, service principals and jobs take time to appear.',
    reason: 'The delay after a PUT of secrets is known from one client only, and its length is not.',
    source: 'hashicorp/terraform-provider-azuread, internal/services/synchronization',
  },
  {
    sample: null,
    difference: 'People without a role cannot create applications, as if the tenant forbade it to its members.',
    reason: 'Most organizations restrict it, and the check of rights is to be seen.',
    source: 'learn.microsoft.com/entra/identity/role-based-access-control/delegate-app-roles',
  },
  {
    sample: null,
    difference: 'The admin center page for Authorize asks nobody to sign in.',
    reason: 'It stands for a browser in which the administrator is signed in already.',
    source: 'learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups',
  },
  {
    sample: null,
    difference: 'acquireAccessToken takes Oauth2AuthorizationCode and Oauth2RedirectUri.',
    reason: 'No page says which keys it takes.',
    source: 'learn.microsoft.com/graph/api/synchronization-synchronization-acquireaccesstoken',
  },
  {
    sample: null,
    difference: 'Provisioning logs page by 100 rows, at most 1,000, and a greater $top is taken as 1,000.',
    reason: 'Default and maximum page sizes are not published.',
    source: 'learn.microsoft.com/graph/api/provisioningobjectsummary-list',
  },
  {
    sample: null,
    difference: 'directoryAudits holds changes made through this Graph and quarantines that began, and no sign-ins.',
    reason: 'Nothing in the product reads others.',
    source: 'learn.microsoft.com/graph/api/directoryaudit-list',
  },
];
