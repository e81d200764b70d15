import type { DocumentedCase } from './documented-case.ts';

// Source of every case: learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data,
// where not said otherwise. Comments at a case say what was decided where the page is silent or contradicts itself.

// .NET's way to name a group in a replacement looks like a placeholder of JavaScript.
const groupReference = (name: string): string => `$\{${name}}`;

/** Examples of the other functions. */
export const textCases: readonly DocumentedCase[] = [
  {
    text: 'Append([userPrincipalName], ".test")',
    attributes: { userPrincipalName: 'John.Doe@contoso.com' },
    expected: 'John.Doe@contoso.com.test',
  },
  { text: 'BitAnd(&HF, &HF7)', expected: 7 },
  { text: 'ConvertToBase64("Hello world!")', expected: 'SABlAGwAbABvACAAdwBvAHIAbABkACEA' },
  { text: 'ConvertToUTF8Hex("Hello world!")', expected: '48656C6C6F20776F726C6421' },
  { text: 'Count([proxyAddresses])', attributes: { proxyAddresses: ['a', 'b', 'a'] }, expected: 3 },
  { text: 'CStr([dn])', attributes: { dn: 'cn=Joe,dc=contoso,dc=com' }, expected: 'cn=Joe,dc=contoso,dc=com' },
  { text: 'InStr("The quick brown fox","quick")', expected: 5 },
  { text: 'InStr("repEated","e",3,vbBinaryCompare)', expected: 7 },
  { text: 'InStr("repEated","e",3,vbTextCompare)', expected: 4 },
  { text: 'Item([proxyAddresses], 1)', attributes: { proxyAddresses: ['a', 'b'] }, expected: 'a' },
  // "Index 0 shouldn't be used": it gives nothing.
  { text: 'Item([proxyAddresses], 0)', attributes: { proxyAddresses: ['a', 'b'] }, expected: null },
  { text: 'Left("John Doe", 3)', expected: 'Joh' },
  { text: 'Left("John Doe", 0)', expected: '' },
  { text: 'Left("John Doe", -1)', expected: 'John Doe' },
  { text: 'Left("John Doe", 30)', expected: 'John Doe' },
  { text: 'Left([missing], 3)', expected: '' },
  { text: 'Len("John Doe")', expected: 8 },
  { text: 'Len(42568.75)', expected: 8 },
  { text: 'NormalizeDiacritics([givenName])', attributes: { givenName: 'Zoë' }, expected: 'Zoe' },
  {
    text: 'PCase([firstName])',
    attributes: { firstName: 'PABLO GONSALVES (SECOND)' },
    expected: 'Pablo Gonsalves (Second)',
  },
  { text: `PCase([lastName]," '-")`, attributes: { lastName: "PINTO-DE'SILVA" }, expected: "Pinto-De'Silva" },
  {
    text: 'PCase(Join(" ",[firstName],[lastName]))',
    attributes: { firstName: 'GREGORY', lastName: 'JAMES' },
    expected: 'Gregory James',
  },
  {
    text: 'RemoveDuplicates([proxyAddresses])',
    attributes: { proxyAddresses: ['a', 'b', 'a'] },
    expected: ['a', 'b'],
  },
  {
    text: 'Replace([BusinessTitle],"Product Developer", , , "Software Engineer", , )',
    attributes: { BusinessTitle: 'Product Developer' },
    expected: 'Software Engineer',
  },
  {
    text: 'Replace([UserID],"<username>", , , , , "<username>@contoso.com")',
    attributes: { UserID: 'jsmith' },
    expected: 'jsmith@contoso.com',
  },
  {
    text: String.raw`Replace([telephoneNumber], , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", , "${groupReference('phoneNumber')}", , )`,
    attributes: { telephoneNumber: '+91 9998887777' },
    expected: '9998887777',
  },
  // The page prints 19998887777, but its pattern does not match the plus sign.
  {
    text: String.raw`Replace([mobile], , "[()\\s-]+", , "", , )`,
    attributes: { mobile: '+1 (999) 888-7777' },
    expected: '+19998887777',
  },
  {
    text: String.raw`Replace([AddressLineData], ,"(?<streetNumber>^\\d*)","streetNumber", "888", , )`,
    attributes: { AddressLineData: '545 Tremont Street' },
    expected: '888 Tremont Street',
  },
  {
    text: 'Replace([userPrincipalName], , "(?<Suffix>@(.)*)", "Suffix", "", , )',
    attributes: { userPrincipalName: 'jsmith@contoso.com' },
    expected: 'jsmith',
  },
  {
    text: String.raw`Replace([telephoneNumber], , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", "phoneNumber" , , [mobile], )`,
    attributes: { telephoneNumber: '', mobile: '+91 8887779999' },
    expected: '8887779999',
  },
  {
    text: String.raw`Replace([telephoneNumber], , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", "phoneNumber" , , [mobile], )`,
    attributes: { telephoneNumber: '5551234', mobile: '+91 8887779999' },
    expected: '5551234',
  },
  {
    text: 'Replace([mailNickname], , "[a-zA-Z_]*", , "", , )',
    attributes: { mailNickname: 'john_doe72' },
    expected: '72',
  },
  {
    text: 'Replace([mail], "@contoso.com", , ,"", ,)',
    attributes: { mail: 'john.doe@contoso.com' },
    expected: 'john.doe',
  },
  // Graph, synchronizationSchema: parseExpression.
  {
    text: 'Replace([preferredLanguage], "-", , , "_", ,  )',
    attributes: { preferredLanguage: 'EN-US' },
    expected: 'EN_US',
  },
  {
    text: 'SingleAppRoleAssignment([appRoleAssignments])',
    context: { appRoleAssignments: [{ value: 'Admin', displayName: 'Administrator' }] },
    expected: 'Admin',
  },
  {
    text: 'Split([extensionAttribute5], ",")',
    attributes: { extensionAttribute5: 'PermissionSetOne, PermissionSetTwo' },
    expected: ['PermissionSetOne', 'PermissionSetTwo'],
  },
  { text: 'StripSpaces(" a b  c ")', expected: 'abc' },
  {
    text: 'ToLower(Join("@", NormalizeDiacritics(StripSpaces(Join(".",  [PreferredFirstName], [PreferredLastName]))), "contoso.com"))',
    attributes: { PreferredFirstName: 'John', PreferredLastName: 'Smith' },
    expected: 'john.smith@contoso.com',
  },
  { text: 'ToUpper("istanbul", "tr-TR")', expected: 'İSTANBUL' },
  { text: 'ToUpper("istanbul")', expected: 'ISTANBUL' },
  { text: 'Word("The quick brown fox",3," ")', expected: 'brown' },
  { text: 'Word("This,string!has&many separators",3,",!&#")', expected: 'has' },
  { text: 'Word("one two",3," ")', expected: '' },
  { text: 'Word("one two",0," ")', expected: '' },
  { text: 'Word([missing],1," ")', expected: '' },
  {
    text: 'Append(Mid([givenName], 1, 3), Mid([surname], 1, 5))',
    attributes: { givenName: 'John', surname: 'Doe' },
    expected: 'JohDoe',
  },
  {
    text: 'Join(", ", "", [surname], [givenName])',
    attributes: { givenName: 'John', surname: 'Doe' },
    expected: 'Doe, John',
  },
  // The page's output belongs to another id than its (masked) input; the digits here are those of this input.
  {
    text: 'Join("", 1000, Replace(ConvertToUTF8Hex([objectId]), , "[a-zA-Z_]*", , "", , ))',
    attributes: { objectId: '00aa' },
    expected: '100030306161',
  },
  {
    text: 'Join("@", [mailNickname], DefaultDomain())',
    attributes: { mailNickname: 'ada' },
    context: { defaultDomain: 'contoso.com' },
    expected: 'ada@contoso.com',
  },
  // learn.microsoft.com/entra/identity/saas-apps/workday-inbound-tutorial, on sAMAccountName.
  {
    text: String.raw`Replace(Mid(Replace(NormalizeDiacritics(StripSpaces(Join("",  Mid([FirstName],1,1), [LastName]))), , "([\\/\\\\\\[\\]\\:\\;\\|\\=\\,\\+\\*\\?\\<\\>])", , "", , ), 1, 20), , "(\\.)*$", , "", , )`,
    attributes: { FirstName: 'Zoë', LastName: 'Ko[w;a]l:ska <x>..' },
    expected: 'ZKowalskax',
  },
  { text: '"Company name: \\"Contoso\\""', expected: 'Company name: "Contoso"' },
  { text: 'Redact("secret")', expected: 'secret' },
];
