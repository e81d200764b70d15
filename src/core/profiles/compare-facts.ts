import type { FieldValue } from './connection-facts.ts';
import type { AttributeFacts, ObjectMappingFacts } from './mapping-facts.ts';
import type { VendorFacts } from './profile-schema.ts';

export const changeAreas = [
  'application',
  'credentials',
  'tenantUrl',
  'attributes',
  'groups',
  'capabilities',
  'prerequisites',
  'vendorSetup',
  'assignment',
  'deprovisioning',
  'limitations',
  'changeLog',
  'document',
  'warnings',
] as const;

/** One fact that two versions of a document state differently. Null: not stated there. */
export interface FactChange {
  readonly area: (typeof changeAreas)[number];
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

type Area = FactChange['area'];

/** A fact by its name, as text. */
type Facts = ReadonlyMap<string, string>;

const shown = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(shown).join(', ') : JSON.stringify(value);
};

const facts = (entries: readonly (readonly [string, unknown])[]): Facts =>
  new Map(
    entries.filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => [name, shown(value)]),
  );

function changesOf(area: Area, before: Facts, after: Facts): readonly FactChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names
    .map((what) => ({ area, what, before: before.get(what) ?? null, after: after.get(what) ?? null }))
    .filter((change) => change.before !== change.after);
}

const valueText = (value: FieldValue): string => {
  const choices = (value.choices ?? []).map((choice) => choice.value).join(' or ');
  const examples = (value.examples ?? []).length === 0 ? '' : `, for example ${(value.examples ?? []).join(', ')}`;
  return `${value.kind}: ${value.value ?? (choices || (value.template ?? 'not stated'))}${examples}`;
};

const credentials = ({ connection }: VendorFacts): Facts =>
  facts([
    ['way to sign in', connection.authenticationType],
    ['choice in the portal', connection.authenticationChoices],
    ['overlap of tokens', connection.tokenOverlap],
    ...connection.fields.flatMap((field): [string, unknown][] => [
      [`field ${field.key}`, field.secret ? 'secret' : 'open'],
      [`name of ${field.key} at the vendor`, field.vendorLabel],
      [`lifetime of ${field.key}`, field.value.lifetime],
      [`encoding of ${field.key}`, field.value.encoding],
    ]),
  ]);

const tenantUrl = ({ connection }: VendorFacts): Facts =>
  facts(
    connection.fields.filter(({ key }) => key === 'BaseAddress').map(({ value }) => ['tenant URL', valueText(value)]),
  );

const attributeText = ({ type, filterable, required }: AttributeFacts): string =>
  [type, ...(filterable === true ? ['filterable'] : []), ...(required === true ? ['required'] : [])].join(', ');

const attributes = (mappings: readonly ObjectMappingFacts[]): Facts =>
  facts(
    mappings.flatMap((mapping) => [
      [`${mapping.sourceObjectName}: shown as`, mapping.attributesSource],
      ...mapping.attributes.map((attribute): [string, unknown] => [
        `${mapping.sourceObjectName}: ${attribute.name}`,
        attributeText(attribute),
      ]),
      ...(mapping.extraAttributeMappings ?? []).map((extra): [string, unknown] => [
        `${mapping.sourceObjectName}: ${extra.action} a mapping to ${extra.targetAttributeName}`,
        extra.source.expression ?? extra.source.name ?? extra.source.type,
      ]),
    ]),
  );

const counted = (names: readonly string[]): Facts => {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return new Map([...found].map(([name, count]) => [name, String(count)]));
};

const areas: readonly (readonly [Area, (one: VendorFacts) => Facts])[] = [
  [
    'application',
    (one) =>
      facts([
        ['gallery name', one.displayName],
        ['other names', one.aliases],
        ['direction', one.direction],
        ['connectivity', one.connectivity],
        ['clouds', one.cloudEnvironments],
        ['status', one.status.state],
        ['how it is added', one.addMethod],
        ['homepage', one.homepage],
        ['article about single sign-on', one.ssoArticle],
      ]),
  ],
  ['credentials', credentials],
  ['tenantUrl', tenantUrl],
  ['attributes', (one) => attributes(one.objectMappings)],
  ['groups', (one) => facts([['groups', one.capabilities.groups]])],
  [
    'capabilities',
    ({ capabilities }) =>
      facts([
        ['creates people', capabilities.createUsers],
        ['updates people', capabilities.updateUsers],
        ['removes people', capabilities.removeUsers],
        ['single sign-on', capabilities.sso],
        ['more', capabilities.other],
      ]),
  ],
  [
    'prerequisites',
    (one) => counted(one.prerequisites.map(({ kind, url }) => (url === undefined ? kind : `${kind} (${url})`))),
  ],
  [
    'vendorSetup',
    ({ vendorSetup }) =>
      facts([
        ['who does it', vendorSetup.mode],
        ['console', vendorSetup.consoleUrl],
        ['contact', vendorSetup.contact.email ?? vendorSetup.contact.url],
        ['to give to the vendor', vendorSetup.giveToVendor],
        ['number of steps', vendorSetup.steps.length],
        ['what the steps yield', vendorSetup.steps.flatMap(({ yields }) => yields)],
      ]),
  ],
  [
    'assignment',
    ({ assignment }) =>
      facts([
        ['Default Access excluded', assignment.defaultAccessExcluded],
        ['roles', assignment.appRoles],
        ['roles come from the vendor', assignment.rolesImportedFromTarget],
        ['application of its own needed', assignment.separateAppRequired],
        ['application of its own recommended', assignment.separateAppRecommended],
      ]),
  ],
  [
    'deprovisioning',
    ({ deprovisioning }) =>
      facts([
        ['attribute', deprovisioning.attribute],
        ['behaviour', deprovisioning.behaviour],
      ]),
  ],
  ['limitations', (one) => counted(one.limitations)],
  ['changeLog', (one) => counted(one.changeLog.map(({ date }) => date))],
  [
    'document',
    ({ provenance }) =>
      facts([
        ['date', provenance.documentDate],
        ['template', provenance.template],
        ['generation of the portal', provenance.uiGeneration],
      ]),
  ],
  ['warnings', (one) => counted(one.importWarnings.map(({ code }) => code))],
];

/**
 * Takes what two versions of a document state; gives every fact that differs. Texts of ours, places in the document and the
 * order of lists are no facts. Pure.
 */
export const compareFacts = (before: VendorFacts, after: VendorFacts): readonly FactChange[] =>
  areas.flatMap(([area, read]) => changesOf(area, read(before), read(after)));

/** An empty list states nothing. */
const statedOnly = (read: Facts) =>
  [...read].filter(([, value]) => value !== '').map(([what, value]) => ({ what, value }));

/** Takes what a document states; gives its facts as text, area by area, areas without any left out. Pure. */
export const factsByArea = (
  stated: VendorFacts,
): readonly { readonly area: Area; readonly facts: readonly { readonly what: string; readonly value: string }[] }[] =>
  areas
    .map(([area, read]) => ({ area, facts: statedOnly(read(stated)) }))
    .filter((one) => one.facts.length > 0 && one.area !== 'warnings');
