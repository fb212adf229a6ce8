import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Services } from '../../electron/ipc/index.ts';
import { servicesIn } from '../fixtures/console-services.ts';
import { axeViolations, colourViolations } from '../fixtures/ui-axe.ts';
import { uiSuite } from '../fixtures/ui-suite.ts';
import { lookWith, untrustedLook } from '../unit/server-view/look.ts';

const suite = uiSuite();
let folder: string;
let services: Services;

const openServices = (): Services => servicesIn(folder);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ui-server-view-'));
  services = openServices();
});
afterAll(async () => {
  await services.close();
  await rm(folder, { recursive: true, force: true });
});

const section = (page: Page) => page.getByRole('region', { name: 'On the Creatio server' });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Look from the Creatio server' });

it('hands out the script and makes its line a part of the run, by keyboard alone', async () => {
  await services.handlers['practice.switch']({ scenario: 'identity-service-not-trusted-by-creatio' });
  const page = await suite.open(services);
  await page.keyboard.press('F5');
  await page.getByRole('heading', { level: 2, name: /^Creatio cannot reach/ }).waitFor();
  const open = section(page).getByRole('button', { name: 'Look from the Creatio server…' });
  await open.focus();
  await page.keyboard.press('Enter');

  await dialog(page).getByText('and holds no secret').waitFor();
  await dialog(page).getByText('powershell -NoProfile -ExecutionPolicy Bypass -File').waitFor();
  await dialog(page).getByRole('radio', { name: 'Windows (PowerShell)' }).focus();
  await page.keyboard.press('ArrowDown');
  await dialog(page).getByText('sh look-from-creatio-server.sh').waitFor();
  const download = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: 'Save the script…' }).focus();
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toBe('look-from-creatio-server.sh');
  await dialog(page).getByText('Show the script').press('Enter');
  await dialog(page).getByRole('region', { name: 'The script' }).getByText('#!/bin/sh').waitFor();
  expect(await axeViolations(page)).toEqual([]);

  const line = dialog(page).getByRole('textbox', { name: /^Paste the line here/ });
  const read = dialog(page).getByRole('button', { name: 'Read the line' });
  await line.fill('PS C:\\> nothing');
  await read.press('Enter');
  await dialog(page).getByRole('alert').getByText('is not in it').waitFor();
  const { identityServiceUrl } = await services.handlers['practice.status'](null);
  const printed = JSON.stringify(untrustedLook(identityServiceUrl ?? ''));
  await line.fill(`PS C:\\> .\\look.ps1\r\n${printed}\r\nPS C:\\>`);
  await read.press('Enter');
  await dialog(page).getByRole('heading', { name: 'What WEB01 sees' }).waitFor();
  await dialog(page).getByText('It is now a part of the last diagnosis').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await open.evaluate((element) => element === document.activeElement)).toBe(true);

  await section(page).getByText('That is why Creatio reports the Identity Service as unavailable.').waitFor();
  await page.getByRole('region', { name: /^What to do: The Creatio server does not trust/ }).waitFor();
  const results = section(page).getByRole('list', { name: 'What WEB01 sees' });
  await expect.poll(() => results.getByRole('listitem').count()).toBe(5);
  await results.getByText('Evidence of Secure connection').press('Enter');
  await results.getByText('CN=Company Root').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourViolations(page)).toEqual([]);
});

it('opens the line as a file, leads to what mends it, and fits a narrow page', async () => {
  const { dns, tcp } = lookWith();
  const look = lookWith({
    dns: { ...dns, ok: false, reason: 'not-found', addresses: [] },
    tcp: { ...tcp, ok: null, reason: 'skipped', address: null },
    discovery: { ...lookWith().discovery, ok: null, reason: 'skipped', status: null, issuer: null, start: null },
  });
  const file = join(folder, 'line.txt');
  await writeFile(file, Buffer.from(`\uFEFF\r\n${JSON.stringify(look)}\r\n`, 'utf16le'));
  const page = await suite.open(services, { viewport: { width: 400, height: 700 } });
  await section(page).getByRole('button', { name: 'Look from the Creatio server…' }).click();
  const chooser = page.waitForEvent('filechooser');
  await dialog(page).getByRole('button', { name: 'Open a file…' }).click();
  await (await chooser).setFiles(file);
  await dialog(page).getByText('WEB01 cannot find the name identity.example.com').first().waitFor();
  await dialog(page)
    .getByRole('button', { name: /^What to do: The name is not known/ })
    .press('Enter');
  await dialog(page).getByText('Compare the spelling of the host name').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
});

it('moves a session that is open on the page, and leaves a note that is being typed', async () => {
  // Those of the tests before were closed with their pages.
  services = openServices();
  await services.handlers['practice.switch']({ scenario: 'identity-service-blocked-for-creatio' });
  const page = await suite.open(services, { viewport: { width: 900, height: 600 } });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('F5');
  await page.getByRole('heading', { level: 2, name: /^Creatio cannot reach its Identity Service, but/ }).waitFor();
  await page.getByRole('button', { name: 'Fix it step by step' }).click();
  await page.getByRole('heading', { name: /^Step 1 of/ }).waitFor();
  await page.getByLabel('Note').fill('Asked for the line of the script.');
  await page.getByRole('button', { name: 'Look from the Creatio server…' }).click();
  const { identityServiceUrl } = await services.handlers['practice.status'](null);
  await dialog(page)
    .getByRole('textbox', { name: /^Paste the line here/ })
    .fill(JSON.stringify(untrustedLook(identityServiceUrl ?? '')));
  await dialog(page).getByRole('button', { name: 'Read the line' }).click();
  await dialog(page).getByRole('heading', { name: 'What WEB01 sees' }).waitFor();
  await page.keyboard.press('Escape');

  const way = page.getByRole('list', { name: 'The way so far' }).getByRole('listitem');
  await way.getByText('The Creatio server does not trust').waitFor();
  await page.getByText('What happened so far').click();
  await page
    .getByText(/WEB01 does not trust .* That is why Creatio reports/)
    .last()
    .waitFor();
  expect(await axeViolations(page)).toEqual([]);
  const [session] = await services.handlers['wizard.sessions']({ profileId: 'practice' });
  const text = await services.handlers['wizard.text']({ sessionId: session?.id ?? '' });
  expect(text).toContain('Note: Asked for the line of the script.');
});
