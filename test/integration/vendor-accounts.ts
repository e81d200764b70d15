/** What a vendor's SCIM target has to hold after the first cycle of its example. */
export interface ExpectedAccounts {
  /** User names before the @, sorted. */
  readonly people: readonly string[];
  /** Some of them whole: exactly these attributes arrived and no other. */
  readonly exact: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly groups: readonly Readonly<Record<string, unknown>>[];
}

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise];
const groupSchemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
const upn = (name: string): string => `${name}@contoso.demo.example`;
const workMail = (name: string) => [{ type: 'work', primary: true, value: upn(name) }];
const account = (name: string) => ({ schemas, userName: upn(name), active: true });
const mobile = (value: string) => ({ type: 'mobile', value });
const work = (value: string) => ({ type: 'work', value });

/** SchoolStream tells tenants apart by the organization: an account that is created gets the tenant's id. */
const tenantId = '5f4a3c9e-7d21-4b86-a3f5-0c2e91d7b6a8';

const schoolStream: ExpectedAccounts = {
  people: [
    'askin.yilmaz',
    'francois.lhote',
    'jonas.berg',
    'kenji.sato',
    'mikkel.sorensen',
    'nguyen.thiminh',
    'ola.nordmann',
  ],
  exact: {
    'askin.yilmaz': {
      ...account('askin.yilmaz'),
      displayName: 'Aşkın Yılmaz',
      emails: workMail('askin.yilmaz'),
      preferredLanguage: 'tr-TR',
      name: { givenName: 'Aşkın', familyName: 'Yılmaz', formatted: 'Aşkın Yılmaz' },
      phoneNumbers: [mobile('+90 41087109')],
      externalId: 'askinyilmaz',
      [enterprise]: { organization: tenantId },
    },
    // No mail address.
    'jonas.berg': {
      ...account('jonas.berg'),
      displayName: 'Jonas Berg',
      preferredLanguage: 'nb-NO',
      name: { givenName: 'Jonas', familyName: 'Berg', formatted: 'Jonas Berg' },
      phoneNumbers: [mobile('+47 41300922')],
      externalId: 'jonasberg',
      [enterprise]: { organization: tenantId },
    },
    // No given name; extensionAttribute1 is filled, so the default value does not act.
    'ola.nordmann': {
      ...account('ola.nordmann'),
      displayName: 'Ola Nordmann',
      emails: workMail('ola.nordmann'),
      preferredLanguage: 'nb-NO',
      name: { familyName: 'Nordmann', formatted: 'Nordmann' },
      phoneNumbers: [mobile('+47 41332598')],
      externalId: 'olanordmann',
      [enterprise]: { organization: 'CC-4042' },
    },
  },
  groups: [
    {
      schemas: groupSchemas,
      displayName: 'Engineering',
      externalId: '39e438c6-b8e7-46d0-86a6-01b48321d6b0',
      // Mikkel is in the nested group only, which the service does not look into.
      members: ['askin.yilmaz', 'francois.lhote', 'jonas.berg', 'kenji.sato', 'nguyen.thiminh', 'ola.nordmann'].map(
        upn,
      ),
    },
  ],
};

const cloudAcademy: ExpectedAccounts = {
  people: ['bjorn.akesson', 'cher', 'francois.lhote'],
  exact: {
    'bjorn.akesson': {
      ...account('bjorn.akesson'),
      externalId: '02a874ff-49c0-4afb-98fe-bd72081ac592',
      name: { givenName: 'Bjørn', familyName: 'Åkesson' },
    },
    'francois.lhote': {
      ...account('francois.lhote'),
      externalId: '766c504b-3e83-46ac-b7bb-05c38ae968e4',
      name: { givenName: 'François', familyName: "L'Hôte" },
    },
    // No surname.
    cher: { ...account('cher'), externalId: 'bd94b338-b10f-49d9-a172-2ebc16c1c63b', name: { givenName: 'Cher' } },
  },
  groups: [],
};

const airstack: ExpectedAccounts = {
  people: ['anna.larsen', 'jurgen.muller', 'sofia.nyberg', 'yuki.tanaka'],
  exact: {
    'jurgen.muller': {
      ...account('jurgen.muller'),
      displayName: 'Jürgen Müller',
      title: 'Key Account Manager',
      emails: workMail('jurgen.muller'),
      preferredLanguage: 'de-DE',
      name: { givenName: 'Jürgen', familyName: 'Müller', formatted: 'Jürgen Müller' },
      addresses: [
        {
          type: 'work',
          formatted: 'München HQ',
          streetAddress: 'Park Lane 8',
          locality: 'München',
          postalCode: '1296',
          country: 'Germany',
        },
      ],
      phoneNumbers: [work('+49 22049208'), mobile('+49 41063352')],
      externalId: 'jurgenmuller',
      // His manager is not assigned, so there is no account to refer to.
      [enterprise]: { employeeNumber: '10056', department: 'Sales' },
    },
    // No department and no mobile; her manager is assigned.
    'yuki.tanaka': {
      ...account('yuki.tanaka'),
      displayName: 'Yuki Tanaka',
      title: 'Intern',
      emails: workMail('yuki.tanaka'),
      preferredLanguage: 'ja-JP',
      name: { givenName: 'Yuki', familyName: 'Tanaka', formatted: 'Yuki Tanaka' },
      addresses: [
        {
          type: 'work',
          formatted: 'Tokyo HQ',
          streetAddress: 'Storgata 41',
          locality: 'Tokyo',
          postalCode: '2517',
          country: 'Japan',
        },
      ],
      phoneNumbers: [work('+81 22252191')],
      externalId: 'yukitanaka',
      [enterprise]: { employeeNumber: '10287', manager: upn('sofia.nyberg') },
    },
  },
  groups: [],
};

const askSpoke: ExpectedAccounts = {
  people: [
    'grace.okafor',
    'jurgen.muller',
    'mariajose.gomeznunez',
    'oliver.brown',
    'priya.raghavan',
    'viktor.lindqvist',
    'zoe.vandenberg',
  ],
  exact: {
    'mariajose.gomeznunez': {
      ...account('mariajose.gomeznunez'),
      emails: workMail('mariajose.gomeznunez'),
      title: 'Sales Manager',
      name: { givenName: 'María José', familyName: 'Gómez Núñez', formatted: 'María José Gómez Núñez' },
      addresses: [{ type: 'work', locality: 'Madrid', country: 'Spain' }],
      externalId: 'mariajosegomeznunez',
      [enterprise]: { department: 'Sales' },
    },
    'zoe.vandenberg': {
      ...account('zoe.vandenberg'),
      emails: workMail('zoe.vandenberg'),
      title: 'Account Executive',
      name: { givenName: 'Zoë', familyName: 'van den Berg', formatted: 'Zoë van den Berg' },
      addresses: [{ type: 'work', locality: 'Amsterdam', country: 'Netherlands' }],
      externalId: 'zoevandenberg',
      [enterprise]: { department: 'Sales', manager: upn('mariajose.gomeznunez') },
    },
    // No city.
    'viktor.lindqvist': {
      ...account('viktor.lindqvist'),
      emails: workMail('viktor.lindqvist'),
      title: 'Account Executive',
      name: { givenName: 'Viktor', familyName: 'Lindqvist', formatted: 'Viktor Lindqvist' },
      addresses: [{ type: 'work', country: 'Sweden' }],
      externalId: 'viktorlindqvist',
      [enterprise]: { department: 'Sales', manager: upn('mariajose.gomeznunez') },
    },
  },
  groups: [
    {
      schemas: groupSchemas,
      displayName: 'Sales Europe',
      // Erik is disabled, so he has no account.
      members: [
        'grace.okafor',
        'jurgen.muller',
        'mariajose.gomeznunez',
        'oliver.brown',
        'viktor.lindqvist',
        'zoe.vandenberg',
      ].map(upn),
    },
  ],
};

const atea: ExpectedAccounts = {
  people: ['ingrid.halvorsen', 'jonas.berg', 'kenji.sato', 'nguyen.thiminh'],
  exact: {
    'nguyen.thiminh': {
      ...account('nguyen.thiminh'),
      emails: workMail('nguyen.thiminh'),
      name: { givenName: 'Nguyễn', familyName: 'Thị Minh', formatted: 'Nguyễn Thị Minh' },
      phoneNumbers: [mobile('+33 41134623')],
      locale: 'fr-FR',
      nickName: 'nguyenthiminh',
    },
    'kenji.sato': {
      ...account('kenji.sato'),
      emails: workMail('kenji.sato'),
      name: { givenName: 'Kenji', familyName: 'Sato', formatted: 'Kenji Sato' },
      phoneNumbers: [mobile('+81 41158380')],
      locale: 'ja-JP',
      nickName: 'kenjisato',
    },
    // No mail address.
    'jonas.berg': {
      ...account('jonas.berg'),
      name: { givenName: 'Jonas', familyName: 'Berg', formatted: 'Jonas Berg' },
      phoneNumbers: [mobile('+47 41300922')],
      locale: 'nb-NO',
      nickName: 'jonasberg',
    },
  },
  groups: [],
};

const scim: ExpectedAccounts = {
  people: ['anna.larsen', 'cher', 'hannah.schmidt', 'henrik.odegard', 'rita.reader', 'thomas.weiss'],
  exact: {
    'thomas.weiss': {
      ...account('thomas.weiss'),
      displayName: 'Thomas Weiß',
      title: 'Controller',
      emails: workMail('thomas.weiss'),
      preferredLanguage: 'de-AT',
      name: { givenName: 'Thomas', familyName: 'Weiß', formatted: 'Thomas Weiß' },
      addresses: [
        {
          type: 'work',
          formatted: 'Wien HQ',
          streetAddress: 'High Street 18',
          locality: 'Wien',
          postalCode: '1666',
          country: 'Austria',
        },
      ],
      phoneNumbers: [work('+43 22110718'), mobile('+43 41142542')],
      externalId: 'thomasweiss',
      [enterprise]: { employeeNumber: '10126', department: 'Finance', manager: upn('henrik.odegard') },
    },
    // No surname.
    cher: {
      ...account('cher'),
      displayName: 'Cher',
      title: 'Brand Ambassador',
      emails: workMail('cher'),
      preferredLanguage: 'en-GB',
      name: { givenName: 'Cher', formatted: 'Cher' },
      addresses: [
        {
          type: 'work',
          formatted: 'London HQ',
          streetAddress: 'Strandvägen 39',
          locality: 'London',
          postalCode: '2443',
          country: 'United Kingdom',
        },
      ],
      phoneNumbers: [work('+44 22239889'), mobile('+44 41308841')],
      externalId: 'cher',
      [enterprise]: { employeeNumber: '10273', department: 'Marketing' },
    },
  },
  groups: [
    {
      schemas: groupSchemas,
      displayName: 'Finance & Control',
      externalId: '71705095-84eb-4a51-b2c1-8b808de512ef',
      // Nina is disabled, so she has no account.
      members: ['anna.larsen', 'hannah.schmidt', 'henrik.odegard', 'rita.reader', 'thomas.weiss'].map(upn),
    },
  ],
};

/** By vendor. */
export const expectedAccounts = { schoolStream, cloudAcademy, airstack, askSpoke, atea, scim } as const;
