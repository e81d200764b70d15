import { VendorGuide } from '#shared/model/vendor-guide';

const field = (key: string, secret: boolean, value: string | null): object => ({
  key,
  label: secret ? 'Secret token' : 'Tenant URL',
  vendorLabel: null,
  secret,
  required: true,
  value: {
    kind: value === null ? 'fromVendor' : 'fixed',
    value,
    choices: [],
    template: null,
    variables: [],
    examples: [],
    lifetime: null,
  },
});

/** The guide of a vendor with one address and one token. */
export const plainGuide: VendorGuide = VendorGuide.parse({
  id: 'airstack',
  displayName: 'Airstack',
  aliases: [],
  source: 'built-in',
  overrides: null,
  documentDate: null,
  addMethod: 'instantiate',
  supports: {
    stated: true,
    createUsers: true,
    updateUsers: true,
    removeUsers: true,
    groups: 'none',
    singleSignOn: 'none',
    other: [],
  },
  prerequisites: [],
  vendorSide: {
    mode: 'selfService',
    consoleUrl: null,
    contactEmail: null,
    contactUrl: null,
    giveToVendor: [],
    steps: [{ text: 'Make a token', yields: ['SecretToken'], note: null }],
  },
  connection: {
    authenticationType: 'bearerToken',
    authorizes: false,
    tokenOverlap: null,
    fields: [field('BaseAddress', false, 'https://scim.vendor.example/v2'), field('SecretToken', true, null)],
    checks: [],
  },
  mappings: [],
  neededOnEveryAccount: [],
  assignment: {
    defaultAccessExcluded: null,
    appRoles: [],
    separateAppRequired: false,
    separateAppRecommended: false,
  },
  deprovisioning: { attribute: 'active', behaviour: 'unknown' },
  limitations: [],
  warnings: [],
});
