import { expect, test } from './console-test.ts';
import { type Answers, answerAll, setUpTryTurnOn, useDemoToken, wizardOf } from './wizard-page.ts';

test.use({ actionTimeout: 30_000 });

const email = 'identity-team@contoso.demo.example';

const typed: readonly Answers[] = [
  { vendor: 'airstack', person: ['sof', 'Sofia Nyberg'], email },
  {
    vendor: 'askspoke',
    address: { label: 'Your askSpoke URL', value: 'contoso.askspoke.com' },
    person: ['priya', 'Priya Raghavan'],
    email,
  },
  {
    vendor: 'cloud-academy-sso',
    address: { label: 'Company registered on app.qa.com', value: '', choice: true },
    person: ['bj', 'Bjørn Åkesson'],
    email,
  },
  {
    vendor: 'schoolstream-asa',
    address: { label: 'Tenant URL', value: 'https://contoso.schoolstream.example/scim' },
    person: ['mik', 'Mikkel Sørensen'],
    email,
  },
];

for (const answers of typed) {
  test(`sets up ${answers.vendor} to a running job`, async ({ open }) => {
    const wizard = wizardOf(await open());
    await wizard.openPicker();
    await wizard.begin(answers.vendor);
    await answerAll(wizard, answers, { credentials: useDemoToken });
    await setUpTryTurnOn(wizard);
    await expect(wizard.page.getByText(/Provisioning is on/).last()).toBeVisible();
    await wizard.page.getByRole('button', { name: 'Finish and open the application' }).click();
    await expect(wizard.page).toHaveURL(/#\/apps\/[0-9a-f-]{36}$/);
    await wizard.openPicker();
    await expect(wizard.page.getByText('Begun and not finished')).toBeHidden();
  });
}

test('sets up atea to a running job, the authorization done by hand at the vendor', async ({ open }) => {
  const wizard = wizardOf(await open());
  await wizard.openPicker();
  await wizard.begin('atea');
  const answers = { vendor: 'atea', person: ['kenji', 'Kenji Sato'], email } as const;
  await answerAll(wizard, answers, {
    credentials: async (page) => {
      await expect(page.getByText('There is nothing to type here', { exact: false })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Test connection' })).toBeHidden();
    },
  });
  await setUpTryTurnOn(wizard, async (page) => {
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Open the provisioning page' }).click();
    const adminCenter = await opened;
    await adminCenter.getByRole('button', { name: 'Authorize' }).click();
    await adminCenter.getByRole('textbox').fill('admin@atea.example');
    await adminCenter.getByRole('button').first().click();
    await expect(adminCenter.locator('[data-outcome="authorized"]')).toBeVisible();
    await adminCenter.close();
    // Time costs nothing in the demo: the ten minutes of waiting may be over before a person is back.
    const goOn = page.getByRole('button', { name: 'Go on from here' });
    await expect(goOn.or(page.locator('[data-step="authorize"][data-state="done"]'))).toBeVisible();
    if (await goOn.isVisible()) await goOn.click();
  });
});

test('a choice that the plan offers is answered in the review, and the plan is made with it', async ({ open }) => {
  const wizard = wizardOf(await open());
  const { page } = wizard;
  await wizard.openPicker();
  await wizard.begin('schoolstream-asa');
  const answers = typed.find(({ vendor }) => vendor === 'schoolstream-asa');
  if (answers === undefined) throw new Error('There are no answers for SchoolStream.');
  await answerAll(wizard, answers, { credentials: useDemoToken });
  const choice = page.getByRole('radiogroup', { name: /organization" get its value/ });
  await expect(choice.getByRole('radio').first()).toBeChecked();
  const schema = page.locator('[data-step="schema.edit"]');
  await expect(schema).toContainText('[extensionAttribute1], default');
  await choice.getByRole('radio', { name: /^Coalesce/ }).check();
  await expect(schema).toContainText('Coalesce([extensionAttribute1]');
  await expect(choice.getByRole('radio', { name: /^Coalesce/ })).toBeChecked();
  await expect(choice.getByRole('radio', { name: /^Coalesce/ })).toBeFocused();
  await wizard.kept();
  await page.reload();
  await wizard.goTo('credentials');
  await useDemoToken(page);
  await wizard.goTo('review');
  await expect(choice.getByRole('radio', { name: /^Coalesce/ })).toBeChecked();
  await setUpTryTurnOn(wizard);
  // Nothing of what was carried out would be undone by looking at the plan again.
  await wizard.goTo('review');
  await expect(page.locator('[data-step="job.pause"]')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Nothing to change' })).toBeVisible();
});
