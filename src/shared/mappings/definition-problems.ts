import type { AttributeDefinitionConfiguration } from '#shared/model/attribute-definition';
import type { EditedObjectMapping, MappingProblem } from './problems.ts';

/** Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes (custom SCIM attributes) */
const customName = /^urn:[a-z0-9][a-z0-9-]{0,31}:.+:[^:]+$/i;

function removalProblems({
  removedDefinitions,
  targetAttributes,
  after,
}: EditedObjectMapping): readonly MappingProblem[] {
  return (removedDefinitions ?? []).flatMap((name): MappingProblem[] => {
    const attribute = targetAttributes.find((one) => one.name === name);
    if (attribute === undefined) return [];
    if (after.some(({ targetAttributeName }) => targetAttributeName === name))
      return [
        {
          code: 'removedAttributeMapped',
          severity: 'error',
          target: name,
          message: `"${name}" cannot leave the attribute list while it is mapped.`,
          nextStep: 'Remove its mapping first.',
        },
      ];
    if (attribute.anchor || attribute.required)
      return [
        {
          code: 'neededAttributeRemoved',
          severity: 'error',
          target: name,
          message: `The application cannot do without "${name}"${attribute.anchor ? ', its primary key' : ''}.`,
          nextStep: 'Keep it in the attribute list.',
        },
      ];
    return [];
  });
}

const asksForReference = ({ type, referencedObjects }: AttributeDefinitionConfiguration): boolean =>
  type === 'Reference' && referencedObjects !== undefined && referencedObjects.length === 0;

function definitionProblemsOf(
  definition: AttributeDefinitionConfiguration,
  { targetAttributes }: EditedObjectMapping,
): readonly MappingProblem[] {
  const { name } = definition;
  const live = targetAttributes.find((one) => one.name === name);
  const problems: MappingProblem[] = [];
  const folded = targetAttributes.find((one) => one.name !== name && one.name.toLowerCase() === name.toLowerCase());
  if (live === undefined && folded !== undefined)
    problems.push({
      code: 'attributeThereInOtherCase',
      severity: 'error',
      target: name,
      message: `The application has "${folded.name}" already; names differ by more than their case.`,
      nextStep: `Use "${folded.name}".`,
    });
  if (live?.anchor === true)
    problems.push({
      code: 'primaryKeyChanged',
      severity: 'error',
      target: name,
      message: `"${name}" is the primary key of the application and stays as it is.`,
      nextStep: 'Take it out of the change.',
    });
  const usesExtensions = targetAttributes.some((one) => one.name.startsWith('urn:'));
  if (live === undefined && usesExtensions && name.includes(':') && !customName.test(name))
    problems.push({
      code: 'customAttributeName',
      severity: 'error',
      target: name,
      message: `"${name}" is no name of a SCIM extension attribute.`,
      nextStep: 'Write it as urn:ietf:params:scim:schemas:extension:<Name>:2.0:User:<attribute>.',
    });
  if (live === undefined && name.startsWith('urn:') && definition.multivalued === true)
    problems.push({
      code: 'customAttributeMultiValued',
      severity: 'warning',
      target: name,
      message: `The service only supports one value in the extension attribute "${name}".`,
      nextStep: 'Make it single-valued.',
    });
  if (asksForReference(definition))
    problems.push({
      code: 'referenceToNothing',
      severity: 'warning',
      target: name,
      message: `"${name}" is a reference and names no object that it points to.`,
      nextStep: 'Name the referenced object, for example User.',
    });
  return problems;
}

/** Takes an edit; gives what is wrong with its changes of the attribute list. Pure. */
export function definitionProblems(edit: EditedObjectMapping): readonly MappingProblem[] {
  const definitions = edit.definitions ?? [];
  const names = definitions.map(({ name }) => name);
  const doubled = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  return [
    ...doubled.map(
      (name): MappingProblem => ({
        code: 'attributeDefinedTwice',
        severity: 'error',
        target: name,
        message: `The attribute "${name}" is defined twice.`,
        nextStep: 'Keep one of them.',
      }),
    ),
    ...definitions.flatMap((definition) => definitionProblemsOf(definition, edit)),
    ...removalProblems(edit),
  ];
}
