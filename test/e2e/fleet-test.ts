import { test as base, expect, type Page } from '@playwright/test';
import { type FleetConsole, type FleetOptions, openFleetConsole } from '#test/support/fleet-console';

interface Fixtures {
  /** Errors of the page and breaches of its security policy; a test that ends with any fails. */
  readonly faults: string[];
  /** Leads the page into the console and to a place, and waits until its content is there. */
  readonly visit: (place: string) => Promise<Page>;
}

interface WorkerFixtures {
  readonly fleetOptions: FleetOptions;
  /** A tenant in which five vendors run and one of them is in quarantine, with the console in front of it. */
  readonly fleet: FleetConsole;
}

/** A test on a tenant in which provisioning runs. Tests share it, so they read, or say that they are serial. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  fleetOptions: [{ quarantined: 'atea' }, { option: true, scope: 'worker' }],
  fleet: [
    async ({ fleetOptions }, use) => {
      const fleet = await openFleetConsole(fleetOptions);
      await use(fleet);
      await fleet.close();
    },
    { scope: 'worker' },
  ],
  faults: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    await use(faults);
    expect(faults).toEqual([]);
  },
  visit: async ({ page, fleet, faults }, use) => {
    let entered = false;
    await use(async (place) => {
      expect(faults).toEqual([]);
      if (!entered) await page.goto(fleet.entry());
      entered = true;
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, place);
      await settled(page);
      return page;
    });
  },
});

/** Waits until the page has its title and no skeleton is left. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.fui-Skeleton')).toHaveCount(0);
}

/** Takes the fleet; gives every place of the console but the wizard's steps, by name. */
export const placesOf = (fleet: FleetConsole): readonly (readonly [string, string])[] => [
  ['home', '/'],
  ...['', '/mappings', '/scope', '/credentials', '/log', '/quarantine', '/history', '/export'].map(
    (tab) => [`application${tab}`, `/apps/${fleet.application('airstack')}${tab}`] as const,
  ),
  ['quarantine', `/apps/${fleet.application('atea')}/quarantine`],
  ['secrets', '/secrets'],
  ['log', '/log'],
  ['why', '/why'],
  ['why-answer', `/why/${fleet.application('airstack')}/zoe.vandenberg@contoso.demo.example`],
  ['preflight', '/preflight'],
  ['preflight-application', `/preflight/app/${fleet.application('askspoke')}`],
  ['evidence', '/evidence'],
  ['drift', '/evidence/drift'],
  ['apply-file', '/apply-file'],
  ['profiles', '/profiles'],
  ['profile', '/profiles/of/airstack'],
  ['profile-import', '/profiles/import'],
  ['profile-compare', '/profiles/compare/airstack'],
  ['profile-write', '/profiles/write'],
  ['settings', '/settings'],
  ['about', '/about'],
  ['sign-in', '/sign-in'],
  ['first-run', '/first-run'],
  ['set-up', '/set-up'],
];

export { expect };
