/** Members that hold a name of an enumeration, by their path, with the names as the metadata of the service spells them. */
const enumerations: readonly (readonly [path: RegExp, names: string])[] = [
  [/\/schedule\/state$/, 'Active Disabled Paused'],
  [/\/status\/code$/, 'NotConfigured NotRun Active Paused Quarantine'],
  [/Execution\w*\/state$/, 'Succeeded Failed EntryLevelErrors'],
  [
    /\/quarantine\/reason$/,
    'EncounteredBaseEscrowThreshold EncounteredTotalEscrowThreshold EncounteredEscrowProportionThreshold EncounteredQuarantineException Unknown QuarantinedOnDemand TooManyDeletes IngestionInterrupted',
  ],
  [/\/flowTypes$/, 'None Add Update Delete'],
  [/\/flowBehavior$/, 'FlowWhenChanged FlowAlways'],
  [/\/flowType$/, 'Always ObjectAddOnly MultiValueAddOnly ValueAddOnly AttributeAddOnly'],
  [/\/(source|parameters\[\]\/value|parsedExpression)\/type$/, 'Attribute Constant Function'],
  [/\/attributes\[\]\/type$/, 'String Integer Reference Binary Boolean DateTime'],
  [/\/mutability$/, 'ReadWrite ReadOnly Immutable WriteOnly'],
  [
    /\/discoverabilities$/,
    'None AttributeNames AttributeDataTypes AttributeReadOnly ReferenceAttributes UnknownFutureValue',
  ],
  [/\/provisioningAction$/, 'other create delete disable update stagedDelete'],
  [/\/(provisioningStatusInfo|provisioningSteps\[\])\/status$/, 'success failure skipped warning'],
  [/\/errorCategory$/, 'failure nonServiceFailure success'],
  [/\/provisioningStepType$/, 'import scoping matching processing referenceResolution export'],
  [/\/initiatorType$/, 'user application system'],
  [/\/arity$/, 'Unary Binary'],
  [/\/multivaluedComparisonType$/, 'All Any'],
  [/\/supportedAttributeTypes\[\]$/, 'String Integer Reference Binary Boolean DateTime'],
];

/**
 * Takes an answer of Graph; gives each value of an enumeration that is not spelled as in the metadata, with its path.
 * Flags are names with commas between them; an empty text stands for no value.
 * Source: microsoftgraph/msgraph-metadata, schemas/v1.0-Prod.csdl
 */
export function enumProblems(answer: unknown, path = ''): string[] {
  if (Array.isArray(answer)) return [...new Set(answer.flatMap((element) => enumProblems(element, `${path}[]`)))];
  if (typeof answer === 'object' && answer !== null) {
    return Object.entries(answer).flatMap(([name, value]) => enumProblems(value, `${path}/${name}`));
  }
  const names = enumerations.find(([pattern]) => pattern.test(path))?.[1].split(' ');
  if (typeof answer !== 'string' || answer === '' || names === undefined) return [];
  return answer.split(', ').every((name) => names.includes(name)) ? [] : [`${path}: '${answer}'`];
}
