import { masked } from '#core/audit/redaction';
import { sourceExpression } from '#core/schema/attribute-source';
import { describeScopingFilter } from '#core/schema/compare-filters';
import type { ObjectMappingConfiguration } from '#shared/model/configuration';
import type { ApplicationTexts, AssignmentFile } from './bundle-texts.ts';
import { bullets, facts, type Html, markup, table } from './html.ts';

/** Takes the configuration's way to say when a value flows; gives the words of the portal. */
const flowWords = (flowType: string | null | undefined): string =>
  flowType === 'ObjectAddOnly' ? 'on creation only' : 'always';

function mappingBlock(mapping: ObjectMappingConfiguration): Html {
  const name = `${mapping.source} → ${mapping.target}`;
  const rows = (mapping.attributeMappings ?? []).map((one) => [
    markup`<code>${one.targetAttributeName}</code>`,
    markup`<code>${sourceExpression(one.source)}</code>`,
    one.defaultValue ?? '',
    (one.matchingPriority ?? 0) > 0 ? String(one.matchingPriority) : '',
    flowWords(one.flowType),
  ]);
  return markup`<h4>${name}</h4>
${facts([
  ['Provisioned', mapping.enabled === false ? 'no' : 'yes'],
  ['Actions', mapping.actions === undefined ? 'as the service has them' : mapping.actions.join(', ') || 'none'],
  ['Scoping filter', describeScopingFilter(mapping.scopingFilter) ?? 'none: everybody in scope'],
])}${table(`Attribute mappings of ${name}`, ['Target attribute', 'Source', 'If empty', 'Matching', 'When'], rows)}`;
}

/** Takes an assignment; gives who it is, in words. */
export const principalName = ({ displayName, userPrincipalName, principalId }: AssignmentFile[number]): string =>
  [displayName ?? principalId, userPrincipalName].filter((part) => part != null && part !== '').join(', ');

/** Takes the members of an assigned group; gives how many people that is, in words. */
export function memberWords({ members, principalType }: AssignmentFile[number]): string {
  if (principalType !== 'Group') return '1';
  if (members === null) return 'not read';
  const others = members.groups + members.others;
  return others === 0 ? String(members.people) : `${members.people} (and ${others} nested, not provisioned)`;
}

const settingWords = (value: unknown): string =>
  typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);

/** Takes an application's texts and why it may be incomplete; gives its section. Pure. */
export function applicationSection(texts: ApplicationTexts, reasons: readonly string[]): Html {
  const { application, configuration, assignments, settings, status, schedule } = texts;
  const [first] = status.jobs;
  const threshold = configuration.safety?.deletionThreshold;
  const owners = application.owners?.map((one) => one.userPrincipalName ?? one.displayName ?? one.id).join(', ');
  return markup`<section aria-labelledby="app-${application.id}"><h3 id="app-${application.id}">${application.displayName}</h3>
${reasons.length === 0 ? null : markup`<p class="status partial"><strong>PARTIAL.</strong> Not everything of this application could be read.</p>${bullets(reasons)}`}
${facts([
  ['Service principal', markup`<code>${application.id}</code>`],
  ['Application id', markup`<code>${application.appId}</code>`],
  ['Vendor profile', application.vendor ?? 'none'],
  ['Created', application.createdDateTime ?? 'not told'],
  ['Owners', application.owners === null ? 'not read' : owners || 'none'],
  ['Schedule', schedule],
  ['Scope', configuration.scope.people === 'everyone' ? 'everyone in the tenant' : 'assigned people and groups'],
  [
    'Out of scope',
    configuration.scope.skipOutOfScopeDeletions === true ? 'accounts are kept' : 'accounts are disabled',
  ],
  ['Notification', configuration.notifications?.email ?? 'off'],
  ['Deletion limit', threshold?.enabled === true ? `on, ${threshold.value ?? 'default'}` : 'off'],
  ['Tenant URL', configuration.connection.tenantUrl ?? 'none'],
  ['Status', `${first?.status?.code ?? 'unknown'}, as of ${status.asOf}`],
  ['Quarantine', first?.status?.quarantine?.reason ?? 'no'],
])}
${configuration.mappings.map(mappingBlock)}
${table(
  'Assignments',
  ['Who', 'Kind', 'Role', 'People', 'Since'],
  assignments.map((one) => [
    principalName(one),
    one.principalType ?? '?',
    one.role ?? one.appRoleId,
    memberWords(one),
    one.createdDateTime ?? '',
  ]),
)}
${table(
  'Settings of the connection',
  ['Key', 'Value'],
  settings.map(({ key, value }) => [markup`<code>${key}</code>`, settingWords(value)]),
)}
${table(
  'App roles',
  ['Name', 'Value', 'Enabled', 'Id'],
  application.appRoles.map(({ displayName, value, isEnabled, id }) => [
    displayName ?? '',
    value ?? '',
    isEnabled === false ? 'no' : 'yes',
    markup`<code>${id}</code>`,
  ]),
)}
<p class="quiet">Values that read ${masked} or (not kept) are left out on purpose. Definitions of all attributes are in <code>configuration/${application.id.toLowerCase()}</code>.</p>
</section>
`;
}
