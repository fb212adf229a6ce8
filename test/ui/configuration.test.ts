import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Services } from '../../electron/ipc/index.ts';
import { settingDefaults } from '../../shared/profile.ts';
import { canaries, client, runtimeConfig, settings, webConfig, writeFiles } from '../fixtures/configuration-folders.ts';
import { servicesIn } from '../fixtures/console-services.ts';
import { axeViolations, colourViolations } from '../fixtures/ui-axe.ts';
import { uiSuite } from '../fixtures/ui-suite.ts';

const suite = uiSuite();
let folder: string;
let services: Services;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ui-configuration-'));
  services = servicesIn(join(folder, 'data'));
  await services.handlers['profiles.save']({
    profile: {
      ...settingDefaults,
      name: 'Own CRM',
      // Nothing answers there; the run ends at once, and its page offers the files.
      creatioUrl: 'http://127.0.0.1:1',
      platform: 'net',
      identityServiceUrl: 'http://127.0.0.1:1',
      clientId: client.ClientId,
      timeLimitSeconds: 5,
      logFolders: { creatio: null, identityService: join(folder, 'service', 'logs') },
    },
    secrets: { 'client-secret': { action: 'set', value: canaries.clientSecret } },
    keepSecrets: 'session',
  });
});
afterAll(async () => {
  await services.close();
  await rm(folder, { recursive: true, force: true });
});

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Check the configuration on disk' });

it('checks the folder beside the logs by keyboard alone, groups by file, and leads to what mends it', async () => {
  await writeFiles(join(folder, 'service'), {
    'IdentityService.dll': '',
    'appsettings.json': JSON.stringify({ ...settings, DbProvider: 'Oracle' }, null, 2),
    'web.config': webConfig(false),
    'IdentityService.runtimeconfig.json': runtimeConfig('8.0.10'),
  });
  const page = await suite.open(services);
  await page.getByRole('heading', { level: 1, name: 'Own CRM' }).waitFor();
  await page.keyboard.press('F5');
  const open = page.getByRole('button', { name: 'Check the configuration on disk…' });
  await open.focus();
  await page.keyboard.press('Enter');
  const field = dialog(page).getByRole('textbox', { name: 'Folder' });
  await expect.poll(() => field.inputValue()).toBe(join(folder, 'service'));
  expect(await axeViolations(page)).toEqual([]);

  await field.fill(join(folder, 'none'));
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('alert').getByText('there is no such folder').waitFor();
  await field.fill(join(folder, 'service'));
  await page.keyboard.press('Enter');
  await dialog(page)
    .getByText(/^The configuration of this Identity Service has 2 problems and/)
    .waitFor();
  const file = (name: string) => dialog(page).getByRole('region', { name, exact: true });
  await file('openssl.pfx')
    .getByText('is not there')
    .or(file('openssl.pfx').getByText('is not in this folder'))
    .waitFor();
  await file('web.config').getByText('stdout logging is off').waitFor();
  await dialog(page).getByRole('button', { name: 'Copy as text' }).waitFor();
  const first = file('appsettings.json').getByRole('listitem').first();
  await first.getByText('DbProvider is "Oracle", which is not known').waitFor();
  await first.getByText('Line 2').waitFor();
  await first.getByRole('button', { name: /^What to do: DbProvider is/ }).press('Enter');
  await first.getByRole('region', { name: /^What to do: The database settings/ }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourViolations(page)).toEqual([]);
  const content = await page.content();
  for (const canary of Object.values(canaries)) expect(content).not.toContain(canary);
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  expect(await open.evaluate((element) => element === document.activeElement)).toBe(true);
});
