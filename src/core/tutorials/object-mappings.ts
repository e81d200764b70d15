import type { ObjectMappingFacts } from '#core/profiles/mapping-facts';
import type { VendorFacts } from '#core/profiles/profile-schema';
import type { Statement } from './article.ts';
import { type AttributeTables, readAttributes } from './attribute-tables.ts';
import { readExtraMappings } from './extra-mappings.ts';
import type { Findings } from './findings.ts';
import { withMatching } from './matching.ts';
import { type SortedArticle, statementsIn } from './sections.ts';

const allFlows = 'Add, Update, Delete';
const reviewed = /review the (user|group) attributes|(user|group) attributes that are synchroni[sz]ed/i;
const reviewing = /attribute[ -]mapping/i;

/** Pictures that every article of the family shares show no attributes. */
const shared = /(?:^|\/)common\//i;

/** The picture that stands under the step in which the attributes are reviewed. */
function pictureOf(
  article: SortedArticle,
  object: 'user' | 'group',
): { readonly url: string; readonly line: number } | null {
  const steps = statementsIn(article, 'configuration', 'other');
  const named = steps.findIndex(({ text }) => {
    const match = reviewed.exec(text);
    return (match?.[1] ?? match?.[2])?.toLowerCase() === object;
  });
  const unnamed = (): number =>
    object === 'user' ? steps.findIndex(({ text }) => reviewing.test(text) && !/groups?\b/i.test(text)) : -1;
  const from = named === -1 ? unnamed() : named;
  if (from === -1) return null;
  for (const statement of steps.slice(from, from + 4)) {
    const url = statement.images.find((image) => !shared.test(image));
    if (url !== undefined) return { url, line: imageLine(statement) };
    if (statement !== steps[from] && statement.text !== '') return null;
  }
  return null;
}

/** A picture stands on the last line of the paragraph that it ends. */
const imageLine = ({ line, endLine, text }: Statement): number => (text === '' ? line : endLine);

interface Asked {
  readonly article: SortedArticle;
  readonly tables: AttributeTables;
  readonly groups: VendorFacts['capabilities']['groups'];
}

function mappingOf(
  object: 'user' | 'group',
  { article, tables, groups }: Asked,
  findings: Findings,
): ObjectMappingFacts {
  const own = tables[object];
  const name = object === 'user' ? 'User' : 'Group';
  const attributes = withMatching(article, object, readAttributes(own, findings));
  const picture = attributes.length > 0 ? null : pictureOf(article, object);
  const plural = object === 'user' ? 'User' : 'Group';
  if (picture !== null) {
    findings.warn('attributesOnlyInImage', `${plural} attributes appear only in a picture`, picture.line);
  } else if (attributes.length === 0) {
    findings.warn('noAttributeTable', `The article has no table of ${object} attributes`);
  }
  const extra = readExtraMappings(article, object);
  const discovery = statementsIn(article, 'configuration', 'capabilities', 'limits', 'intro', 'other').some(
    ({ text }) => /\bschema discovery\b/i.test(text),
  );
  return {
    sourceObjectName: name,
    targetObjectName: name,
    flowTypes: object === 'group' && groups === 'updateOnly' ? 'Update' : allFlows,
    attributesSource: sourceOf(attributes.length, picture !== null),
    image: picture?.url ?? null,
    ...(discovery ? { schemaDiscovery: true } : {}),
    attributes,
    ...(extra.length === 0 ? {} : { extraAttributeMappings: extra }),
  };
}

const sourceOf = (attributes: number, picture: boolean): ObjectMappingFacts['attributesSource'] => {
  if (attributes > 0) return 'table';
  return picture ? 'image' : 'none';
};

/** Takes an article, its tables of attributes and what it says about groups; gives its object mappings. */
export function readObjectMappings(
  asked: Asked & { readonly direction: VendorFacts['direction'] },
  findings: Findings,
): ObjectMappingFacts[] {
  const users = mappingOf('user', asked, findings);
  if (asked.direction === 'inbound') return [{ ...users, sourceObjectName: 'Worker' }];
  const noGroups = asked.groups === 'none' || asked.groups === 'unknown';
  if (noGroups && asked.tables.group.length === 0) return [users];
  return [users, mappingOf('group', asked, findings)];
}
