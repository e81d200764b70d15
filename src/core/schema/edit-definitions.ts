import type { AttributeDefinition, DirectoryDefinition } from '#core/graph/shapes';
import { canonicalJson } from '#core/journal/canonical-json';
import type { AttributeDefinitionConfiguration, AttributeView } from '#shared/model/attribute-definition';
import type { PlannedChange } from '#shared/model/plan';
import { attributeView, customMark } from './attribute-view.ts';

/** Which attributes of one target object are wanted otherwise. */
export interface WantedDefinitions {
  readonly directory: string | null | undefined;
  readonly object: string;
  readonly put: readonly AttributeDefinitionConfiguration[];
  readonly remove: readonly string[];
}

/** Directories with the edits in them, and the edits in words. */
export interface DefinitionEdit {
  readonly directories: readonly DirectoryDefinition[];
  readonly changes: readonly PlannedChange[];
}

/**
 * What an attribute is when nothing is said about it.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-attributedefinition
 */
const usual: AttributeDefinition = {
  name: '',
  anchor: false,
  apiExpressions: [],
  caseExact: false,
  defaultValue: null,
  flowNullValues: false,
  metadata: [customMark],
  multivalued: false,
  mutability: 'ReadWrite',
  referencedObjects: [],
  required: false,
  type: 'String',
};

/** The members that are stated, in the service's names. */
function written(wanted: AttributeDefinitionConfiguration): AttributeDefinition {
  const { name, referencedObjects, ...plain } = wanted;
  const members = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const references = referencedObjects?.map((one) => ({
    referencedObjectName: one.object,
    referencedProperty: one.property ?? 'objectId',
  }));
  return { name, ...members, ...(references === undefined ? {} : { referencedObjects: references }) };
}

const referencesText = ({ referencedObjects }: AttributeView): string =>
  referencedObjects.map(({ object, property }) => `${object}.${property ?? 'objectId'}`).join(', ');

/** Takes an attribute; gives it in words: type, marks, what it refers to, where it stands in an answer. Pure. */
export function describeAttribute(view: AttributeView): string {
  const marks = [
    view.type,
    view.anchor ? 'primary key' : '',
    view.required ? 'required' : '',
    view.multivalued ? 'multi-value' : '',
    view.caseExact ? 'exact case' : '',
    view.referencedObjects.length === 0 ? '' : `refers to ${referencesText(view)}`,
    ...view.apiExpressions.map(({ key, value }) => `API expression ${key}=${value}`),
  ];
  return marks.filter((mark) => mark !== '').join(', ');
}

const sameView = (one: AttributeView, other: AttributeView): boolean => canonicalJson(one) === canonicalJson(other);

interface ObjectEdit {
  readonly attributes: readonly AttributeDefinition[];
  readonly changes: readonly PlannedChange[];
}

function editAttributes(live: readonly AttributeDefinition[], wanted: WantedDefinitions): ObjectEdit {
  const changes: PlannedChange[] = [];
  const changed = (name: string, sides: Pick<PlannedChange, 'before' | 'after'>): void => {
    changes.push({ what: `${wanted.object}: attribute list, ${name}`, ...sides });
  };
  let attributes = [...live];
  for (const definition of wanted.put) {
    const { name } = definition;
    const before = attributes.find((one) => one.name === name);
    const after = { ...(before ?? usual), ...written(definition) };
    if (before === undefined) {
      attributes.push(after);
      changed(name, { before: null, after: describeAttribute(attributeView(after)) });
    } else if (!sameView(attributeView(before), attributeView(after))) {
      attributes = attributes.map((one) => (one === before ? after : one));
      changed(name, {
        before: describeAttribute(attributeView(before)),
        after: describeAttribute(attributeView(after)),
      });
    }
  }
  for (const name of wanted.remove) {
    const gone = attributes.find((one) => one.name === name);
    if (gone === undefined) continue;
    attributes = attributes.filter((one) => one !== gone);
    changed(name, { before: describeAttribute(attributeView(gone)), after: null });
  }
  return { attributes, changes };
}

/**
 * Takes the directories of a schema and what is wanted of one object's attributes; gives the directories with only that changed
 * (members that are not known here stay) and the changes in words. A directory or an object that the schema does not have is
 * left alone. Pure.
 */
export function editDefinitions(
  directories: readonly DirectoryDefinition[],
  wanted: WantedDefinitions,
): DefinitionEdit {
  const directory = directories.find(({ name }) => name === wanted.directory);
  const object = directory?.objects?.find(({ name }) => name === wanted.object);
  if (directory === undefined || object === undefined) return { directories, changes: [] };
  const { attributes, changes } = editAttributes(object.attributes ?? [], wanted);
  if (changes.length === 0) return { directories, changes };
  const objects = directory.objects?.map((one) => (one === object ? { ...one, attributes: [...attributes] } : one));
  return {
    directories: directories.map((one) => (one === directory ? { ...one, objects } : one)),
    changes,
  };
}
