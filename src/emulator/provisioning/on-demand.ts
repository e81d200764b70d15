import { z } from 'zod';
import type { ServiceFault } from '#emulator/state';
import { type CompiledObjectMapping, compileSchema } from './compiled-mapping.ts';
import type { KindRun } from './cycle-run.ts';
import { type Engine, openTarget, secretsOf } from './engine.ts';
import type { EntryEvent } from './entry-event.ts';
import { processEntry } from './entry-processor.ts';
import { beginRun } from './job-execution.ts';
import type { JobRuntime } from './job-runtime.ts';
import { isFault } from './job-settings.ts';
import { toOnDemandAnswer } from './on-demand-answer.ts';
import { groupEntry, personEntry } from './source-entry.ts';
import { ConnectionFailure } from './target-failure.ts';

const maximumMembers = 5;

const Subject = z.looseObject({
  objectId: z.string(),
  objectTypeName: z.string(),
  links: z
    .looseObject({
      members: z.array(z.looseObject({ objectId: z.string(), objectTypeName: z.string() })).nullish(),
    })
    .nullish(),
});
const Parameters = z.looseObject({
  parameters: z.array(z.looseObject({ ruleId: z.string(), subjects: z.array(Subject).min(1) })).min(1),
});
type Subject = z.infer<typeof Subject>;

const fault = (code: string, message: string, status = 400): ServiceFault => ({ status, code, message });

/**
 * Provisions one person, or one group with at most five members, at once.
 * Takes the engine, the job's memory and the request's body; gives `{key, value}`, two texts that hold JSON, or a fault:
 * a body that is none, an unknown rule, object type or object, too many members, a running OAuth application, or a
 * target that fails as a whole. An object that is skipped or refused is an answer, not a fault.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand
 */
export async function provisionOnDemand(
  engine: Engine,
  runtime: JobRuntime,
  body: unknown,
): Promise<{ readonly key: string; readonly value: string } | ServiceFault> {
  const request = readRequest(engine, runtime, body);
  if (isFault(request)) return request;
  const { servicePrincipalId } = runtime.job;
  const credentials = secretsOf(engine, servicePrincipalId);
  const client = openTarget(engine, { vendor: runtime.vendor, servicePrincipalId, credentials });
  if (isFault(client)) return client;
  // On demand everything is said, also that nothing had to be done; and aadOptscim062020 has no effect.
  const onDemandMembers = new Set(request.memberIds);
  const run = { ...beginRun(engine, runtime, client), full: true, optimizedPatch: false, onDemandMembers };
  try {
    const memberEvents = await provisionMembers(request, run);
    const subject = await provision({ run, mapping: request.mapping, kind: request.kind }, request.subject.objectId);
    if (subject === null) return fault('ObjectNotFound', `The object ${request.subject.objectId} was not found.`, 404);
    return toOnDemandAnswer([subject, ...memberEvents], engine.onDemandShape());
  } catch (cause) {
    if (!(cause instanceof ConnectionFailure)) throw cause;
    return fault(cause.code, cause.message);
  }
}

interface OnDemandRequest {
  readonly mapping: CompiledObjectMapping;
  readonly userMapping: CompiledObjectMapping | null;
  readonly kind: 'User' | 'Group';
  readonly subject: Subject;
  readonly memberIds: readonly string[];
}

function readRequest(engine: Engine, runtime: JobRuntime, body: unknown): OnDemandRequest | ServiceFault {
  const parsed = Parameters.safeParse(body);
  const parameter = parsed.data?.parameters[0];
  const subject = parameter?.subjects[0];
  if (parameter === undefined || subject === undefined) {
    return fault('BadRequest', 'The body must have parameters with a ruleId and at least one subject.');
  }
  if (runtime.vendor.oauth !== null && runtime.schedule === 'Active') {
    return fault(
      'JobMustBeStopped',
      'This application uses OAuth. Pause the provisioning job before provisioning on demand.',
    );
  }
  const mappings = compileSchema(runtime.job.schema).filter((each) => each.ruleId === parameter.ruleId);
  if (mappings.length === 0) {
    return fault(
      'SynchronizationRuleNotFound',
      `The synchronization rule '${parameter.ruleId}' was not found in the schema.`,
    );
  }
  const byType = (name: string): CompiledObjectMapping | null =>
    mappings.find((each) => each.sourceObjectName.toLowerCase() === name.toLowerCase()) ?? null;
  const mapping = byType(subject.objectTypeName);
  if (mapping === null) {
    return fault(
      'ObjectTypeNotSupported',
      `The rule has no enabled mapping for objects of type '${subject.objectTypeName}'.`,
    );
  }
  const memberIds = (subject.links?.members ?? []).map((each) => each.objectId);
  if (memberIds.length > maximumMembers || parameter.subjects.length > 1) {
    return fault(
      'TooManySubjects',
      `One person, or one group with at most ${maximumMembers} members, can be provisioned on demand.`,
    );
  }
  const kind = mapping.sourceObjectName.toLowerCase() === 'group' ? 'Group' : 'User';
  const known = kind === 'User' ? engine.state.people : engine.state.groups;
  const found = known.get(subject.objectId);
  if (found === undefined || found.deletedAt !== null) {
    return fault('ObjectNotFound', `The object ${subject.objectId} was not found in the directory.`, 404);
  }
  return { mapping, userMapping: byType('User'), kind, subject, memberIds };
}

async function provisionMembers(request: OnDemandRequest, run: KindRun['run']): Promise<readonly EntryEvent[]> {
  const { userMapping } = request;
  if (request.kind === 'User' || userMapping === null) return [];
  const events: EntryEvent[] = [];
  for (const id of request.memberIds) {
    const event = await provision({ run, mapping: userMapping, kind: 'User' }, id);
    if (event !== null) events.push(event);
  }
  return events;
}

function provision(kindRun: KindRun, id: string): Promise<EntryEvent | null> {
  const { run, kind } = kindRun;
  const entry = kind === 'User' ? personEntry(run, id) : groupEntry(run, id);
  return processEntry(kindRun, entry);
}
