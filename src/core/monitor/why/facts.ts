import type { AssignedGroup } from '#core/graph/calls/group-facts';
import type { Memberships } from '#core/graph/calls/memberships';
import type { AppRole, AppRoleAssignment, ServicePrincipal, SynchronizationSchema } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';
import type { SourceReading } from '#core/scope/source-values';
import type { JobView, LogEntryView } from '#shared/model/job';

/** What was read, or why it could not be. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: CoreError };

/** Takes work that reads; gives what it read or the fault, so that the other sources still answer. Giving up is raised. */
export async function reading<T>(work: Promise<T>): Promise<Reading<T>> {
  try {
    return { ok: true, value: await work };
  } catch (cause) {
    if (!(cause instanceof CoreError) || cause.code === 'cancelled') throw cause;
    return { ok: false, fault: cause };
  }
}

/** Takes a fault; gives what failed, what helps and the id for support. Pure. */
export const toldFault = ({ message, details }: CoreError): string =>
  [message, details.nextStep, details.requestId === undefined ? undefined : `(request-id ${details.requestId})`]
    .filter((part) => part !== undefined)
    .join(' ');

/** Whom an explanation is about. */
export interface PersonFacts {
  readonly id: string | null;
  readonly displayName: string;
  readonly userPrincipalName: string | null;
  readonly found: 'directory' | 'deleted' | 'log';
  /** ISO 8601; null = not deleted, or not known. */
  readonly deletedAt: string | null;
  /** null: it cannot be told. */
  readonly enabled: boolean | null;
  readonly guest: boolean | null;
}

/** The person's attributes, and how the service's names are read from them. */
export interface PersonValues {
  readonly record: Readonly<Record<string, unknown>>;
  readonly reading: SourceReading;
}

/** Rows of the log about the person, newest first. */
export interface LogFacts {
  readonly source: 'service' | 'archive' | 'both' | 'none';
  readonly readUntil: string | null;
  readonly entries: readonly LogEntryView[];
  /** Why the service's log could not be read. */
  readonly fault: CoreError | null;
}

/** Everything that gates are judged by; nothing is asked for any more. */
export interface WhyFacts {
  readonly application: ServicePrincipal;
  readonly person: PersonFacts;
  /** None = provisioning is not set up. */
  readonly jobs: Reading<readonly JobView[]>;
  /** The one that is explained: the first. */
  readonly job: JobView | null;
  /** null: the settings could not be read. */
  readonly everyone: boolean | null;
  readonly roles: readonly AppRole[];
  readonly assignments: Reading<readonly AppRoleAssignment[]>;
  /** null: not asked, because the permission is missing or there is nobody to ask about. */
  readonly memberships: Reading<Memberships> | null;
  /** Assigned groups that have the person, directly or through others. */
  readonly groups: ReadonlyMap<string, AssignedGroup>;
  /** null: there is no job. */
  readonly schema: Reading<SynchronizationSchema> | null;
  /** Names of target attributes that the vendor's document requires. */
  readonly documented: readonly string[];
  /** null: the directory does not have the person. */
  readonly values: Reading<PersonValues> | null;
  readonly log: LogFacts;
  /** Whether people can be read in full, and members of groups. */
  readonly access: { readonly full: boolean; readonly members: boolean };
  /** Milliseconds since 1970. */
  readonly now: number;
}
