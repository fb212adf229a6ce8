import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { OrphanedSecret, ProfileView } from '../../shared/contract.ts';
import { axeViolations } from '../fixtures/ui-axe.ts';
import { createUiServices, environment, type UiServices } from '../fixtures/ui-services.ts';
import { uiSuite } from '../fixtures/ui-suite.ts';

const reason = 'The keyring is locked. Unlock it, then try again.';
const canary = 'canary-of-the-keychain-dialog';

const suite = uiSuite();
let services: UiServices;
let page: Page;

async function open(environments: ProfileView[], prepare: (services: UiServices) => void = () => undefined) {
  services = createUiServices(environments);
  prepare(services);
  page = await suite.open(services, { viewport: { width: 900, height: 600 } });
  await page.getByRole('heading', { level: 1 }).waitFor();
}

const lock = (locked: UiServices) => {
  locked.keychain = { state: 'locked', message: reason };
};
const unlock = () => {
  services.keychain = { state: 'ready', message: null };
};
const question = () => page.getByRole('dialog', { name: 'The secret cannot be kept in the keychain' });

async function fillIn(): Promise<void> {
  await page.getByRole('button', { name: 'Add environment' }).first().click();
  await page.getByLabel('Name').first().fill('Wholesale CRM');
  await page.getByLabel('Creatio URL').fill('https://crm.example.com');
  await page.getByLabel('Client id').first().fill('A1B2C3D4');
  await page.getByLabel('Client secret').first().fill(canary);
  await page.keyboard.press('Enter');
  await question().waitFor();
}

it('asks what becomes of a secret that the keychain does not take, and loses nothing', async () => {
  await open([], lock);
  await fillIn();
  await question().getByText(reason).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(services.saved).toEqual([]);

  await page.keyboard.press('Escape');
  await question().waitFor({ state: 'detached' });
  await page.getByRole('alert').getByText(reason).waitFor();
  await expect.poll(() => page.getByLabel('Client secret').first().inputValue()).toBe(canary);

  await page.getByRole('dialog').getByRole('button', { name: 'Add environment' }).click();
  await question().getByRole('button', { name: 'Try again' }).click();
  await question().getByText(reason).waitFor();
  unlock();
  await question().getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { level: 1, name: 'Wholesale CRM' }).waitFor();
  expect(services.saved).toEqual([{ name: 'Wholesale CRM', clientSecret: canary }]);
  expect(services.profiles.find(({ name }) => name === 'Wholesale CRM')?.secrets).toMatchObject([{ kept: 'keychain' }]);
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(await page.content()).not.toContain(canary);
});

it('keeps a secret for the session with the keyboard alone', async () => {
  await open([], lock);
  await fillIn();
  await page.keyboard.press('Tab');
  await expect.poll(() => page.locator(':focus').textContent()).toBe('Keep it for this session only');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Wholesale CRM' }).waitFor();
  expect(services.profiles.find(({ name }) => name === 'Wholesale CRM')?.secrets).toMatchObject([{ kept: 'session' }]);
});

it('says in the status bar how the keychain stands, and tells why where it is pressed', async () => {
  await open([environment({})], lock);
  await page.getByRole('contentinfo').getByRole('button', { name: 'keychain locked' }).click();
  await page.getByRole('alert').getByText(reason).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  unlock();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await page.getByRole('contentinfo').getByText('keychain ready').waitFor();
});

it('asks how the keychain stands once, and not before the page has painted', async () => {
  const asked: number[] = [];
  const thousand = Array.from({ length: 1_000 }, (_, index) => environment({ id: `e${index}`, name: `CRM ${index}` }));
  await open(thousand, ({ handlers }) => {
    const { 'secrets.status': answer } = handlers;
    Object.assign(handlers, {
      'secrets.status': (request: null) => {
        asked.push(Date.now());
        return answer(request);
      },
    });
  });
  await page.getByRole('contentinfo').getByText('keychain ready').waitFor();
  const painted = await page.evaluate(
    () => performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity),
  );
  expect(asked).toHaveLength(1);
  expect(asked[0]).toBeGreaterThanOrEqual(Math.floor(painted));
});

it('finds secrets that were left behind and removes those it is told to', async () => {
  const orphans: OrphanedSecret[] = [
    { profileId: 'a', name: 'client-secret', profileName: 'Old CRM', profileExists: false },
    { profileId: 'b', name: 'proxy-password', profileName: null, profileExists: false },
    { profileId: 'c', name: 'further-client:1', profileName: 'Production CRM', profileExists: true },
  ];
  await open([environment({})], (prepared) => {
    prepared.orphans = orphans;
  });
  await page.getByRole('tab', { name: 'Settings' }).click();
  const section = page.getByRole('region', { name: 'Secrets left behind' });
  await section.getByRole('button', { name: 'Look for them' }).click();
  await section.getByText('Client secret of Old CRM, which was deleted').waitFor();
  await section.getByText('Password for the proxy of an environment that is not known here (b)').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await section.getByRole('button', { name: 'Remove the client secret of Old CRM' }).click();
  await expect.poll(() => section.getByRole('listitem').count()).toBe(2);
  await section.getByRole('button', { name: 'Remove all 2' }).click();
  await section.getByText('No secret is left behind.').waitFor();
  expect(services.orphans).toEqual([]);
});
