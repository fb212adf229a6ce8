import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { createProfileStore } from '../../electron/profiles/index.ts';
import { createServices } from '../../electron/services.ts';
import type { ProfileView } from '../../shared/contract.ts';
import { UserError } from '../../shared/user-error.ts';
import { createUiServices, environment, type UiServices } from '../fixtures/ui-services.ts';
import { uiSuite } from '../fixtures/ui-suite.ts';

const suite = uiSuite();
let services: UiServices;
let page: Page;

async function open(environments: ProfileView[], width = 1440, ownTab = false): Promise<void> {
  services = createUiServices(environments);
  page = await suite.open(services, { viewport: { width, height: 900 }, ownTab });
  await page.getByRole('heading', { level: 1 }).waitFor();
}

const list = () => page.getByRole('navigation', { name: 'Environments' });

/** Presses Tab until the element with this accessible name has the focus. */
async function tabTo(name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    const label = await focused.evaluate((element) =>
      element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? '') : (element.textContent ?? ''),
    );
    if (typeof name === 'string' ? label.startsWith(name) : name.test(label)) return;
  }
  throw new Error(`Tab does not lead to ${name}.`);
}

it('adds an environment with the keyboard alone and runs it', async () => {
  await open([]);
  await tabTo('Add environment');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Add environment' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Enter a name by which you recognise the environment.').waitFor();
  await expect.poll(() => page.locator(':focus').getAttribute('name')).toBe('name');
  await page.keyboard.type('Wholesale CRM');
  await tabTo('Creatio URL');
  await page.keyboard.type('crm.example.com/0/Login/NuiLogin.aspx');
  await page.getByText('Understood as https://crm.example.com.').waitFor();
  await tabTo('Client id');
  await page.keyboard.type('A1B2C3D4');
  await tabTo('Client secret');
  await page.keyboard.type('canary-of-the-page');
  const field = await page.locator(':focus').elementHandle();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Wholesale CRM' }).waitFor();
  expect(services.saved).toEqual([{ name: 'Wholesale CRM', clientSecret: 'canary-of-the-page' }]);
  expect(services.profiles.find(({ name }) => name === 'Wholesale CRM')?.creatioUrl).toBe('https://crm.example.com');
  await page.keyboard.press('F5');
  await page.getByRole('heading', { name: 'Creatio cannot reach the Identity Service.' }).waitFor();
  expect(await page.content()).not.toContain('canary-of-the-page');
  expect(await field?.evaluate((element) => Reflect.get(element, 'value'))).toBe('');
});

it('keeps what was typed when saving fails, and when the dialog is put aside with Esc', async () => {
  await open([]);
  services.refuseSave =
    'The environments could not be saved: the disk D: is full. Nothing was lost; choose another folder.';
  await page.getByRole('button', { name: 'Add environment' }).first().click();
  await page.getByLabel('Name').fill('Wholesale CRM');
  await page.getByLabel('Creatio URL').fill('https://crm.example.com');
  const add = page.getByRole('dialog').getByRole('button', { name: 'Add environment' });
  await add.click();
  await page.getByText('the disk D: is full').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await page.getByRole('button', { name: 'Add environment' }).first().click();
  await expect.poll(() => page.getByLabel('Name').inputValue()).toBe('Wholesale CRM');
  services.refuseSave = null;
  await add.click();
  await page.getByRole('heading', { level: 1, name: 'Wholesale CRM' }).waitFor();
});

it('keeps, replaces and removes a secret without ever showing it', async () => {
  await open([environment({})]);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByText('A secret is set.').waitFor();
  const save = page.getByRole('button', { name: 'Save' });
  await page.getByLabel('Name').fill('CRM 1');
  await save.click();
  await expect.poll(() => services.saved.at(-1)).toEqual({ name: 'CRM 1', clientSecret: 'keep' });
  await page.getByRole('button', { name: 'Replace' }).click();
  await page.getByLabel('Client secret').fill('another ');
  await page.getByText('It begins or ends with a space').waitFor();
  await page.getByLabel('Client secret').fill('another');
  await expect.poll(() => page.getByText('It begins or ends with a space').count()).toBe(0);
  await expect.poll(() => page.getByLabel('Client secret').getAttribute('type')).toBe('password');
  await save.click();
  await expect.poll(() => services.saved.at(-1)).toEqual({ name: 'CRM 1', clientSecret: 'another' });
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('will be removed on saving').waitFor();
  await save.click();
  await expect.poll(() => services.saved.at(-1)).toEqual({ name: 'CRM 1', clientSecret: 'remove' });
  await expect.poll(() => page.locator('input[name=clientSecret]').inputValue()).toBe('');
});

it('keeps a change that is not saved while another page is looked at', async () => {
  await open([environment({}), environment({ name: 'CRM test' })]);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByLabel('Creatio URL').fill('https://changed.example.com');
  await list().getByRole('button', { name: 'CRM test' }).click();
  await list().getByRole('button', { name: 'Production CRM' }).click();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await expect.poll(() => page.getByLabel('Creatio URL').inputValue()).toBe('https://changed.example.com');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect.poll(() => page.getByLabel('Creatio URL').inputValue()).toBe('https://crm.example.com');
});

it('deletes an environment so that it can be undone, and for good when another one follows', async () => {
  await open([environment({ id: 'a', name: 'First' }), environment({ id: 'b', name: 'Second' })]);
  const remove = async () => {
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Delete environment' }).click();
  };
  await remove();
  await page.getByText('First was deleted.', { exact: true }).waitFor();
  await expect.poll(() => list().getByRole('button', { name: 'First' }).count()).toBe(0);
  expect(services.profiles.some(({ id }) => id === 'a')).toBe(true);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { level: 1, name: 'First' }).waitFor();
  await expect.poll(() => page.locator('main:focus').count()).toBe(1);
  await remove();
  await page.getByRole('heading', { level: 1, name: 'Second' }).waitFor();
  await remove();
  await expect.poll(() => services.profiles.map(({ id }) => id)).toEqual(['b', 'practice']);
});

it('deletes an environment for good when the time to undo has passed', async () => {
  await open([environment({ id: 'a', name: 'First' })], 1440, true);
  await page.clock.install();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Delete environment' }).click();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await page.clock.fastForward(9_000);
  expect(services.profiles.map(({ id }) => id)).toEqual(['a', 'practice']);
  await page.clock.fastForward(2_000);
  await expect.poll(() => services.profiles.map(({ id }) => id)).toEqual(['practice']);
  await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
});

it('finds one of 300 environments by search, by arrow keys and by Ctrl+K', async () => {
  await open(
    Array.from({ length: 300 }, (_, index) =>
      environment({
        id: `e${index + 1}`,
        name: `Environment ${index + 1}`,
        creatioUrl: `https://crm${index + 1}.example.com`,
      }),
    ),
  );
  await expect.poll(() => list().getByRole('listitem').count()).toBe(301);
  await list().getByRole('button', { name: 'Environment 1 Not run yet', exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Environment 2', exact: true }).waitFor();
  await page.getByRole('searchbox').fill('crm299');
  await expect.poll(() => list().getByRole('listitem').count()).toBe(2);
  await list().getByRole('button', { name: 'Environment 299' }).click();
  await page.getByRole('heading', { level: 1, name: 'Environment 299' }).waitFor();
  // What opens at a key is there when the next one is pressed.
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('token');
  await expect.poll(() => page.getByRole('combobox', { name: /^Find/ }).inputValue()).toBe('token');
  await page.getByRole('option', { name: /^Test client/ }).waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('environment 173');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Environment 173' }).waitFor();
});

it('folds the list into a drawer in a narrow window', async () => {
  await open([environment({}), environment({ name: 'CRM test' })], 640);
  await expect.poll(() => list().count()).toBe(0);
  await page.getByRole('button', { name: 'Environments' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Production CRM' }).click();
  await page.getByRole('heading', { level: 1, name: 'Production CRM' }).waitFor();
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
});

it('shows what can be had, and says why that is not all', async () => {
  const refusal = new UserError('profiles-newer', 'The environments were saved by a newer version of the console.');
  const whole = createUiServices([]);
  const failing = vi.fn(whole.handlers['profiles.list']).mockRejectedValueOnce(refusal);
  services = { ...whole, handlers: { ...whole.handlers, 'profiles.list': failing } };
  page = await suite.open(services);
  await page.getByRole('heading', { level: 1, name: 'Practice environment' }).waitFor();
  await page.getByRole('alert').getByText(refusal.message).waitFor();
});

it('switches the scenario of the practice environment and says what to expect', async () => {
  await open([]);
  await page.getByText('A problem: Creatio cannot reach the Identity Service.').waitFor();
  await page.getByRole('combobox').selectOption('setting-empty-client-id');
  await page.getByText('one of the three system settings is empty').waitFor();
  await page.getByText('OAuth20IdentityServerClientId has no value.').waitFor();
});

it('says which damaged file was set aside, and shows the environments of its last good copy', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'environments-'));
  const {
    id: _id,
    builtIn: _builtIn,
    secrets: _secrets,
    lastRun: _lastRun,
    mutedChecks: _muted,
    ...profile
  } = environment({});
  await createProfileStore({ folder }).save(profile);
  await writeFile(join(folder, 'profiles.json'), '{"schemaVersion":1,');
  const options = {
    dataFolder: folder,
    shell: 'browser',
    openLink: async () => undefined,
    log: () => undefined,
  } as const;
  page = await suite.open(createServices(options));
  await page.getByRole('alert').getByText('is damaged').waitFor();
  await expect
    .poll(() => page.getByRole('alert').textContent())
    .toMatch(/profiles\.set-aside-damaged-.*profiles\.backup-1\.json/);
  await list().getByText('Production CRM').waitFor();
  await rm(folder, { recursive: true });
});
