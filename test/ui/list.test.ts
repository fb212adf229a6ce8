import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ProfileView } from '../../shared/contract.ts';
import { createUiServices, environment, type UiServices } from '../fixtures/ui-services.ts';
import { uiSuite } from '../fixtures/ui-suite.ts';

const suite = uiSuite();
let services: UiServices;
let page: Page;

async function open(environments: ProfileView[]): Promise<void> {
  services = createUiServices(environments);
  page = await suite.open(services);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

const list = () => page.getByRole('navigation', { name: 'Environments' });
const item = (name: string) => list().getByRole('button', { name });
const shownNames = () =>
  list()
    .locator('[data-environment]')
    .evaluateAll((items) => items.map((shown) => shown.getAttribute('title')));
const keptNames = () => services.profiles.map(({ name }) => name);
const named = (name: string, part: Partial<ProfileView> = {}) => environment({ id: `id-${name}`, name, ...part });

it('groups the environments, and moves one within its group by key and by menu', async () => {
  await open([
    named('T1', { group: 'Test' }),
    named('Alone'),
    named('N1', { group: 'North' }),
    named('T2', { group: 'Test' }),
  ]);
  await expect.poll(() => list().getByRole('heading').allTextContents()).toEqual(['Environments', 'Test', 'North']);
  await expect.poll(() => list().getByRole('list', { name: 'Test' }).getByRole('listitem').count()).toBe(2);
  await expect.poll(shownNames).toEqual(['Alone', 'T1', 'T2', 'N1', 'Practice environment']);

  await item('T1').focus();
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => page.locator(':focus').getAttribute('title')).toBe('Alone');
  await item('T1').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => page.locator(':focus').getAttribute('title')).toBe('T1');
  await expect.poll(shownNames).toEqual(['Alone', 'T2', 'T1', 'N1', 'Practice environment']);
  await page.getByRole('log').getByText('is number 2 of 2').waitFor();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(keptNames).toEqual(['T2', 'Alone', 'N1', 'T1', 'Practice environment']);

  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'More actions' }).click();
  await expect.poll(() => page.getByRole('menuitem', { name: 'Move down' }).getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('menuitem', { name: 'Move up' }).click();
  await expect.poll(keptNames).toEqual(['T1', 'Alone', 'N1', 'T2', 'Practice environment']);
});

it('sorts by name, and goes back', async () => {
  await open([named('CRM 10'), named('Beta'), named('CRM 9')]);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Sort all by name' }).click();
  await expect.poll(keptNames).toEqual(['Beta', 'CRM 9', 'CRM 10', 'Practice environment']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(keptNames).toEqual(['CRM 10', 'Beta', 'CRM 9', 'Practice environment']);
  await expect.poll(shownNames).toEqual(['CRM 10', 'Beta', 'CRM 9', 'Practice environment']);
});

it('says why an order could not be kept, and shows the one that is', async () => {
  await open([named('One'), named('Two')]);
  services.refuseArrange = 'The environments are locked by process 4711 on ADMIN-PC.';
  await item('One').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByRole('alert').getByText('locked by process 4711').waitFor();
  await expect.poll(shownNames).toEqual(['One', 'Two', 'Practice environment']);
});

it('copies an environment and shows its settings', async () => {
  await open([named('CRM', { group: 'North' }), named('Other', { group: 'North' })]);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await page.getByRole('heading', { level: 1, name: 'CRM (copy)' }).waitFor();
  await expect.poll(() => page.getByLabel('Name').inputValue()).toBe('CRM (copy)');
  await expect.poll(shownNames).toEqual(['CRM', 'CRM (copy)', 'Other', 'Practice environment']);
});

it('marks a production environment in a word wherever it is shown', async () => {
  await open([named('CRM', { production: true }), named('CRM test')]);
  await item('CRM Not run yet Production').waitFor();
  await page.locator('header').getByText('Production', { exact: true }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'CRM Production https' }).waitFor();
  await expect.poll(() => page.getByRole('option', { name: 'CRM test' }).getByText('Production').count()).toBe(0);
});

it('finds by group, notes, case number and version', async () => {
  await open([
    named('One', { notes: 'Olga knows the router.' }),
    named('Two', { caseNumber: 'SR-0042', group: 'Nord' }),
  ]);
  for (const [search, found] of [
    ['router', 'One'],
    ['sr-0042 nord', 'Two'],
  ] as const) {
    await page.getByRole('searchbox').fill(search);
    await expect.poll(shownNames).toEqual([found, 'Practice environment']);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(search);
    await expect.poll(() => page.getByRole('option').count()).toBe(1);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('searchbox').fill('nothing like it');
  await page.getByText('No environment has “nothing like it”').waitFor();
});

it('shows names that would turn or overgrow the text around as what they are', async () => {
  const hostile = `CRM \u202Egpj.exe${'\u0301'.repeat(100)}`;
  await open([named(hostile, { id: 'hostile', group: 'Nord\u2066' }), named('Next')]);
  await page.getByRole('heading', { level: 1, name: 'CRM [U+202E]gpj.exe' }).waitFor();
  await list().getByRole('heading', { name: 'Nord[U+2066]' }).waitFor();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Delete environment' }).click();
  await page.getByText('CRM [U+202E]gpj.exe', { exact: false }).first().waitFor();
  const texts = await page.evaluate(() => document.body.innerText);
  expect(texts).toContain('[U+202E]');
  expect(texts).not.toMatch(/[\u202A-\u202E]/);
});
