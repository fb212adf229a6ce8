import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startPractice, type Practice } from '../../electron/practice/index.ts';
import { servicesIn } from '../fixtures/console-services.ts';
import { axeViolations } from '../fixtures/ui-axe.ts';
import { startKeyring, type Keyring } from '../fixtures/keyring.ts';
import { openConsole, startBrowser, type UiConsole } from '../fixtures/ui-console.ts';

// The main story with nothing replaced: an administrator's own environment is a practice server of another process's making.

let browser: Browser;
let keyring: Keyring;
let server: Practice;
let opened: UiConsole;
let dataFolder: string;

beforeAll(async () => {
  [browser, keyring, server, dataFolder] = await Promise.all([
    startBrowser(),
    startKeyring(),
    startPractice({ scenario: 'token-not-retrievable' }),
    mkdtemp(join(tmpdir(), 'ui-story-')),
  ]);
  for (const [name, value] of Object.entries(keyring.env)) vi.stubEnv(name, value);
  const services = servicesIn(dataFolder);
  opened = await openConsole(browser, services, { viewport: { width: 900, height: 600 } });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await opened.close();
  await Promise.all([
    browser.close(),
    keyring.close(),
    server.close(),
    rm(dataFolder, { recursive: true, force: true }),
  ]);
});

async function run(page: Page): Promise<string | null> {
  await page.keyboard.press('F5');
  await page.getByText('Copy as text').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  return page.locator('#headline').textContent();
}

it('adds an environment, sees a failing run and what to do, and after the repair a passing run', async () => {
  const { page } = opened;
  await page.getByRole('button', { name: 'Add environment' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Wholesale CRM');
  await dialog.getByLabel('Creatio URL').fill(`${server.creatioUrl}/Login/Login.html`);
  await dialog.getByText(`Understood as ${server.creatioUrl}.`).waitFor();
  await dialog.getByLabel('Identity Service URL').fill(server.identityServiceUrl);
  await dialog.getByLabel('Client id').fill(server.clientId);
  await dialog.getByLabel('Client secret').fill(server.clientSecret);
  await dialog.getByRole('button', { name: 'Add environment' }).click();
  await page.getByRole('heading', { level: 1, name: 'Wholesale CRM' }).waitFor();
  expect(await page.content()).not.toContain(server.clientSecret);

  expect(await run(page)).toMatch(/token/);
  const answer = page.getByRole('region', { name: /token/ }).first();
  await expect.poll(() => answer.textContent()).toContain('Problem');
  const solution = page.getByRole('region', { name: /^What to do/ });
  await expect.poll(() => solution.getByText('Documented by Creatio').count()).toBeGreaterThan(0);
  await page.getByText('Creatio to Identity Service: Broken.').waitFor();
  await page.getByRole('button', { name: /^Problem.*health check/ }).click();
  await page.getByText('"IsAccessTokenRetrievableForSystemActions"').waitFor();
  expect(await page.content()).not.toContain(server.clientSecret);
  const entry = page.getByRole('navigation').getByRole('button', { name: 'Wholesale CRM' });
  await expect.poll(() => entry.textContent()).toContain('Problem');

  await server.switchTo('healthy');
  expect(await run(page)).toContain('OAuth works');
  await expect.poll(() => solution.count()).toBe(0);
  await expect.poll(() => entry.textContent()).toContain('Healthy');
  expect(opened.complaints).toEqual([]);
});
