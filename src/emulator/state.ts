import type { SynchronizationSchema } from '#core/graph/shapes';
import type { LogQuery, LogRows } from '#emulator/provisioning/log-rows';
import type { VendorDefinition } from '#emulator/provisioning/vendor-definitions';

/** Time inside the tenant. In `real` mode it runs like the wall clock; in `warp` mode a sleep moves it forward at once. */
export interface TenantClock {
  now(): number;
  /** Moves the clock forward and lets everything that fell due run. */
  advance(milliseconds: number): Promise<void>;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export type AttributeValue = string | number | boolean | null | readonly string[];

/** A person of the directory: `attributes` by their Graph names (givenName, surname, mail, department, extensionAttribute1, …). */
export interface Person {
  readonly id: string;
  userPrincipalName: string;
  accountEnabled: boolean;
  attributes: Record<string, AttributeValue>;
  managerId: string | null;
  /** Set while the person is soft-deleted; milliseconds since 1970. */
  deletedAt: number | null;
  /** When the person last changed, for watermarks. */
  changedAt: number;
  /** Directory roles by display name; empty for most. */
  roles: { displayName: string; templateId: string }[];
  /** Actions of custom roles, for example microsoft.directory/servicePrincipals/synchronizationJobs/manage. */
  customRoleActions: string[];
  /** Tenants (ids) in which the person is a guest. */
  guestOf: string[];
}

export interface Group {
  readonly id: string;
  displayName: string;
  securityEnabled: boolean;
  mailEnabled: boolean;
  attributes: Record<string, AttributeValue>;
  members: { readonly id: string; readonly kind: 'user' | 'group' }[];
  deletedAt: number | null;
  changedAt: number;
}

export interface AppRoleRecord {
  id: string;
  displayName: string;
  description: string;
  value: string | null;
  isEnabled: boolean;
  allowedMemberTypes: string[];
  [member: string]: unknown;
}

/** `visibleAt`: until then reads answer 404, as right after a create in the real directory. */
export interface ApplicationRecord {
  readonly id: string;
  readonly appId: string;
  displayName: string;
  applicationTemplateId: string | null;
  appRoles: AppRoleRecord[];
  createdAt: number;
  visibleAt: number;
}

export interface ServicePrincipalRecord {
  readonly id: string;
  readonly appId: string;
  displayName: string;
  applicationTemplateId: string | null;
  /** Object id of the application registration. */
  applicationObjectId: string;
  preferredSingleSignOnMode: string | null;
  owners: string[];
  /** Members that a PATCH changed and that nothing in the tenant reads: notes, tags, notificationEmailAddresses, … */
  properties?: Record<string, unknown>;
  createdAt: number;
  visibleAt: number;
}

export interface AssignmentRecord {
  readonly id: string;
  readonly servicePrincipalId: string;
  readonly principalId: string;
  readonly principalKind: 'user' | 'group';
  readonly appRoleId: string;
  readonly createdAt: number;
}

/** A gallery application template. `vendorId` names the emulated vendor whose synchronization templates it offers; null = no provisioning. */
export interface GalleryTemplateRecord {
  readonly id: string;
  readonly displayName: string;
  readonly publisher: string;
  readonly categories: string[];
  readonly homePageUrl: string | null;
  readonly supportedProvisioningTypes: string[];
  readonly supportedSingleSignOnModes: string[];
  readonly vendorId: string | null;
  readonly logoUrl?: string | null;
  readonly description?: string | null;
  /** App roles that an instantiated application starts with; default `msiam_access`. `user`: User and msiam_access. */
  readonly appRoles?: 'none' | 'msiam_access' | 'user';
}

/** A synchronization job as Graph keeps it; what a cycle needs beside it belongs to the provisioning service. */
export interface JobRecord {
  readonly id: string;
  readonly servicePrincipalId: string;
  readonly templateId: string;
  schema: SynchronizationSchema;
  createdAt: number;
  visibleAt: number;
}

/** All that the tenant remembers. Plain data: routes and the provisioning service read and change it. */
export interface TenantState {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly domain: string;
  readonly premium: boolean;
  /** Days that logs are kept, where the licence does not say it. */
  readonly logRetentionDays?: 7 | 30;
  readonly people: Map<string, Person>;
  readonly groups: Map<string, Group>;
  readonly galleryTemplates: Map<string, GalleryTemplateRecord>;
  /** Vendors that the seed describes, beside those that every tenant has. */
  readonly seededVendors?: readonly VendorDefinition[];
  readonly applications: Map<string, ApplicationRecord>;
  readonly servicePrincipals: Map<string, ServicePrincipalRecord>;
  readonly assignments: Map<string, AssignmentRecord>;
  /** Times of removed assignments by service principal, for incremental cycles. */
  readonly removedAssignments: {
    readonly servicePrincipalId: string;
    readonly principalId: string;
    readonly at: number;
  }[];
  readonly jobs: Map<string, JobRecord>;
  /** Synchronization secrets and settings by service principal id, in clear: only the service itself reads them. */
  readonly secrets: Map<string, Map<string, string>>;
}

/** What an access token says after it was checked. */
export interface VerifiedToken {
  readonly personId: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
}

/** The tenant's sign-in service (src/emulator/entra). */
export interface IdentityService {
  /** Answers requests to the sign-in host: discovery, authorize pages, token, devicecode, adminconsent, logout. */
  fetch(request: Request): Promise<Response>;
  /** Checks a bearer token; a fault carries what Graph would say in its 401. */
  verify(
    token: string,
  ):
    | { readonly ok: true; readonly token: VerifiedToken }
    | { readonly ok: false; readonly code: string; readonly message: string; readonly claims?: string };
  /** Control for tests and faults. */
  readonly control: {
    /** Revokes all tokens of a person; the next Graph call gets a claims challenge when the client said it can handle one. */
    revokeTokens(personId: string): void;
    /** Scopes that nobody has consented to yet need an administrator. */
    requireAdminConsent(scopes: readonly string[]): void;
    setTokenLifetimeSeconds(seconds: number): void;
  };
}

/** Fault of a connection test or a cycle, in the words of the service. */
export interface ServiceFault {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** A job that was put into quarantine, as the audit log tells of it. */
export interface QuarantineRecord {
  readonly id: string;
  readonly correlationId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly servicePrincipalId: string;
  readonly reason: string;
  readonly error: { readonly message: string } | null;
}

/** The provisioning service of the tenant (src/emulator/provisioning). Graph routes call it after checking rights. */
export interface ProvisioningService {
  /** Synchronization templates that a service principal offers; empty when the application supports no provisioning. */
  templatesOf(servicePrincipal: ServicePrincipalRecord): readonly SynchronizationTemplateRecord[];
  /** Sends a real request to the target. */
  validateCredentials(
    servicePrincipalId: string,
    templateId: string,
    credentials: ReadonlyMap<string, string>,
  ): Promise<ServiceFault | null>;
  createJob(servicePrincipalId: string, templateId: string): JobRecord;
  deleteJob(job: JobRecord): void;
  start(job: JobRecord): ServiceFault | null;
  pause(job: JobRecord): void;
  restart(job: JobRecord, resetScopes: ReadonlySet<string>): ServiceFault | null;
  /** Called after a schema PUT or DELETE: the next cycle evaluates everybody again. */
  schemaChanged(job: JobRecord): void;
  /** Called after a secrets PUT. */
  secretsChanged(servicePrincipalId: string): void;
  /** The synchronizationJob resource with its status, as GET answers it. */
  jobResource(job: JobRecord): Record<string, unknown>;
  /** The answer of provisionOnDemand, or a fault. */
  provisionOnDemand(
    job: JobRecord,
    parameters: unknown,
  ): Promise<{ readonly key: string; readonly value: string } | ServiceFault>;
  /** Rows of auditLogs/provisioning, newest first unless the query says otherwise; made as they are read. */
  logRows(query?: LogQuery): LogRows;
  /** Every quarantine that began or changed its reason, newest first. */
  quarantines(): readonly QuarantineRecord[];
  /** Runs every cycle that is due on the tenant's clock; resolves when they ended. */
  runDueCycles(): Promise<void>;
  /** True while a cycle is running. */
  readonly busy: boolean;
}

export interface SynchronizationTemplateRecord {
  readonly id: string;
  readonly applicationId: string;
  readonly isDefault: boolean;
  readonly factoryTag: string;
  readonly description: string | null;
  readonly metadata: { readonly key: string; readonly value: string }[];
  readonly schema: SynchronizationSchema;
}
