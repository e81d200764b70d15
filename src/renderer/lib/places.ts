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
  applyFile: '/apply-file',
  log: '/log',
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
