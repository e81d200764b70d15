import type { WorkbookCell, WorkbookSheet } from '#core/audit/evidence-port';
import type { Manifest } from '#core/audit/manifest';
import type { Observed } from '#core/audit/observations';
import { sourceExpression } from '#core/schema/attribute-source';
import { describeScopingFilter } from '#core/schema/compare-filters';
import { memberWords } from './application-section.ts';
import type { ApplicationTexts } from './bundle-texts.ts';

/** Rows of a sheet; beyond that the sheet says where the rest is, so that a large tenant does not fill the memory. */
export const mostRows = 50_000;

type Row = readonly WorkbookCell[];

/** Sheets about applications, filled as the applications are read back. */
export interface WorkbookRows {
  add(texts: ApplicationTexts, complete: boolean): void;
  sheets(): readonly WorkbookSheet[];
}

interface Sheet {
  readonly name: string;
  readonly columns: WorkbookSheet['columns'];
  readonly rowsOf: (texts: ApplicationTexts, complete: boolean) => readonly Row[];
}

const column = (heading: string, width: number) => ({ heading, width });
const app = column('Application', 28);

const mappingsOf = ({ configuration, application }: ApplicationTexts) =>
  configuration.mappings.map((mapping) => ({
    mapping,
    lead: [application.displayName, `${mapping.source} → ${mapping.target}`] as const,
  }));

const sheetsByApplication: readonly Sheet[] = [
  {
    name: 'Applications',
    columns: [
      app,
      column('Service principal', 38),
      column('Vendor', 18),
      column('Read whole', 12),
      column('Schedule', 24),
      column('Status', 16),
      column('Scope', 16),
      column('Notification', 30),
      column('Deletion limit', 16),
      column('Tenant URL', 44),
    ],
    rowsOf: ({ application, configuration, status, schedule }, complete) => [
      [
        application.displayName,
        application.id,
        application.vendor ?? null,
        complete,
        schedule,
        status.jobs[0]?.status?.code ?? null,
        configuration.scope.people,
        configuration.notifications?.email ?? 'off',
        configuration.safety?.deletionThreshold?.enabled === true
          ? (configuration.safety.deletionThreshold.value ?? 'on')
          : 'off',
        configuration.connection.tenantUrl ?? null,
      ],
    ],
  },
  {
    name: 'Attribute mappings',
    columns: [
      app,
      column('Objects', 28),
      column('Target attribute', 40),
      column('Source', 60),
      column('If empty', 20),
      column('Matching', 10),
      column('Flow', 18),
    ],
    rowsOf: (texts) =>
      mappingsOf(texts).flatMap(({ mapping, lead }) =>
        (mapping.attributeMappings ?? []).map((one) => [
          ...lead,
          one.targetAttributeName,
          sourceExpression(one.source),
          one.defaultValue ?? null,
          one.matchingPriority ?? 0,
          one.flowType ?? 'Always',
        ]),
      ),
  },
  {
    name: 'Scoping filters',
    columns: [app, column('Objects', 28), column('Provisioned', 12), column('Actions', 24), column('Filter', 80)],
    rowsOf: (texts) =>
      mappingsOf(texts).map(({ mapping, lead }) => [
        ...lead,
        mapping.enabled !== false,
        mapping.actions?.join(', ') ?? null,
        describeScopingFilter(mapping.scopingFilter) ?? 'none',
      ]),
  },
  {
    name: 'Assignments',
    columns: [
      app,
      column('Name', 30),
      column('User name', 36),
      column('Kind', 10),
      column('Role', 24),
      column('People', 28),
      column('Since', 24),
    ],
    rowsOf: ({ application, assignments }) =>
      assignments.map((one) => [
        application.displayName,
        one.displayName ?? one.principalId,
        one.userPrincipalName ?? null,
        one.principalType ?? null,
        one.role ?? one.appRoleId,
        memberWords(one),
        one.createdDateTime ?? null,
      ]),
  },
  {
    name: 'Settings',
    columns: [app, column('Key', 32), column('Value', 80)],
    rowsOf: ({ application, settings }) =>
      settings.map(({ key, value }) => [
        application.displayName,
        key,
        typeof value === 'string' ? value : value === null ? null : JSON.stringify(value),
      ]),
  },
];

/** Gives empty sheets about applications. */
export function createWorkbookRows(): WorkbookRows {
  const rows = new Map<string, Row[]>(sheetsByApplication.map(({ name }) => [name, []]));
  return {
    add(texts, complete) {
      for (const { name, rowsOf } of sheetsByApplication) {
        const known = rows.get(name) ?? [];
        const more = rowsOf(texts, complete);
        const room = Math.max(0, mostRows - known.length);
        known.push(...more.slice(0, room));
        if (more.length > room && known.length === mostRows)
          known.push(['There are more rows than a sheet should have: the rest is in the folder configuration.']);
      }
    },
    sheets: () => sheetsByApplication.map(({ name, columns }) => ({ name, columns, rows: rows.get(name) ?? [] })),
  };
}

/** Takes the manifest and what was observed; gives the sheets before those about applications. Pure. */
export function frontSheets(manifest: Manifest, observations: readonly Observed[]): readonly WorkbookSheet[] {
  const { tenant, person, time, completeness, signature, review, redaction, tool } = manifest;
  const tally = observations.find(({ file }) => file.path.endsWith('provisioning-log.jsonl'))?.tally ?? new Map();
  const names = new Map(manifest.applications.map((one) => [one.servicePrincipalId, one.displayName]));
  const pair = [column('What', 34), column('Value', 100)];
  return [
    {
      name: 'Evidence',
      columns: pair,
      rows: [
        ['Completeness', completeness.status],
        ...completeness.reasons.map((reason) => ['PARTIAL because', reason]),
        ['Tenant', `${tenant.name} (${tenant.id})`],
        ['Person', person.userPrincipalName],
        ['Roles seen', person.roles.join(', ')],
        ['Began (UTC)', time.began],
        ['Ended (UTC)', time.ended],
        ['Program', `${tool.name} ${tool.version}`],
        ['Fingerprint of the key', signature.fingerprint],
        ['Reviewer', review.reviewer],
        ['Approver', review.approver],
        ['Ticket', review.ticket],
        ['Comment', review.comment],
        ['How to check', 'With your own copy of verify-bundle.mjs: node verify-bundle.mjs FOLDER --key FINGERPRINT'],
        ...completeness.statement.map((line) => ['Completeness', line]),
        ...redaction.statement.map((line) => ['Left out', line]),
      ],
    },
    {
      name: 'Collections',
      columns: [
        column('What', 80),
        column('How', 16),
        column('Rows', 10),
        column('Counted', 10),
        column('Complete', 10),
      ],
      rows: completeness.collections.map((one) => [one.what, one.method, one.rows, one.counted, one.complete]),
    },
    {
      name: 'Log results',
      columns: [app, column('Result', 16), column('Rows', 12)],
      rows: [...tally].flatMap(([id, counts]: [string, ReadonlyMap<string, number>]) =>
        [...counts].map(([status, count]): Row => [names.get(id) ?? id, status, count]),
      ),
    },
  ];
}
