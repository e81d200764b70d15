/** Where the default mappings of a SCIM application take their values. Source: learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups (table of default mappings) */
const userSources: Readonly<Record<string, string>> = {
  userName: '[userPrincipalName]',
  active: 'Not([IsSoftDeleted])',
  displayName: '[displayName]',
  title: '[jobTitle]',
  'emails[type eq "work"].value': '[mail]',
  preferredLanguage: '[preferredLanguage]',
  'name.givenName': '[givenName]',
  'name.familyName': '[surname]',
  'name.formatted': 'Join(" ", [givenName], [surname])',
  'addresses[type eq "work"].formatted': '[physicalDeliveryOfficeName]',
  'addresses[type eq "work"].streetAddress': '[streetAddress]',
  'addresses[type eq "work"].locality': '[city]',
  'addresses[type eq "work"].region': '[state]',
  'addresses[type eq "work"].postalCode': '[postalCode]',
  'addresses[type eq "work"].country': '[country]',
  'phoneNumbers[type eq "work"].value': '[telephoneNumber]',
  'phoneNumbers[type eq "mobile"].value': '[mobile]',
  'phoneNumbers[type eq "fax"].value': '[facsimileTelephoneNumber]',
  externalId: '[mailNickname]',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber': '[employeeId]',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department': '[department]',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization': '[companyName]',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager': '[manager]',
};

const groupSources: Readonly<Record<string, string>> = {
  displayName: '[displayName]',
  externalId: '[objectId]',
  members: '[members]',
};

/** Takes the source object and a target attribute; gives the expression of the usual mapping, or null when there is none. Pure. */
export function usualSource(sourceObject: string, target: string): string | null {
  const table = sourceObject.toLowerCase() === 'group' ? groupSources : userSources;
  return Object.hasOwn(table, target) ? (table[target] ?? null) : null;
}
