/** Tabs of an application's page, in their order. */
export const applicationTabs = [
  'overview',
  'mappings',
  'scope',
  'credentials',
  'log',
  'quarantine',
  'history',
  'export',
] as const;
export type ApplicationTab = (typeof applicationTabs)[number];

/** By what the rows of an application's log can be narrowed down in its address. */
export type LogNarrowing = 'code' | 'cycle';

/** Tabs of the page of evidence, in their order. */
export const evidenceTabs = ['bundles', 'drift'] as const;
export type EvidenceTab = (typeof evidenceTabs)[number];

const segment = encodeURIComponent;

/** Every place of the console, as the path of its route. */
export const places = {
  home: '/',
  signIn: '/sign-in',
  firstRun: '/first-run',
  setUp: '/set-up',
  setUpVendor: (vendor: string) => `/set-up/${segment(vendor)}`,
  application: (id: string, tab: ApplicationTab = 'overview') =>
    tab === 'overview' ? `/apps/${segment(id)}` : `/apps/${segment(id)}/${tab}`,
  /** Rows of one application's log, by what they have in common. */
  applicationLog: (id: string, by: LogNarrowing, value: string) => `/apps/${segment(id)}/log/${by}/${segment(value)}`,
  applyFile: '/apply-file',
  log: '/log',
  /** Why a person is or is not provisioned; the application by object id. */
  why: (about?: { readonly application: string; readonly person?: string }) =>
    about === undefined
      ? '/why'
      : `/why/${segment(about.application)}${about.person === undefined ? '' : `/${segment(about.person)}`}`,
  /** Asking a SCIM endpoint from this machine: of an application by object id, or of a vendor. */
  preflight: (about?: { readonly application: string } | { readonly vendor: string }) => {
    if (about === undefined) return '/preflight';
    return 'vendor' in about
      ? `/preflight/vendor/${segment(about.vendor)}`
      : `/preflight/app/${segment(about.application)}`;
  },
  secrets: '/secrets',
  evidence: (tab: EvidenceTab = 'bundles') => (tab === 'bundles' ? '/evidence' : `/evidence/${tab}`),
  profiles: '/profiles',
  profileOf: (vendor: string) => `/profiles/of/${segment(vendor)}`,
  importProfile: '/profiles/import',
  writeProfile: '/profiles/write',
  compareProfiles: '/profiles/compare',
  settings: '/settings',
  about: '/about',
} as const;

/** Takes the path of a route; gives what a link to it has to name. Routes live behind `#`, so each host serves one page. */
export const hrefOf = (place: string): string => `#${place}`;
