import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

type Screen = ComponentType | LazyExoticComponent<ComponentType>;

/** One page: the pattern of its place and its screen, whose code is loaded when it is first opened. */
interface PageRoute {
  readonly pattern: string;
  readonly screen: Screen;
  /** True for a page that needs nobody signed in. */
  readonly open?: boolean;
}

const home = lazy(async () => ({ default: (await import('#renderer/features/home/home-screen.tsx')).HomeScreen }));
const application = lazy(async () => ({
  default: (await import('#renderer/features/application/application-screen.tsx')).ApplicationScreen,
}));
const setUp = lazy(async () => ({
  default: (await import('#renderer/features/setup-wizard/setup-wizard-screen.tsx')).SetupWizardScreen,
}));
const log = lazy(async () => ({ default: (await import('#renderer/features/log/log-screen.tsx')).LogScreen }));
const applyFile = lazy(async () => ({
  default: (await import('#renderer/features/apply-file/apply-file-screen.tsx')).ApplyFileScreen,
}));
const settings = lazy(async () => ({
  default: (await import('#renderer/features/settings/settings-screen.tsx')).SettingsScreen,
}));
const about = lazy(async () => ({ default: (await import('#renderer/features/about/about-screen.tsx')).AboutScreen }));
const signIn = lazy(async () => ({
  default: (await import('#renderer/features/sign-in/sign-in-screen.tsx')).SignInScreen,
}));
const firstRun = lazy(async () => ({
  default: (await import('#renderer/features/first-run/first-run-screen.tsx')).FirstRunScreen,
}));

/** Every page of the console; the first pattern that fits is shown. Patterns as in wouter. */
export const routes: readonly PageRoute[] = [
  { pattern: '/', screen: home },
  { pattern: '/apps/:id/:tab?', screen: application },
  { pattern: '/set-up/*?', screen: setUp },
  { pattern: '/log', screen: log },
  { pattern: '/apply-file', screen: applyFile },
  { pattern: '/settings', screen: settings, open: true },
  { pattern: '/about', screen: about, open: true },
  { pattern: '/sign-in', screen: signIn, open: true },
  { pattern: '/first-run', screen: firstRun, open: true },
];
