import { jobViewOf } from '#core/monitor/job-view';
import type { WhyFacts } from '#core/monitor/why/facts';
import { CoreError } from '#core/rpc/errors';
import { sourceReading } from '#core/scope/source-values';
import type { AttributeMapping, ScopingFilter } from '#shared/model/attribute-mapping';
import { ServicePrincipalId } from '#shared/model/ids';
import type { LogEntryView } from '#shared/model/job';
import { activeJob } from '#test/unit/core/monitor/samples';

export const personId = '10000000-0000-4000-8000-000000000001';
export const groupId = '20000000-0000-4000-8000-000000000002';
export const roleId = '30000000-0000-4000-8000-000000000003';
const applicationId = '40000000-0000-4000-8000-000000000004';
const now = Date.UTC(2026, 10, 21);

/** A mapping from one attribute. */
export const mapped = (target: string, name: string, more: Partial<AttributeMapping> = {}): AttributeMapping => ({
  targetAttributeName: target,
  source: { type: 'Attribute', name, expression: `[${name}]`, parameters: [] },
  ...more,
});

interface SchemaFacts {
  readonly mappings?: readonly AttributeMapping[];
  readonly filter?: ScopingFilter | null;
  readonly required?: readonly string[];
  readonly enabled?: boolean;
  readonly flowTypes?: string;
}

const userName = mapped('userName', 'userPrincipalName', { matchingPriority: 1 });

/** A schema with one mapping of people. */
export function schemaOf(facts: SchemaFacts = {}): WhyFacts['schema'] {
  const { mappings = [userName], filter = null, required = ['userName'], enabled = true, flowTypes } = facts;
  return {
    ok: true,
    value: {
      directories: [
        {
          name: 'Target',
          objects: [
            {
              name: 'User',
              attributes: mappings.map(({ targetAttributeName: name }) => ({
                name,
                required: required.includes(name),
              })),
            },
          ],
        },
      ],
      synchronizationRules: [
        {
          id: 'rule',
          sourceDirectoryName: 'Microsoft Entra ID',
          targetDirectoryName: 'Target',
          objectMappings: [
            {
              sourceObjectName: 'User',
              targetObjectName: 'User',
              enabled,
              scope: filter,
              attributeMappings: [...mappings],
              ...(flowTypes === undefined ? {} : { flowTypes }),
            },
          ],
        },
      ],
    },
  };
}

/** The person's attributes as Microsoft Graph gives them, with the permission to read all or only names. */
export const valuesOf = (record: Readonly<Record<string, unknown>>, full = true): WhyFacts['values'] => ({
  ok: true,
  value: {
    record: { id: personId, userPrincipalName: 'ann@contoso.example', ...record },
    reading: sourceReading(['userPrincipalName', 'department', 'mail', 'employeeId', 'otherMails', 'manager'], {
      kind: 'person',
      full,
    }),
  },
});

/** One entry of the log. */
export const entryOf = (facts: Partial<LogEntryView> = {}): LogEntryView => ({
  id: 'entry-1',
  activityDateTime: '2026-11-20T10:00:00Z',
  application: 'Ledger',
  servicePrincipalId: applicationId,
  jobId: 'job',
  cycleId: 'cycle',
  changeId: 'change',
  action: 'create',
  status: 'success',
  source: { id: personId, displayName: 'Ann', type: 'User' },
  target: { id: 'target-1', displayName: null, type: 'User' },
  durationMs: 1,
  errorCode: null,
  reason: null,
  remedy: null,
  steps: [],
  modifiedProperties: [],
  ...facts,
});

/** Takes entries, newest first; gives the log as the service gave it. */
export const logOf = (...entries: readonly LogEntryView[]): WhyFacts['log'] => ({
  source: 'service',
  readUntil: null,
  entries,
  fault: null,
});

/** A log that could not be read. */
export const unreadLog = (fault: CoreError): WhyFacts['log'] => ({
  source: 'none',
  readUntil: null,
  entries: [],
  fault,
});

export const refused = new CoreError('role_missing', 'You have no right to do this.', { nextStep: 'Ask for a role.' });

/** Somebody who is assigned and provisioned; each part may differ. */
export function factsOf(change: Partial<WhyFacts> = {}): WhyFacts {
  const application = { servicePrincipalId: applicationId, displayName: 'Ledger' };
  const job = jobViewOf({ job: activeJob as never, application, secrets: [], now });
  return {
    application: { id: ServicePrincipalId.parse(applicationId), appId: 'app', displayName: 'Ledger' },
    person: {
      id: personId,
      displayName: 'Ann',
      userPrincipalName: 'ann@contoso.example',
      found: 'directory',
      deletedAt: null,
      enabled: true,
      guest: false,
    },
    jobs: { ok: true, value: [job] },
    job,
    everyone: false,
    roles: [{ id: roleId, displayName: 'User', isEnabled: true, allowedMemberTypes: ['User'] }],
    assignments: { ok: true, value: [assigned(personId, roleId)] },
    memberships: { ok: true, value: { direct: new Set(), all: new Map() } },
    groups: new Map(),
    schema: schemaOf(),
    documented: [],
    values: valuesOf({ department: 'Sales' }),
    log: logOf(entryOf()),
    access: { full: true, members: true },
    now,
    ...change,
  };
}

/** An assignment of a person or a group. */
export const assigned = (principalId: string, appRoleId = roleId) => ({
  id: `assignment-${principalId}`,
  appRoleId,
  principalId,
  principalType: principalId === groupId ? 'Group' : 'User',
  principalDisplayName: principalId === groupId ? 'Engineering' : 'Ann',
});
