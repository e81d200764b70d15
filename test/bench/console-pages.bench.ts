import type { CDPSession, Page } from '@playwright/test';
import type { WizardStep } from '#shared/model/wizard';
import { answerAll, setUpTryTurnOn, stepNames, useDemoToken, type WizardPage, wizardOf } from '#test/e2e/wizard-page';
import { atMost, type ConsoleWorld, median, openConsoleWorld } from './console-world.ts';

const stepRounds = 5;
const allowedStepMs = 50;
const restMs = 10_000;
const allowedRestPercent = 1;
const pageChanges = 200;
const allowedMegabytes = 3;

const answers = {
  vendor: 'askspoke',
  address: { label: 'Your askSpoke URL', value: 'https://contoso.askspoke.com' },
  person: ['sof', 'Sofia Nyberg'],
  email: 'identity-team@contoso.demo.example',
} as const;

/** Presses a step in the list and waits for the frame that shows its heading; gives the milliseconds in between. */
const changeStep = (page: Page, step: string): Promise<number> =>
  page.evaluate(async (name) => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('main nav button')];
    const button = buttons.find(({ textContent }) => textContent?.startsWith(name));
    if (button === undefined || button.disabled) throw new Error(`The step "${name}" cannot be opened.`);
    const isShown = (): boolean => document.querySelector('main h2')?.textContent === name;
    return new Promise<number>((resolve) => {
      const began = performance.now();
      const look = (): void => {
        // What is queued in a frame runs when that frame was drawn.
        if (isShown()) setTimeout(() => resolve(performance.now() - began));
        else requestAnimationFrame(look);
      };
      button.click();
      requestAnimationFrame(look);
    });
  }, step);

/** Waits until the page has nothing to do. The stream of events keeps its network from ever being idle. */
const untilIdle = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve())));

interface Change {
  readonly step: WizardStep;
  readonly ms: number;
}

/** Goes from step to step through the whole set-up, again and again; the page is at rest before each change. */
async function changesOf({ page, heading }: WizardPage): Promise<readonly Change[]> {
  const steps = Object.keys(stepNames) as WizardStep[];
  const changes: Change[] = [];
  for (let round = 0; round < stepRounds; round += 1) {
    for (const step of steps) {
      if (await heading(step).isVisible()) continue;
      await untilIdle(page);
      changes.push({ step, ms: await changeStep(page, stepNames[step]) });
    }
  }
  return changes;
}

async function stepFigures(world: ConsoleWorld) {
  const wizard = wizardOf(world.page);
  await world.page.goto(await world.host.entry());
  await wizard.openPicker();
  await wizard.begin(answers.vendor);
  await answerAll(wizard, answers, { credentials: useDemoToken });
  await setUpTryTurnOn(wizard);
  const changes = await changesOf(wizard);
  const bySteps = [...new Set(changes.map(({ step }) => step))].map((step) => ({
    step,
    ms: median(changes.filter((change) => change.step === step).map(({ ms }) => ms)),
  }));
  const slowest = bySteps.reduce((one, other) => (other.ms > one.ms ? other : one));
  const all = changes.map(({ ms }) => ms);
  return [
    atMost(`step change, median of ${all.length}`, median(all), { unit: 'ms', limit: allowedStepMs }),
    atMost(`slowest step (${slowest.step}), median of ${stepRounds}`, slowest.ms, { unit: 'ms', limit: allowedStepMs }),
    { label: 'slowest single change (noisy on a busy machine)', value: Math.max(...all), unit: 'ms', ok: true },
  ];
}

async function restFigure({ page, devtools }: ConsoleWorld) {
  await goTo(page, '/');
  await devtools.send('Performance.enable');
  await untilIdle(page);
  const before = await taskSeconds(devtools);
  await page.waitForTimeout(restMs);
  const percent = (((await taskSeconds(devtools)) - before) / (restMs / 1_000)) * 100;
  await devtools.send('Performance.disable');
  return atMost(`task time over ${restMs / 1_000} s at rest`, percent, { unit: '%', limit: allowedRestPercent });
}

async function taskSeconds(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const found = metrics.find(({ name }) => name === 'TaskDuration');
  if (found === undefined) throw new Error('The browser does not count task time.');
  return found.value;
}

async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate(async (hash) => {
    const main = document.querySelector('main');
    const before = main?.querySelector('h1') ?? null;
    if (window.location.hash === `#${hash}`) return;
    window.location.hash = hash;
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let frames = 0; frames < 600; frames += 1) {
      await nextFrame();
      const now = main?.querySelector('h1') ?? null;
      if (now !== null && now !== before && main?.querySelector('.fui-Skeleton') === null) return;
    }
    throw new Error(`${hash} did not show.`);
  }, place);
}

const placesFor = (id: string): readonly string[] => [
  '/',
  `/apps/${id}`,
  ...['mappings', 'scope', 'credentials', 'log', 'quarantine', 'history', 'export'].map((tab) => `/apps/${id}/${tab}`),
  '/set-up',
  '/log',
  '/apply-file',
  '/settings',
  '/about',
];

async function held(devtools: CDPSession) {
  for (let times = 0; times < 3; times += 1) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { documents } = await devtools.send('Memory.getDOMCounters');
  return { megabytes: usedSize / 1_000_000, documents };
}

async function memoryFigures({ page, devtools }: ConsoleWorld) {
  const link = await page.getByRole('main').locator('a[href^="#/apps/"]').first().getAttribute('href');
  const places = placesFor(link?.split('/')[2] ?? '');
  // Code and data of each page are read once and kept.
  for (const place of [...places, ...places]) await goTo(page, place);
  await goTo(page, '/');
  const before = await held(devtools);
  for (let change = 1; change <= pageChanges; change += 1) await goTo(page, places[change % places.length] ?? '/');
  await goTo(page, '/');
  const after = await held(devtools);
  return [
    atMost(`heap after ${pageChanges} page changes, more than before`, after.megabytes - before.megabytes, {
      unit: 'MB',
      limit: allowedMegabytes,
    }),
    atMost('detached documents', after.documents - before.documents, { unit: 'documents', limit: 0 }),
  ];
}

/** Moving through the console and leaving it alone. */
export async function run() {
  const world = await openConsoleWorld();
  try {
    return {
      name: 'Console: wizard steps, rest and page changes',
      figures: [...(await stepFigures(world)), await restFigure(world), ...(await memoryFigures(world))],
    };
  } finally {
    await world.close();
  }
}
