import type { DocumentedCase } from './documented-case.ts';

// Source of every case: learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data,
// where not said otherwise. Comments at a case say what was decided where the page is silent or contradicts itself.

/** Examples of functions that test or choose. */
export const conditionCases: readonly DocumentedCase[] = [
  { text: 'CBool([attribute1] = [attribute2])', attributes: { attribute1: 'a', attribute2: 'a' }, expected: true },
  { text: 'CBool([attribute1] = [attribute2])', attributes: { attribute1: 'a', attribute2: 'A' }, expected: false },
  {
    text: 'Coalesce([mail],[userPrincipalName])',
    attributes: { mail: null, userPrincipalName: 'John.Doe@contoso.com' },
    expected: 'John.Doe@contoso.com',
  },
  { text: 'Coalesce([mail],[userPrincipalName],"")', expected: '' },
  { text: 'Coalesce([mail],[userPrincipalName])', expected: null },
  { text: 'IgnoreFlowIfNullOrEmpty([department])', attributes: { department: 'Sales' }, expected: 'Sales' },
  {
    text: 'IgnoreFlowIfNullOrEmpty(Switch([prefix], "", "3443", "Dr.", "3444", "Prof.", "3445", "Prof. Dr."))',
    attributes: { prefix: '3444' },
    expected: 'Prof.',
  },
  {
    text: 'IIF([country]="USA",[country],[department])',
    attributes: { country: 'DE', department: 'IT' },
    expected: 'IT',
  },
  {
    text: 'IIF([country]="USA",[country],[department])',
    attributes: { country: 'USA', department: 'IT' },
    expected: 'USA',
  },
  {
    text: 'IIF([country]="USA",IIF([state]="CA","True","False"),"False")',
    attributes: { country: 'USA', state: 'CA' },
    expected: 'True',
  },
  {
    text: 'IIF([country]="USA","True",IIF([state]="CA","True","False"))',
    attributes: { country: 'DE', state: 'CA' },
    expected: 'True',
  },
  // "If the source attribute used within the IIF function is empty or null, the condition check fails": the condition
  // never holds, even where it asks for emptiness, so all three give the third argument.
  { text: 'IIF([country]="","Other","Third")', attributes: { country: '' }, expected: 'Third' },
  { text: 'IIF(IsNullOrEmpty([country]),"Other","Third")', expected: 'Third' },
  { text: 'IIF(IsPresent([country]),[country],"Third")', expected: 'Third' },
  { text: 'Switch([country],[country],"","Other")', expected: 'Other' },
  { text: 'Switch([country],[country],"","Other")', attributes: { country: 'DE' }, expected: 'DE' },
  { text: 'IsNull([displayName])', expected: true },
  { text: 'IsNull([displayName])', attributes: { displayName: '' }, expected: false },
  { text: 'IsNullOrEmpty([displayName])', attributes: { displayName: '' }, expected: true },
  { text: 'IsPresent([displayName])', attributes: { displayName: 'Ada' }, expected: true },
  { text: 'IsString([displayName])', attributes: { displayName: 'Ada' }, expected: true },
  { text: 'IsString([accountEnabled])', attributes: { accountEnabled: true }, expected: false },
  // The page forbids IsPresent as source of Switch in one place and uses it in another. Taken literally, source True is
  // compared with the key True; the second argument is the default.
  {
    text: 'Switch(IsPresent([directManager]),[directManager], IsPresent([skiplevelManager]),[skiplevelManager], IsPresent([director]),[director])',
    attributes: { directManager: 'Ann', skiplevelManager: 'Bob' },
    expected: 'Bob',
  },
  { text: 'Not([IsSoftDeleted])', attributes: { IsSoftDeleted: 'False' }, expected: 'True' },
  { text: 'Not([IsSoftDeleted])', attributes: { IsSoftDeleted: true }, expected: 'False' },
  {
    text: 'Switch(ToLower([statusFlag]), "0", "true", "1", "false", "0")',
    attributes: { statusFlag: 'TRUE' },
    expected: '1',
  },
  { text: 'Switch([statusFlag], "Default Value", "true", "1", "", "0")', expected: '0' },
  {
    text: 'Switch([statusFlag], "Default Value", "true", "1", "", "0")',
    attributes: { statusFlag: 'True' },
    expected: 'Default Value',
  },
  {
    text: 'Switch([state], "Australia/Sydney", "NSW", "Australia/Sydney","QLD", "Australia/Brisbane", "SA", "Australia/Adelaide")',
    attributes: { state: 'QLD' },
    expected: 'Australia/Brisbane',
  },
  {
    text: 'IIF(Len([LastName]) <= 5,  \n\n  Left(Join ("",[LastName],[FirstName]),10),  \n  Join("", Mid([LastName],1,9), Mid([FirstName],1,1)) \n\n)',
    attributes: { FirstName: 'John', LastName: 'Smith' },
    expected: 'SmithJohn',
  },
];
