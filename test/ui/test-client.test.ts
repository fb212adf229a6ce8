import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPractice, type Practice } from '../../electron/practice/index.ts';
import { servicesIn } from '../fixtures/console-services.ts';
import { axeViolations, colourViolations } from '../fixtures/ui-axe.ts';
import { pressOn, pressWithKeyboard, tabTo } from '../fixtures/ui-keyboard.ts';
import { uiSuite } from '../fixtures/ui-suite.ts';
import { canarySecret, openFullProvider, type Provider } from '../integration/client/provider.ts';
import type { Services } from '../../electron/ipc/index.ts';

// The test client with nothing replaced: the real services against a practice server, and against a server that others wrote.

const suite = uiSuite();

let practice: Practice;
let oidc: Provider;
const folders: string[] = [];

beforeAll(async () => {
  [practice, oidc] = await Promise.all([startPractice({ scenario: 'healthy' }), openFullProvider()]);
});
afterAll(async () => {
  await Promise.all([practice.close(), oidc.close()]);
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

interface Opened {
  page: Page;
  services: Services;
  /** The addresses that the console opened in the system's browser. */
  opened: string[];
}

/** A console with one environment, whose secret is kept for the session. */
async function withEnvironment(
  part: { identityServiceUrl: string; clientId: string; production?: boolean },
  secret: string,
): Promise<Opened> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'ui-test-client-'));
  folders.push(dataFolder);
  const opened: string[] = [];
  const services = servicesIn(dataFolder, { openLink: async (url) => void opened.push(url) });
  await services.handlers['profiles.save']({
    profile: {
      name: 'Wholesale CRM',
      creatioUrl: practice.creatioUrl,
      platform: 'net-framework',
      timeLimitSeconds: 10,
      group: null,
      production: false,
      creatioVersion: null,
      logFolders: { creatio: null, identityService: null },
      notes: '',
      caseNumber: null,
      trust: { authorityFile: null, acceptedCertificates: [], clientCertificate: null },
      proxy: { mode: 'none', url: null, username: null, bypass: [] },
      furtherClients: [],
      ...part,
    },
    secrets: { 'client-secret': { action: 'set', value: secret } },
    keepSecrets: 'session',
  });
  const page = await suite.open(services, {
    viewport: { width: 900, height: 600 },
    permissions: ['clipboard-read'],
  });
  await page.getByRole('heading', { level: 1, name: 'Wholesale CRM' }).waitFor();
  await page.keyboard.press('Control+3');
  await page.getByRole('heading', { level: 2, name: 'Request' }).waitFor();
  return { page, services, opened };
}

const said = (page: Page) => page.locator('#attempt-said');
const announced = (page: Page) => page.getByRole('log', { name: 'Progress' }).textContent();
const part = (page: Page, name: string) =>
  page.getByRole('tablist', { name: 'Parts of the result' }).getByRole('tab', { name });

/** Nothing scrolls the page sideways, and nobody is kept out. */
async function isInOrder(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await page.locator('#tab-panel').evaluate((panel) => panel.scrollWidth <= panel.clientWidth)).toBe(true);
  expect(await axeViolations(page)).toEqual([]);
}

/** Logs in and agrees in another page of the browser, and gives the address that it came back to. */
async function logIn(page: Page, url: string | undefined): Promise<string> {
  const browserPage = await page.context().newPage();
  await browserPage.goto(url ?? '');
  await browserPage.locator('input[name=login]').fill('ann');
  await browserPage.locator('input[name=password]').fill('any');
  await browserPage.locator('button[type=submit]').click();
  // What it comes back to may not be there, which is why the address is taken from the request.
  const [request] = await Promise.all([
    browserPage.waitForRequest(/[?&]code=/),
    browserPage.locator('button[type=submit]').click(),
  ]);
  return request.url();
}

it('gets a token by client credentials, shows what it is, uses it, and compares the modes, by keyboard', async () => {
  const { page } = await withEnvironment(
    { identityServiceUrl: practice.identityServiceUrl, clientId: practice.clientId },
    practice.clientSecret,
  );
  await isInOrder(page);
  await pressWithKeyboard(page, 'Get a token');
  await expect.poll(() => said(page).textContent()).toBe('The service issued an access token.');
  await expect.poll(() => announced(page)).toContain('The service issued an access token.');
  const reply = page.getByRole('region', { name: 'Reply' });
  await expect.poll(() => reply.textContent()).toContain('HTTP/1.1 200 OK');
  expect(await page.content()).not.toContain('eyJ');
  expect(await page.content()).not.toContain(practice.clientSecret);

  await tabTo(page, 'Reply');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('region', { name: 'Access token' }).getByRole('timer').waitFor();
  await page.getByText('Signature right').waitFor();
  const claims = page.getByRole('region', { name: 'Claims' });
  await expect.poll(() => claims.textContent()).toContain('Issuer: who made the token');
  await expect.poll(() => page.getByRole('region', { name: 'Scopes' }).textContent()).toContain('ApiAccess_practice');
  await expect.poll(() => reply.textContent()).toContain('HTTP/1.1 200 OK');
  await isInOrder(page);
  await pressWithKeyboard(page, 'Reveal the access token');
  await expect.poll(() => page.getByRole('region', { name: 'The access token' }).textContent()).toMatch(/^eyJ/);
  await page.keyboard.press('Escape');
  await pressOn(page.getByRole('button', { name: 'Hide the access token' }), 'Enter');
  expect(await page.content()).not.toContain('eyJ');
  await pressOn(page.getByRole('button', { name: 'Use it' }), 'Enter');
  await expect.poll(() => reply.textContent()).toContain('Practice contact');
  await pressOn(part(page, 'Trace'), 'Enter');
  await expect
    .poll(() => page.getByRole('region', { name: 'Request', exact: true }).textContent())
    .toContain(`GET ${practice.creatioUrl}/0/odata/Contact?$top=1`);

  await pressOn(part(page, 'Compare'), 'Enter');
  await pressOn(page.locator('#tab-panel').getByRole('button', { name: 'Compare modes' }).last(), 'Enter');
  const table = page.getByRole('table');
  await expect.poll(() => table.textContent()).toContain('invalid_client');
  expect(await table.getByRole('row').count()).toBe(5);
  await page
    .getByText('Choose “In request body”', { exact: false })
    .or(page.getByText('Choose "In request body"'))
    .waitFor();
  await isInOrder(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await pressOn(page.getByRole('button', { name: 'Use this: As Basic auth header, form-encoded' }), 'Enter');
  expect(await page.getByRole('radio', { name: /^As Basic auth header/ }).isChecked()).toBe(true);
});

it('explains a refused client, masks its secret everywhere until it is revealed, and tells two attempts apart', async () => {
  const { page } = await withEnvironment(
    { identityServiceUrl: practice.identityServiceUrl, clientId: practice.clientId },
    canarySecret,
  );
  const secretSpellings = [
    canarySecret,
    encodeURIComponent(canarySecret),
    new URLSearchParams({ s: canarySecret }).toString().slice(2),
  ];
  const secretIsHidden = async (): Promise<void> => {
    const content = await page.content();
    for (const spelling of secretSpellings) expect(content).not.toContain(spelling);
  };
  await pressOn(page.getByRole('button', { name: 'Get a token', exact: true }), 'Enter');
  await expect.poll(() => said(page).textContent()).toContain('invalid_client');
  await page.getByRole('button', { name: 'Compare the places for id and secret' }).waitFor();
  await pressOn(page.getByText('What it means, and what would tell more'), 'Enter');
  await page.getByText('No client with id', { exact: false }).waitFor();
  await isInOrder(page);
  await secretIsHidden();

  await pressOn(part(page, 'Trace'), 'Enter');
  await secretIsHidden();
  await isInOrder(page);
  await pressWithKeyboard(page, 'Reveal the client secret');
  await expect
    .poll(() => page.getByRole('region', { name: 'Request', exact: true }).textContent())
    .toContain(`client_secret=${new URLSearchParams({ s: canarySecret }).toString().slice(2)}`);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Reveal the client secret' }).waitFor();
  await secretIsHidden();
  await pressWithKeyboard(page, 'Copy the token request for other tools');
  await pressOn(page.getByRole('menuitem', { name: 'curl (sh)' }), 'Enter');
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(clipboard).toContain('curl');
  const copied = await clipboard();
  for (const spelling of secretSpellings) expect(copied).not.toContain(spelling);

  await pressOn(page.getByRole('radio', { name: /^As Basic auth header/ }), 'Space');
  await pressOn(page.getByRole('button', { name: 'Get a token', exact: true }), 'Enter');
  const attempts = page.getByRole('region', { name: 'Past attempts' });
  await expect.poll(() => attempts.getByRole('checkbox').count()).toBe(2);
  for (const attempt of await attempts.getByRole('checkbox').all()) await pressOn(attempt, 'Space');
  await pressOn(attempts.getByRole('button', { name: 'What differs' }), 'Enter');
  await attempts.getByText('The place of the credentials was “In request body” in the earlier one').waitFor();
  await secretIsHidden();
  await pressOn(page.getByRole('button', { name: 'Fix it step by step' }), 'Enter');
  await page.getByRole('heading', { name: /^Step 1 of/ }).waitFor();
});

it('logs in through the browser, refreshes, asks about the token and revokes it', async () => {
  const { page, opened } = await withEnvironment({ identityServiceUrl: oidc.url, clientId: 'basic' }, canarySecret);
  await pressOn(page.getByText('Discovery and further endpoints'), 'Enter');
  await pressOn(page.getByRole('button', { name: 'Read it and fill in the endpoints' }), 'Enter');
  await expect.poll(() => page.getByLabel('Token endpoint').inputValue()).toBe(`${oidc.url}/token`);
  await page.locator('select[name=grant]').selectOption('authorization_code');
  await pressOn(page.getByRole('radio', { name: /^As Basic auth header/ }), 'Space');
  await page.getByLabel('Scopes').fill('openid');
  await pressOn(page.getByRole('button', { name: 'Log in' }), 'Enter');
  const waiting = page.getByRole('group', { name: 'What to do now' });
  await waiting.getByRole('timer').waitFor();
  await isInOrder(page);
  // Given up once, by the key.
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('#tab-panel').textContent()).toContain('Cancelled');
  await pressOn(page.getByRole('button', { name: 'Log in' }), 'Enter');
  await waiting.waitFor();
  await expect.poll(() => opened.length).toBe(2);
  expect(await logIn(page, opened[1])).toContain('/callback?');
  await expect.poll(() => said(page).textContent()).toMatch(/issued an access token.*refresh token/);

  await pressOn(part(page, 'Token'), 'Enter');
  await page.getByText('Opaque; only the server knows what it means').waitFor();
  await pressOn(page.getByRole('button', { name: 'Introspect' }), 'Enter');
  await expect.poll(() => said(page).textContent()).toMatch(/active|valid/);
  await pressOn(part(page, 'Token'), 'Enter');
  const tokens = page.getByRole('combobox', { name: 'Token', exact: true });
  await tokens.selectOption({
    label: (await tokens.locator('option').allTextContents()).find((text) => text.startsWith('Refresh')) ?? '',
  });
  await isInOrder(page);
  await pressOn(page.getByRole('button', { name: 'Refresh', exact: true }), 'Enter');
  await expect.poll(() => said(page).textContent()).toMatch(/new|issued/);
  await pressOn(part(page, 'Token'), 'Enter');
  await pressOn(page.getByRole('button', { name: 'Revoke', exact: true }), 'Enter');
  await expect.poll(() => said(page).textContent()).toContain('no longer valid');
  expect(await page.content()).not.toContain('canary');
});

it('keeps a request with its secret, repeats it, deletes it and brings it back; and asks before production goes elsewhere', async () => {
  const { page } = await withEnvironment(
    { identityServiceUrl: practice.identityServiceUrl, clientId: practice.clientId, production: true },
    practice.clientSecret,
  );
  await pressOn(page.getByRole('button', { name: 'Save this request…' }), 'Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Nightly import');
  expect(await axeViolations(page)).toEqual([]);
  await pressOn(dialog.getByRole('button', { name: 'Save' }), 'Enter');
  const saved = page.getByRole('combobox', { name: 'Saved request' });
  await expect.poll(() => saved.textContent()).toContain('Nightly import');
  await pressOn(page.getByRole('button', { name: 'Delete Nightly import' }), 'Enter');
  await saved.waitFor({ state: 'detached' });
  await pressOn(page.getByRole('button', { name: 'Undo' }), 'Enter');
  await saved.waitFor();

  await page.getByRole('textbox', { name: 'Scopes' }).fill('ApiAccess_practice nonsense');
  await pressOn(page.getByRole('button', { name: 'Get a token', exact: true }), 'Enter');
  await pressOn(page.getByRole('button', { name: 'Compare the scopes' }), 'Enter');
  const attempts = page.getByRole('region', { name: 'Past attempts' });
  await attempts.getByRole('button', { name: /^OK ?Get a token, ApiAccess_practice/ }).waitFor();
  await attempts.getByRole('button', { name: /^Problem ?Get a token, nonsense/ }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Scopes' }).inputValue()).toBe('ApiAccess_practice nonsense');

  await page.getByLabel('Token endpoint').fill(`${oidc.url}/token`);
  await pressOn(page.getByRole('button', { name: 'Get a token', exact: true }), 'Enter');
  await dialog.waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await pressOn(dialog.getByRole('button', { name: 'Cancel' }), 'Enter');
  await dialog.waitFor({ state: 'detached' });
  await pressOn(page.getByRole('button', { name: 'Get a token', exact: true }), 'Enter');
  await dialog.getByRole('textbox').fill('Wholesale CRM');
  await pressOn(dialog.getByRole('button', { name: 'Send' }), 'Enter');
  await expect.poll(() => attempts.getByRole('listitem').count()).toBe(4);
});

it('tries a web service as Creatio would: with its own redirect URL, by a device, and by user name and password', async () => {
  const { page, opened } = await withEnvironment(
    { identityServiceUrl: practice.identityServiceUrl, clientId: practice.clientId },
    practice.clientSecret,
  );
  await pressOn(page.getByRole('radio', { name: /^A web service that Creatio calls/ }), 'Space');
  const field = (name: string | RegExp) => page.getByRole('textbox', { name });
  await expect.poll(() => field('Access token request URL').inputValue()).toBe('');
  await pressOn(page.getByRole('button', { name: 'Log in' }), 'Enter');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('clientId');
  await isInOrder(page);
  await field('Client ID').fill('body');
  await field(/^Client secret/).fill(canarySecret);
  await field('Auth code request URL').fill(`${oidc.url}/auth`);
  await field('Access token request URL').fill(`${oidc.url}/token`);
  await field('Scopes').fill('openid');
  await pressOn(page.getByRole('radio', { name: /^To another address/ }), 'Space');
  await field('Redirect URL').fill('https://crm.example.com/0/oauth');
  await pressOn(page.getByRole('button', { name: 'Log in' }), 'Enter');
  await expect.poll(() => opened.length).toBe(1);
  const address = await logIn(page, opened[0]);
  await field('Address that the browser came to').fill(address);
  await isInOrder(page);
  await pressOn(page.getByRole('button', { name: 'Go on' }), 'Enter');
  await expect.poll(() => said(page).textContent()).toMatch(/issued an access token/);

  await page.locator('select[name=grant]').selectOption('device_code');
  await field('Device authorization endpoint').first().fill(`${oidc.url}/device/auth`);
  await pressOn(page.getByRole('button', { name: 'Get a token', exact: true }), 'Enter');
  const waiting = page.getByRole('group', { name: 'What to do now' });
  await expect.poll(() => waiting.textContent()).toMatch(/[A-Z]{4}-[A-Z]{4}/);
  await page.keyboard.press('Escape');
  await waiting.waitFor({ state: 'detached' });

  await pressOn(page.getByRole('radio', { name: /^Basic/ }), 'Space');
  await field('Username').fill('ann');
  await field('Address of the web service').fill(`${practice.creatioUrl}/0/odata/Contact`);
  await pressOn(page.getByRole('button', { name: 'Send the request' }), 'Enter');
  await expect.poll(() => said(page).textContent()).toContain('401');
  await pressOn(part(page, 'Trace'), 'Enter');
  await page.getByRole('region', { name: 'Request', exact: true }).getByText('Authorization: Basic').waitFor();
});
