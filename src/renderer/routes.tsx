import type { ComponentType } from 'react';
import { HomeScreen } from '#renderer/features/home/home-screen.tsx';
import { fetchPageWords } from '#renderer/strings/catalogue';
import { type PageCode, pageCode } from './shell/page-code.tsx';

/** One page: the pattern of its place and its screen, whose code is loaded when it is first opened. */
interface PageRoute extends PageCode {
  readonly pattern: string;
  /** True for a page that needs nobody signed in. */
  readonly open: boolean;
}

type FetchCode = () => Promise<ComponentType>;

const page = (pattern: string, fetchCode: FetchCode): PageRoute => ({
  pattern,
  open: false,
  ...pageCode(async () => {
    // Code may ask for words as soon as it runs.
    await fetchPageWords();
    return fetchCode();
  }),
});
const openPage: typeof page = (pattern, fetchCode) => ({ ...page(pattern, fetchCode), open: true });
/** A page that may be the first: its words are the frame's. */
const firstPage: typeof page = (pattern, fetchCode) => ({ pattern, open: true, ...pageCode(fetchCode) });

/** Every page of the console; the first pattern that fits is shown. Patterns as in wouter. */
export const routes: readonly PageRoute[] = [
  // Nearly every start shows it, so its code is part of the frame.
  { pattern: '/', open: false, Screen: HomeScreen, fetchAhead: () => undefined },
  page(
    '/apps/:id/:tab?/:by?/:value?',
    async () => (await import('#renderer/features/application/application-screen.tsx')).ApplicationScreen,
  ),
  page(
    '/set-up/*?',
    async () => (await import('#renderer/features/setup-wizard/setup-wizard-screen.tsx')).SetupWizardScreen,
  ),
  page('/evidence/:tab?', async () => (await import('#renderer/features/evidence/evidence-screen.tsx')).EvidenceScreen),
  page('/why/:application?/:person?', async () => (await import('#renderer/features/why/why-screen.tsx')).WhyScreen),
  page(
    '/preflight/:kind?/:id?',
    async () => (await import('#renderer/features/preflight/preflight-screen.tsx')).PreflightScreen,
  ),
  page('/secrets', async () => (await import('#renderer/features/secrets/secrets-screen.tsx')).SecretsScreen),
  page('/log', async () => (await import('#renderer/features/log/log-screen.tsx')).LogScreen),
  page(
    '/apply-file',
    async () => (await import('#renderer/features/apply-file/apply-file-screen.tsx')).ApplyFileScreen,
  ),
  openPage(
    '/profiles/*?',
    async () => (await import('#renderer/features/profile-library/profile-library-screen.tsx')).ProfileLibraryScreen,
  ),
  openPage('/settings', async () => (await import('#renderer/features/settings/settings-screen.tsx')).SettingsScreen),
  openPage('/about', async () => (await import('#renderer/features/about/about-screen.tsx')).AboutScreen),
  firstPage('/sign-in', async () => (await import('#renderer/features/sign-in/sign-in-screen.tsx')).SignInScreen),
  firstPage(
    '/first-run',
    async () => (await import('#renderer/features/first-run/first-run-screen.tsx')).FirstRunScreen,
  ),
];

/** Takes a location; gives the first segment of its path, by which pages differ. */
const areaOf = (location: string): string => location.split('/')[1] ?? '';

/** Takes the location that the page is opened on; fetches the code of what is shown there. */
export const fetchPageAhead = (location: string): void =>
  routes.find(({ pattern }) => areaOf(pattern) === areaOf(location))?.fetchAhead();
