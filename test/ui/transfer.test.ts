import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createProfileStore, type ProfileStore } from '../../electron/profiles/index.ts';
import type { Services } from '../../electron/ipc/index.ts';
import { settingDefaults } from '../../shared/profile.ts';
import { servicesIn } from '../fixtures/console-services.ts';
import { environmentNamed as environment } from '../fixtures/environment.ts';
import { startKeyring, type Keyring } from '../fixtures/keyring.ts';
import { axeViolations, colourViolations } from '../fixtures/ui-axe.ts';
import { openConsole, startBrowser, type UiConsole } from '../fixtures/ui-console.ts';

const canary = 'canary-3f9c-secret';
const passphrase = 'orbit lantern meadow quill';

let browser: Browser;
let keyring: Keyring;
let folder: string;
let store: ProfileStore;
let opened: UiConsole[];
let page: Page;

beforeAll(async () => {
  [browser, keyring] = await Promise.all([startBrowser(), startKeyring()]);
});
afterAll(() => Promise.all([browser.close(), keyring.close()]));
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'transfer-ui-'));
  store = createProfileStore({ folder: path.join(folder, 'data') });
  opened = [];
  for (const [name, value] of Object.entries({ ...keyring.env, CLIO_HOME: path.join(folder, 'clio') }))
    vi.stubEnv(name, value);
});
afterEach(async () => {
  for (const each of opened) {
    await each.close();
    expect(each.complaints).toEqual([]);
  }
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a console over real services, each with a data folder of its own. */
async function open(viewport = { width: 1440, height: 900 }, name = 'data'): Promise<Services> {
  const services = servicesIn(path.join(folder, name));
  const ui = await openConsole(browser, services, { viewport });
  opened.push(ui);
  page = ui.page;
  await page.getByRole('heading', { level: 1 }).waitFor();
  return services;
}

async function writeClio(): Promise<string> {
  const file = path.join(folder, 'clio', 'appsettings.json');
  await mkdir(path.dirname(file));
  await writeFile(
    file,
    JSON.stringify({
      ActiveEnvironmentKey: 'prod',
      Environments: {
        prod: {
          Uri: 'https://crm.example.com/0/',
          ClientId: 'A1B2C3D4E5F6A7B8',
          ClientSecret: canary,
          Safe: true,
          Password: canary,
          AuthAppUri: 'https://is.example.com/connect/token',
        },
        stage: { Uri: 'https://stage.example.com', ClientId: 'C2', ClientSecret: canary, IsNetCore: true },
        'local \u202egpj': { Uri: 'localhost:5001' },
        broken: { Uri: 'ftp://x' },
      },
    }),
  );
  return file;
}

async function openFromMenu(name: 'Import' | 'Export') {
  await page.getByRole('button', { name: 'Import and export' }).click();
  await page.getByRole('menuitem', { name }).click();
  const dialog = page.getByRole('dialog', { name: `${name} environments` });
  await dialog.waitFor();
  return dialog;
}
const pick = (file: string | { name: string; mimeType: string; buffer: Buffer }) =>
  page.getByLabel('File to import').setInputFiles(file);
const becomes = (name: string) => page.getByRole('combobox', { name: `What becomes of ${name}` });

it("imports clio's environments after a look at them, and shows no secret", async () => {
  await store.save(environment('Old name', { creatioUrl: 'https://crm.example.com', clientId: 'A1B2C3D4E5F6A7B8' }));
  const file = await writeClio();
  await open();
  const dialog = await openFromMenu('Import');
  await dialog.getByText(file).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Use the environments of clio' }).click();
  await dialog.getByText('It holds 4 environments: 2 new, 1 already here, 1 that cannot be understood.').waitFor();
  await expect.poll(() => page.locator(':focus').textContent()).toBe('Import environments');
  await dialog.getByText(`in plain text in ${file}`).waitFor();
  await dialog.getByText('Already here as “Old name”').waitFor();
  await dialog.getByText('Comes with its client secret.').first().waitFor();
  await dialog.getByText('local [U+202E]gpj').waitFor();
  await dialog.getByText('broken: Its address (Uri) cannot be used.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(await page.content()).not.toContain('canary');
  expect(await store.list()).toHaveLength(1);

  await expect.poll(() => becomes('prod').inputValue()).toBe('skip');
  await becomes('prod').selectOption('Replace');
  await becomes('local').selectOption('Leave out');
  await dialog.getByRole('button', { name: 'Import 2 environments' }).click();
  await dialog
    .getByText(
      '1 environment was added, 1 environment was replaced, 1 environment was left out. 2 secrets came with them.',
    )
    .waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).click();
  const list = page.getByRole('navigation', { name: 'Environments' });
  await list.getByRole('button', { name: 'prod' }).click();
  await list.getByRole('button', { name: 'stage' }).waitFor();
  await expect.poll(() => list.getByText('Old name').count()).toBe(0);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByText('A secret is set.').first().waitFor();
  expect(await page.content()).not.toContain('canary');
  const data = path.join(folder, 'data');
  for (const name of await readdir(data)) expect(await readFile(path.join(data, name), 'utf8')).not.toContain('canary');
});

it('hands environments with their secrets to another console', async () => {
  const services = await open();
  for (const [name, group] of [
    ['One', 'Shop'],
    ['Two', 'Shop'],
    ['Three', null],
  ] as const) {
    await services.handlers['profiles.save']({
      profile: {
        ...settingDefaults,
        name,
        creatioUrl: 'https://crm.example.com',
        platform: 'net',
        identityServiceUrl: null,
        timeLimitSeconds: 15,
        group,
        clientId: 'C',
        production: name === 'One',
      },
      secrets: { 'client-secret': { action: 'set', value: `${canary}-${name}` } },
    });
  }
  const dialog = await openFromMenu('Export');
  await dialog.getByRole('checkbox', { name: 'All 3' }).uncheck();
  await dialog.getByRole('button', { name: 'Export 0 environments' }).click();
  await dialog.getByText('Choose at least one environment.').waitFor();
  await dialog.getByRole('checkbox', { name: 'Shop', exact: true }).check();
  await dialog
    .getByText('2 secrets would go with the file. Among them are those of 1 production environment.')
    .waitFor();
  await dialog.getByRole('radio', { name: 'With secrets' }).check();
  await dialog.locator('input[name=passphrase]').fill('too short');
  await dialog.getByRole('button', { name: 'Export 2 environments' }).click();
  await dialog.getByText('A passphrase has at least 12 characters; this one has 9.').waitFor();
  await dialog.getByText('The two do not agree.').waitFor();
  await expect.poll(() => page.locator(':focus').getAttribute('name')).toBe('passphrase');
  expect(await axeViolations(page)).toEqual([]);
  const field = await dialog.locator('input[name=passphrase]').elementHandle();
  await dialog.locator('input[name=passphrase]').fill(passphrase);
  await dialog.locator('input[name=repeated]').fill(passphrase);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  await dialog.getByText('2 environments were exported with 2 secrets').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(await field?.evaluate((element) => Reflect.get(element, 'value'))).toBe('');
  expect(download.suggestedFilename()).toMatch(/^creatio-environments-.*\.json$/);
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  const text = await readFile(file, 'utf8');
  expect(text).toContain('"One"');
  expect(text).not.toContain('canary');

  const other = await open(undefined, 'other');
  const importing = await openFromMenu('Import');
  await pick(file);
  const locked = importing.getByLabel('Passphrase of the file');
  await locked.fill('another passphrase');
  await page.keyboard.press('Enter');
  await importing.getByText('The passphrase does not open the secrets of this file.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await locked.fill(passphrase);
  await importing.getByRole('button', { name: 'Open the secrets' }).click();
  await importing.getByText('Comes with its client secret.').first().waitFor();
  await importing.getByRole('button', { name: 'Import 2 environments' }).click();
  await importing.getByText('2 environments were added. 2 secrets came with them.').waitFor();
  const listed = await other.handlers['profiles.list'](null);
  expect(listed.filter(({ builtIn }) => !builtIn)).toMatchObject([
    { name: 'One', group: 'Shop', production: true, secrets: [{ name: 'client-secret' }] },
    { name: 'Two', secrets: [{ name: 'client-secret' }] },
  ]);
});

it('says why the keychain takes no secret, and keeps it until the console is closed', async () => {
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nonexistent');
  await writeClio();
  const services = await open({ width: 900, height: 600 });
  const dialog = await openFromMenu('Import');
  await dialog.getByRole('button', { name: 'Use the environments of clio' }).click();
  await dialog.getByRole('button', { name: 'Import 3 environments' }).click();
  await dialog.getByText('These secrets are not kept yet:').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Try the keychain again' }).click();
  await dialog.getByText('stage: client secret').waitFor();
  await dialog.getByRole('button', { name: 'Keep them until the console is closed' }).click();
  await dialog.getByText('2 secrets came with them.').waitFor();
  await expect.poll(() => dialog.getByText('These secrets are not kept yet:').count()).toBe(0);
  const listed = await services.handlers['profiles.list'](null);
  expect(listed.find(({ name }) => name === 'stage')?.secrets).toMatchObject([
    { name: 'client-secret', kept: 'session' },
  ]);
});

it('says what is wrong with a file, and lets another one be chosen', async () => {
  await open();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find an environment or a command' }).waitFor();
  await page.keyboard.type('import env');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Import environments' });
  await dialog.waitFor();
  const picked = (name: string, text: string) =>
    pick({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await picked('package.json', '{"name":"x"}');
  await dialog.getByText('package.json was written by another program').waitFor();
  await picked('empty.json', '');
  await dialog.getByText('empty.json is empty.').waitFor();
  const large = path.join(folder, 'large.json');
  await writeFile(large, ' '.repeat(16 * 1024 * 1024 + 1));
  await pick(large);
  await dialog.getByText('This file is larger than 16 MiB').waitFor();
  await writeFile(large, ' '.repeat(16 * 1024 * 1024));
  await pick(large);
  await dialog.getByText('large.json is empty.').waitFor();
  await picked('clio.json', '{"Environments":{"dev":{"Uri":"https://dev.example.com"}}}');
  await dialog.getByRole('button', { name: 'Import 1 environment' }).waitFor();
  await dialog.getByRole('button', { name: 'Choose another file' }).click();
  await dialog.getByRole('button', { name: 'Choose a file' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await store.list()).toEqual([]);
});

it('keeps to its window, with 300 environments and very long names, light and dark', async () => {
  const long = 'Wholesale and retail customer relationship management of the northern subsidiaries '.repeat(2);
  const names = Array.from({ length: 300 }, (_, index) => (index === 0 ? long.trim() : `Environment ${index}`));
  await store.updateAll(() =>
    names.map((name, index) => ({
      ...settingDefaults,
      secrets: [],
      identityServiceUrl: null,
      clientId: null,
      timeLimitSeconds: 15,
      platform: 'auto',
      id: `e${index}`,
      name,
      creatioUrl: `https://${'x'.repeat(60)}.example.com/${index}`,
      production: index < 2,
    })),
  );
  const services = await open({ width: 640, height: 600 });
  const exported = await services.handlers['transfer.export']({
    profileIds: names.map((_, index) => `e${index}`),
    passphrase: null,
  });
  if (exported.kind !== 'text') throw new Error('This host gives the text.');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Environments', exact: true }).click();
  const exporting = await openFromMenu('Export');
  const within = async () => {
    const { width, height } = (await page.locator('dialog').boundingBox()) ?? { width: 9_999, height: 9_999 };
    expect([width <= 640, height <= 600]).toEqual([true, true]);
    const sideways = await page
      .locator('dialog')
      .evaluate(
        (element) =>
          [...element.querySelectorAll('*')].filter(
            (each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX === 'auto',
          ).length,
      );
    expect(sideways).toBe(0);
  };
  await within();
  expect(await colourViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Environments', exact: true }).click();
  const importing = await openFromMenu('Import');
  await pick({ name: 'export.json', mimeType: 'application/json', buffer: Buffer.from(exported.text) });
  await importing.getByText('It holds 300 environments: 0 new, 300 already here.').waitFor();
  await within();
  expect(await colourViolations(page)).toEqual([]);
  await importing.getByLabel('All 300 that are already here').selectOption('Add as a copy');
  await importing.getByRole('button', { name: 'Import 300 environments' }).click();
  await importing.getByText('300 environments were added').waitFor();
  await within();
  expect(await store.list()).toHaveLength(600);
  await exporting.waitFor({ state: 'detached' });
});
