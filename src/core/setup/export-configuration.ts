import { z } from 'zod';
import { withoutODataMembers } from '#core/graph/calls/synchronization-schema';
import { isSecretKey } from '#core/graph/secret-keys';
import type {
  AppRole,
  AppRoleAssignment,
  DirectoryObject,
  ObjectMapping,
  SynchronizationJob,
  SynchronizationRule,
  SynchronizationSchema,
  SynchronizationSecret,
} from '#core/graph/shapes';
import { attributesOf } from '#core/schema/attribute-view';
import { attributeMappingDefaults } from '#core/schema/compare-mappings';
import { flowActions } from '#core/schema/flow-actions';
import { type AttributeDefinitionConfiguration, AttributeType } from '#shared/model/attribute-definition';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import {
  type AssignmentConfiguration,
  type ObjectMappingConfiguration,
  ProvisioningConfiguration,
} from '#shared/model/configuration';
import type { ServicePrincipalId, VendorId } from '#shared/model/ids';
import type { Warning } from '#shared/model/plan';
import { defaultAccessId, defaultAccessName, exactRoleName, usableRoles } from './plan/access.ts';
import { isActive } from './plan/running.ts';
import {
  isServiceSetting,
  isTrue,
  type NotificationSettings,
  notificationSettings,
  savedSettings,
  settingKeys,
} from './settings.ts';

/** Everything of one live application that a configuration can say. */
export interface ExportInput {
  readonly vendor: VendorId;
  readonly servicePrincipalId: ServicePrincipalId;
  readonly name: string;
  readonly job: SynchronizationJob | null;
  readonly schema: SynchronizationSchema | null;
  readonly secrets: readonly SynchronizationSecret[];
  readonly assignments: readonly AppRoleAssignment[];
  readonly roles: readonly AppRole[];
  /** People and groups by object id, where they could be read. */
  readonly people: ReadonlyMap<string, DirectoryObject>;
  /** Authorized at the vendor's sign-in: its tokens are no secrets that a person could bind. */
  readonly oauth: boolean;
}

/** A configuration as read from the tenant, and what it cannot say. */
export interface ExportedConfiguration {
  readonly configuration: ProvisioningConfiguration;
  readonly notes: readonly Warning[];
}

type Notes = Warning[];

const stated = (mapping: AttributeMapping): AttributeMapping => {
  const defaults: Readonly<Record<string, unknown>> = attributeMappingDefaults;
  const members = Object.entries(mapping).filter(
    ([name, value]) => value !== undefined && value !== defaults[name] && !(name in defaults && value === null),
  );
  const { targetAttributeName, source } = mapping;
  return { ...Object.fromEntries(members), targetAttributeName, source: withoutEmptyParameters(source) };
};

/** Attributes and constants have no parameters; only a function's tree says something. */
const withoutEmptyParameters = (source: AttributeMapping['source']): AttributeMapping['source'] => {
  if (source === null || (source.parameters ?? []).length > 0) return source;
  const { parameters: _empty, ...rest } = source;
  return rest;
};

/** What an administrator put into the attribute list: another tenant needs it before it can be mapped. */
function addedAttributes(
  schema: SynchronizationSchema | null,
  rule: SynchronizationRule,
  object: string,
): AttributeDefinitionConfiguration[] {
  const views = attributesOf(schema?.directories, { directory: rule.targetDirectoryName, object });
  return views
    .filter(({ custom }) => custom)
    .map(({ name, type, required, multivalued, caseExact, referencedObjects, apiExpressions }) => {
      const known = AttributeType.safeParse(type).data;
      return {
        name,
        ...(known === undefined ? {} : { type: known }),
        ...(required ? { required } : {}),
        ...(multivalued ? { multivalued } : {}),
        ...(caseExact ? { caseExact } : {}),
        ...(referencedObjects.length === 0 ? {} : { referencedObjects }),
        ...(apiExpressions.length === 0 ? {} : { apiExpressions }),
      };
    });
}

interface Mapped {
  readonly rule: SynchronizationRule;
  readonly mapping: ObjectMapping;
}

function objectMapping(
  { rule, mapping }: Mapped,
  schema: SynchronizationSchema | null,
  notes: Notes,
): ObjectMappingConfiguration {
  const added = addedAttributes(schema, rule, mapping.targetObjectName);
  const actions = flowActions(mapping.flowTypes);
  const name = `${mapping.sourceObjectName} → ${mapping.targetObjectName}`;
  if (actions === null)
    notes.push({
      code: 'unknownActions',
      message: `${name} has actions that a configuration cannot name (${mapping.flowTypes ?? ''}); they stay as they are.`,
    });
  const hasFilter = [mapping.scope?.groups, mapping.scope?.inputFilterGroups, mapping.scope?.categoryFilterGroups].some(
    (groups) => (groups ?? []).length > 0,
  );
  return {
    source: mapping.sourceObjectName,
    target: mapping.targetObjectName,
    enabled: mapping.enabled ?? true,
    ...(actions === null ? {} : { actions: [...actions] }),
    scopingFilter: hasFilter
      ? (withoutODataMembers(mapping.scope) as ObjectMappingConfiguration['scopingFilter'])
      : null,
    attributeMappings: (mapping.attributeMappings ?? []).map((one) =>
      stated(withoutODataMembers(one) as AttributeMapping),
    ),
    ...(added.length === 0 ? {} : { targetAttributes: added }),
  };
}

function mappingsOf(schema: SynchronizationSchema | null, notes: Notes): ObjectMappingConfiguration[] {
  const all = (schema?.synchronizationRules ?? []).flatMap((rule) =>
    (rule.objectMappings ?? []).map((mapping): Mapped => ({ rule, mapping })),
  );
  const names = all.map(({ mapping }) => `${mapping.sourceObjectName} → ${mapping.targetObjectName}`);
  const first = all.filter((_, index) => names.indexOf(names[index] ?? '') === index);
  if (first.length < all.length)
    notes.push({
      code: 'doubledObjectMappings',
      message:
        'Several rules map the same objects; only the first of each is in the configuration, the others stay as they are.',
    });
  return first.map((one) => objectMapping(one, schema, notes));
}

const looksLikeMail = (text: string): boolean => z.email().max(320).safeParse(text).success;

function notificationsOf(
  settings: NotificationSettings | null,
  notes: Notes,
): ProvisioningConfiguration['notifications'] {
  if (settings === null || settings.Enabled === undefined || settings.Enabled === null) return undefined;
  const recipients = settings.Recipients ?? '';
  if (!settings.Enabled || recipients === '') return { email: null };
  if (looksLikeMail(recipients)) return { email: recipients };
  notes.push({
    code: 'notificationKept',
    message: 'The notification goes to something that is not one e-mail address; it stays as it is.',
  });
  return undefined;
}

function safetyOf(settings: NotificationSettings | null, notes: Notes): ProvisioningConfiguration['safety'] {
  if (settings === null || typeof settings.DeleteThresholdEnabled !== 'boolean') return undefined;
  const value = settings.DeleteThresholdValue;
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1_000_000;
  if (typeof value === 'number' && !fits)
    notes.push({
      code: 'thresholdKept',
      message: `The accidental-deletion threshold ${value} cannot be written in a configuration; it stays as it is.`,
    });
  return { deletionThreshold: { enabled: settings.DeleteThresholdEnabled, ...(fits ? { value } : {}) } };
}

const settingKey = /^[A-Z][A-Za-z0-9]{0,63}$/;

function connectionOf({ secrets, oauth }: ExportInput, notes: Notes): ProvisioningConfiguration['connection'] {
  const { open, maskedKeys } = savedSettings(secrets);
  const tenantUrl = open.get(settingKeys.tenantUrl);
  const writable = tenantUrl !== undefined && z.url().max(2048).safeParse(tenantUrl).success;
  if (tenantUrl !== undefined && !writable)
    notes.push({ code: 'tenantUrlKept', message: 'The saved tenant URL is not a URL; it stays as it is.' });
  const settings = [...open].filter(([key]) => key !== settingKeys.tenantUrl && !isServiceSetting(key));
  const sayable = settings.filter(([key, value]) => settingKey.test(key) && !isSecretKey(key) && value.length <= 4096);
  const kept = settings.filter((setting) => !sayable.includes(setting)).map(([key]) => key);
  // What comes with an authorization (token times and the like) changes by itself and is no setting of a person.
  const odd = [...(oauth ? [] : kept), ...maskedKeys.filter((key) => !settingKey.test(key))];
  if (odd.length > 0)
    notes.push({
      code: 'settingsKept',
      message: `Settings that a configuration cannot name stay as they are: ${odd.join(', ')}.`,
    });
  if (oauth && maskedKeys.length > 0)
    notes.push({
      code: 'authorizationNotExported',
      message: 'Somebody authorized this application at the vendor; another tenant needs an authorization of its own.',
    });
  const labels = oauth ? [] : maskedKeys.filter((key) => settingKey.test(key));
  return {
    ...(writable ? { tenantUrl } : {}),
    settings: Object.fromEntries(sayable),
    secrets: Object.fromEntries(labels.map((key) => [key, { label: key }])),
  };
}

function roleOf(assignment: AppRoleAssignment, roles: readonly AppRole[]): { readonly role?: string } {
  if (assignment.appRoleId === defaultAccessId) return { role: defaultAccessName };
  const role = usableRoles(roles).find((one) => one.id === assignment.appRoleId);
  return role === undefined ? {} : { role: exactRoleName(role, roles) };
}

function assignmentOf(assignment: AppRoleAssignment, input: ExportInput): AssignmentConfiguration {
  const role = roleOf(assignment, input.roles);
  const person = input.people.get(assignment.principalId);
  if (assignment.principalType === 'Group') return { group: assignment.principalId, ...role };
  return { user: person?.userPrincipalName ?? assignment.principalId, ...role };
}

function assignmentsOf(input: ExportInput, notes: Notes): AssignmentConfiguration[] {
  const known = input.assignments.filter((assignment) => assignment.principalType !== 'ServicePrincipal');
  if (known.length < input.assignments.length)
    notes.push({
      code: 'assignmentsKept',
      message: `${input.assignments.length - known.length} assigned service principals cannot be written in a configuration; they stay assigned.`,
    });
  const readable = known.filter((assignment) => input.people.has(assignment.principalId));
  if (readable.length < known.length)
    notes.push({
      code: 'unreadablePrincipals',
      message: `${known.length - readable.length} assigned people or groups could not be read (deleted, or hidden from you); they stay assigned.`,
    });
  return readable.map((assignment) => assignmentOf(assignment, input));
}

/**
 * Takes everything that is live of one application; gives the configuration that says the same, so that a plan of it is
 * empty, and notes about what it cannot say. Secrets become labels. Pure.
 */
export function exportConfiguration(input: ExportInput): ExportedConfiguration {
  const notes: Notes = [];
  const { open } = savedSettings(input.secrets);
  const notification = notificationSettings(open.get(settingKeys.notification));
  const notifications = notificationsOf(notification, notes);
  const safety = safetyOf(notification, notes);
  const skip = open.get(settingKeys.skipOutOfScopeDeletions);
  if (input.job === null)
    notes.push({
      code: 'noJob',
      message: 'The application has no synchronization job yet; applying this configuration creates one.',
      nextStep: 'Say under connection how the application is reached before you apply it.',
    });
  const configuration = ProvisioningConfiguration.parse({
    schemaVersion: 1,
    vendor: input.vendor,
    application: { name: input.name.slice(0, 120), servicePrincipalId: input.servicePrincipalId },
    connection: connectionOf(input, notes),
    scope: {
      people: isTrue(open.get(settingKeys.everyone)) ? 'everyone' : 'assigned',
      ...(skip === undefined ? {} : { skipOutOfScopeDeletions: isTrue(skip) }),
    },
    mappings: mappingsOf(input.schema, notes),
    assignments: assignmentsOf(input, notes),
    ...(notifications === undefined ? {} : { notifications }),
    ...(safety === undefined ? {} : { safety }),
    provisioning: input.job !== null && isActive(input.job) ? 'on' : 'off',
  });
  return { configuration, notes };
}
