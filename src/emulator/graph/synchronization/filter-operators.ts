/** One operator of scoping filters. Source: learn.microsoft.com/graph/api/resources/synchronization-filteroperatorschema */
export interface FilterOperatorResource {
  readonly name: string;
  readonly arity: 'Unary' | 'Binary';
  readonly multivaluedComparisonType: 'All' | 'Any';
  readonly supportedAttributeTypes: readonly string[];
}

const comparable = ['Integer', 'String'];
const any = ['Integer', 'String', 'Binary', 'Boolean'];

function operator(
  name: string,
  arity: FilterOperatorResource['arity'],
  types: readonly string[],
): FilterOperatorResource {
  return { name, arity, multivaluedComparisonType: 'All', supportedAttributeTypes: types };
}

/**
 * The operators that the service offers. The first eight are published; the others are those of the portal's list,
 * whose names in the API are not published.
 * Sources: learn.microsoft.com/graph/api/synchronization-synchronizationschema-filteroperators,
 * learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts
 */
export const filterOperators: readonly FilterOperatorResource[] = [
  operator('EQUALS', 'Binary', comparable),
  operator('IS FALSE', 'Unary', ['Boolean']),
  operator('IS NOT NULL', 'Unary', any),
  operator('IS NULL', 'Unary', any),
  operator('IS TRUE', 'Unary', ['Boolean']),
  operator('NOT EQUALS', 'Binary', comparable),
  operator('NOT REGEX MATCH', 'Binary', comparable),
  operator('REGEX MATCH', 'Binary', comparable),
  operator('&', 'Binary', ['Integer']),
  operator('!&', 'Binary', ['Integer']),
  operator('ENDS_WITH', 'Binary', ['String']),
  operator('Greater_Than', 'Binary', ['Integer']),
  operator('Greater_Than_OR_EQUALS', 'Binary', ['Integer']),
  operator('Includes', 'Binary', ['String']),
];
