import type { z } from 'zod';
import type { TaskId } from '#shared/model/ids';
import { archiveContract } from './archive.ts';
import { catalogueContract } from './catalogue.ts';
import { cyclesContract } from './cycles.ts';
import { draftsContract } from './drafts.ts';
import { driftContract } from './drift.ts';
import { evidenceContract } from './evidence.ts';
import { fleetContract } from './fleet.ts';
import { historyContract } from './history.ts';
import { hostContract } from './host.ts';
import { journalContract } from './journal.ts';
import { libraryContract } from './library.ts';
import { mappingsContract } from './mappings.ts';
import { onDemandContract } from './on-demand.ts';
import { operationsContract } from './operations.ts';
import { preflightContract } from './preflight.ts';
import { preparationContract } from './preparation.ts';
import { quarantineContract } from './quarantine.ts';
import { registrationContract } from './registration.ts';
import type { Result } from './result.ts';
import { scopeContract } from './scope.ts';
import { secretCareContract } from './secret-care.ts';
import { sessionContract } from './session.ts';
import { settingsContract } from './settings.ts';
import { setupContract } from './setup.ts';
import { snapshotsContract } from './snapshots.ts';
import { tasksContract } from './tasks.ts';
import { whyContract } from './why.ts';

/** The whole contract: one table from which types, validation, client, commands and tests are derived. */
export const contract = {
  ...sessionContract,
  ...catalogueContract,
  ...libraryContract,
  ...registrationContract,
  ...fleetContract,
  ...preparationContract,
  ...preflightContract,
  ...draftsContract,
  ...setupContract,
  ...secretCareContract,
  ...scopeContract,
  ...mappingsContract,
  ...operationsContract,
  ...cyclesContract,
  ...quarantineContract,
  ...archiveContract,
  ...onDemandContract,
  ...whyContract,
  ...journalContract,
  ...snapshotsContract,
  ...historyContract,
  ...evidenceContract,
  ...driftContract,
  ...hostContract,
  ...settingsContract,
  ...tasksContract,
} as const;

export type Contract = typeof contract;
export type Path = keyof Contract;
export type TaskPath = { [P in Path]: Contract[P]['kind'] extends 'task' ? P : never }[Path];
/** What a caller may send: defaults may be left out. */
export type Input<P extends Path> = z.input<Contract[P]['input']>;
/** What a handler gets: defaults filled in. */
export type ParsedInput<P extends Path> = z.output<Contract[P]['input']>;
/** What a procedure finally yields. */
export type Output<P extends Path> = z.output<Contract[P]['output']>;
/** What a call answers: a task answers at once with its id. */
export type Answer<P extends Path> = P extends TaskPath ? { readonly taskId: TaskId } : Output<P>;

/** What the renderer and the command line call. */
export type Client = { readonly [P in Path]: (input: Input<P>) => Promise<Result<Answer<P>>> };

/** All paths, in the order of the table. */
export const paths = Object.keys(contract) as readonly Path[];

/** Takes any text; says whether it is a path of the table itself (`__proto__` is not). */
export const isPath = (text: string): text is Path => Object.hasOwn(contract, text);
