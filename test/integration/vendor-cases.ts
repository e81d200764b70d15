import { type DemoWorld, exampleText } from '#test/support/demo-world';
import { type ExpectedAccounts, expectedAccounts } from './vendor-accounts.ts';

/** One vendor: its configuration, and what has to come of it. */
export interface VendorCase {
  readonly vendor: string;
  readonly application: string;
  /** Label of its secret, and the host that the secret goes to; null: a person authorizes. */
  readonly secret: { readonly label: string; readonly host: string } | null;
  readonly text: string;
  readonly steps: readonly string[];
  readonly warnings: readonly string[];
  readonly accounts: ExpectedAccounts;
}

/** The example of a vendor with somebody more assigned, before what follows the assignments. */
const example = (vendor: string, more: readonly string[]): string =>
  exampleText(vendor).replace(
    'notifications:',
    `${more.map((name) => `  - user: ${name}@contoso.demo.example\n`).join('')}notifications:`,
  );

const scimText = `
schemaVersion: 1
vendor: scim
application: { name: Ledger }
connection:
  tenantUrl: https://scim.demo.example/scim
  secrets:
    SecretToken: { label: LedgerToken }
assignments:
  - group: Finance & Control
  - user: cher@contoso.demo.example
notifications:
  email: identity-team@contoso.demo.example
`;

const tokenSteps = [
  'application.create create',
  'credentials.test check',
  'job.create create',
  'settings.save update',
  'credentials.prove check',
  'schema.edit update',
  'assignments.add create',
  'job.start start',
  'health.check check',
];

/** The mappings stay as the template gives them. */
const keepsMappings = tokenSteps.map((step) => (step === 'schema.edit update' ? 'schema.edit keep' : step));

/** The five vendors of the gallery and an application of one's own. */
export const vendorCases: readonly VendorCase[] = [
  {
    vendor: 'schoolstream-asa',
    application: 'SchoolStream ASA',
    secret: { label: 'SecretToken', host: 'contoso.schoolstream.example' },
    text: example('schoolstream-asa', []),
    steps: tokenSteps,
    warnings: ['signUpStated', 'defaultOnlyOnCreate', 'nestedGroup', 'documentSlip'],
    accounts: expectedAccounts.schoolStream,
  },
  {
    vendor: 'cloud-academy-sso',
    application: 'Cloud Academy - SSO',
    secret: { label: 'ApiKey', host: 'app.qa.com' },
    text: example('cloud-academy-sso', ['cher']),
    steps: tokenSteps,
    warnings: ['documentSlip', 'documentSlip', 'documentSlip'],
    accounts: expectedAccounts.cloudAcademy,
  },
  {
    vendor: 'airstack',
    application: 'Airstack',
    secret: { label: 'SecretToken', host: 'api-as.lenovosoftware.com' },
    text: example('airstack', ['yuki.tanaka']),
    steps: tokenSteps,
    warnings: ['noAttributeTable', 'documentSlip'],
    accounts: expectedAccounts.airstack,
  },
  {
    vendor: 'askspoke',
    application: 'askSpoke',
    secret: { label: 'ApiToken', host: 'contoso.askspoke.com' },
    text: example('askspoke', []),
    steps: keepsMappings,
    warnings: ['documentSlip'],
    accounts: expectedAccounts.askSpoke,
  },
  {
    vendor: 'scim',
    application: 'Ledger',
    secret: { label: 'LedgerToken', host: 'scim.demo.example' },
    text: scimText,
    steps: keepsMappings,
    warnings: [],
    accounts: expectedAccounts.scim,
  },
  {
    vendor: 'atea',
    application: 'Atea',
    secret: null,
    text: example('atea', ['nguyen.thiminh', 'jonas.berg']),
    steps: [
      'application.create create',
      'job.create create',
      'settings.save update',
      'schema.edit update',
      'assignments.add create',
      'authorize handOff',
      'job.start start',
      'health.check check',
    ],
    warnings: [],
    accounts: expectedAccounts.atea,
  },
];

/** A fresh token of the vendor, bound to the label of the case. */
export function freshSecret(world: DemoWorld, { vendor, secret }: VendorCase) {
  if (secret === null) return { token: '', secrets: {} };
  const token = world.target(vendor).mintToken();
  return { token, secrets: { [secret.label]: token } };
}

/** The text of a case with provisioning off. */
export const switchedOff = ({ text }: VendorCase): string =>
  `${text.replace(/^provisioning: on\n/m, '')}provisioning: off\n`;
