import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Services } from '../../electron/ipc/index.ts';
import { startPractice, type Practice } from '../../electron/practice/index.ts';
import { createServices } from '../../electron/services.ts';
import { settingDefaults } from '../../shared/profile.ts';
import { appendEntries } from '../fixtures/log-folders.ts';
import { axeViolations, colourViolations } from '../fixtures/ui-axe.ts';
import { pressWithKeyboard, tabTo } from '../fixtures/ui-keyboard.ts';
import { uiSuite } from '../fixtures/ui-suite.ts';

// The story with nothing replaced: real logs of a practice Creatio of another process's making, the real services, a real browser.

const suite = uiSuite();
const canaries = { password: 'canary-P4ssw0rd-7731', email: 'canary.person@customer.example' };
let folder: string;
let server: Practice;
let services: Services;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ui-logs-'));
  server = await startPractice({ scenario: 'token-not-retrievable', logFolder: join(folder, 'server') });
  services = createServices({
    dataFolder: join(folder, 'data'),
    shell: 'browser',
    openLink: async () => {},
    log: () => {},
  });
  await services.handlers['profiles.save']({
    profile: {
      ...settingDefaults,
      name: 'Wholesale CRM',
      creatioUrl: server.creatioUrl,
      platform: 'net-framework',
      identityServiceUrl: server.identityServiceUrl,
      clientId: server.clientId,
      production: true,
      timeLimitSeconds: 5,
      logFolders: { creatio: join(folder, 'server', 'Creatio'), identityService: null },
    },
    secrets: { 'client-secret': { action: 'set', value: server.clientSecret } },
    keepSecrets: 'session',
  });
});
afterAll(async () => {
  await services.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function canariesOn(page: Page): Promise<string[]> {
  const content = await page.content();
  return [...Object.values(canaries), server.clientSecret].filter((canary) => content.includes(canary));
}

it('finds logs, records the time of a problem and reads what they tell, by keyboard alone', async () => {
  const page = await suite.open(services, { viewport: { width: 900, height: 600 } });
  await page.getByRole('heading', { level: 1, name: 'Wholesale CRM' }).waitFor();
  await page.keyboard.press('Control+3');
  const source = page.getByRole('checkbox', { name: /^Creatio on \.NET Framework/ });
  await source.waitFor();
  await page.getByText(/^Logs: \d+ files/).waitFor();
  const missing = page.getByRole('region', { name: 'What support asks for and is not there' });
  await missing.getByRole('button', { name: /^What to do: Identity Service/ }).click();
  await missing.getByText('Switch on the log of the Identity Service', { exact: true }).waitFor();
  expect(await axeViolations(page)).toEqual([]);

  await tabTo(page, 'Look again');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.getByText('Logs: 0 files, 0 bytes at most.').waitFor();
  await page.keyboard.press('Space');
  await page.getByText(/^Logs: [1-9]/).waitFor();
  await page.getByRole('textbox', { name: 'Folder' }).fill(join(folder, 'server', 'IdentityService'));
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: /^Identity Service/ }).waitFor();
  await expect.poll(() => missing.getByText('Identity Service', { exact: true }).count()).toBe(0);

  await pressWithKeyboard(page, 'Period');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Step 2 of 3: Period');
  expect(await page.getByRole('button', { name: 'Read', exact: true }).getAttribute('aria-disabled')).toBe('true');
  await pressWithKeyboard(page, 'Start recording');
  await page.getByText(/^Recording since/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  // It goes on though the page is turned, and though it is opened anew.
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
  await appendEntries(join(folder, 'server'), [
    `IdentityServer auth failed with invalid_client for ${canaries.email}`,
    `Requesting access token from http://identity/connect/token?client_secret=${canaries.password}`,
  ]);
  await pressWithKeyboard(page, 'Stop');
  await page.getByText(/^Recorded: /).waitFor();
  await page.getByText(/^At most/).waitFor();

  await pressWithKeyboard(page, 'Read');
  await pressWithKeyboard(page, 'Search the logs');
  const telling = page.getByRole('region', { name: 'What these logs tell about OAuth' });
  await telling.getByText(/^2 lines tell about OAuth/).waitFor();
  expect(await canariesOn(page)).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

it('lets the console reproduce the problem, and takes a fixed period or everything instead', async () => {
  const page = await suite.open(services);
  await page.getByRole('heading', { level: 1, name: 'Wholesale CRM' }).waitFor();
  await page.getByRole('tab', { name: 'Logs' }).click();
  await page.getByText(/^Logs: [1-9]/).waitFor();
  await page.getByRole('button', { name: 'Period', exact: true }).click();
  await page.getByRole('button', { name: 'Let the console reproduce it' }).click();
  await page
    .getByText(/^The console runs the diagnosis now/)
    .or(page.getByText(/^Recorded:/))
    .waitFor();
  await page.getByText(/^Recorded:/).waitFor();
  await page.getByRole('button', { name: 'Record again' }).waitFor();

  await page.getByRole('radio', { name: 'From one moment to another' }).check();
  await page.getByLabel('From, by the clock of this computer').fill('2026-01-01T10:00');
  await page.getByLabel('To', { exact: true }).fill('2026-01-01T09:00');
  await page.getByText('The end has to be after the beginning.').waitFor();
  const read = page.getByRole('button', { name: 'Read', exact: true });
  expect(await read.getAttribute('aria-disabled')).toBe('true');
  await page.getByLabel('To', { exact: true }).fill('2026-01-01T11:00');
  await page.getByText('Logs: 0 files, 0 bytes at most.').waitFor();
  await page.getByRole('button', { name: 'The last hour' }).click();
  await page.getByText(/^Logs: [1-9]/).waitFor();
  await page.getByRole('radio', { name: 'Everything there is' }).check();
  await expect.poll(() => read.getAttribute('aria-disabled')).toBeNull();
});
