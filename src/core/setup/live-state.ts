import type {
  Application,
  AppRoleAssignment,
  DirectoryObject,
  ServicePrincipal,
  SynchronizationJob,
  SynchronizationSchema,
  SynchronizationSecret,
  SynchronizationTemplate,
} from '#core/graph/shapes';
import type { IntentEntry } from '#core/journal/entry';

/** The gallery template that applications of a vendor are made from. */
export interface TemplateFacts {
  readonly id: string;
  readonly displayName: string;
  /** false: the gallery says that it supports no provisioning; null: the gallery says nothing. */
  readonly supportsProvisioning: boolean | null;
}

/** What a test with the saved credentials came to. */
export type SavedCredentials =
  | { readonly kind: 'notTried' }
  | { readonly kind: 'proven'; readonly requestId: string | undefined }
  | { readonly kind: 'refused' | 'unreachable'; readonly message: string; readonly requestId: string | undefined };

/** Which service principal a configuration is about. */
export type ApplicationChoice =
  /** `adopts`: an interrupted run's intent that this service principal came from. */
  | { readonly kind: 'use'; readonly servicePrincipal: ServicePrincipal; readonly adopts: IntentEntry | null }
  /** `open`: an interrupted run's intent whose service principal is not to be seen (yet). */
  | { readonly kind: 'create'; readonly displayName: string; readonly open: IntentEntry | null };

/** Which synchronization job a configuration is about. */
export type JobChoice =
  | { readonly kind: 'use'; readonly job: SynchronizationJob; readonly adopts: IntentEntry | null }
  | { readonly kind: 'create'; readonly open: IntentEntry | null };

/** What stands on the chosen service principal. */
export interface LiveApplication {
  /** null: the registration is in another tenant (an application that was signed up for). */
  readonly application: Application | null;
  readonly templates: readonly SynchronizationTemplate[];
  readonly jobs: readonly SynchronizationJob[];
  readonly job: JobChoice;
  readonly secrets: readonly SynchronizationSecret[];
  readonly schema: SynchronizationSchema | null;
  readonly savedCredentials: SavedCredentials;
  readonly assignments: readonly AppRoleAssignment[];
}

/** People and groups that a configuration names. */
export interface Principals {
  readonly users: ReadonlyMap<string, DirectoryObject>;
  readonly groups: ReadonlyMap<string, readonly DirectoryObject[]>;
  /** The name that may be meant, by the name that was not found; only where one is close. */
  readonly closeNames: ReadonlyMap<string, string>;
  /** Names of groups inside a group, by that group's id. */
  readonly nestedGroups: ReadonlyMap<string, readonly string[]>;
}

/** Everything that a plan is computed from, as it was at one moment. */
export interface LiveState {
  readonly tenantId: string;
  /** Milliseconds since 1970, UTC. */
  readonly gatheredAt: number;
  readonly template: TemplateFacts | null;
  /** All service principals made from the template, or with the application's name. */
  readonly instances: readonly ServicePrincipal[];
  readonly choice: ApplicationChoice;
  /** null: the service principal has to be created first. */
  readonly live: LiveApplication | null;
  readonly principals: Principals;
}
