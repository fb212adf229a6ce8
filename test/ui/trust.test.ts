import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Services } from '../../electron/ipc/index.ts';
import { createSelfSigned, type KeyPairCertificate } from '../../electron/practice/certificates.ts';
import { startPractice, type Practice } from '../../electron/practice/index.ts';
import { settingDefaults } from '../../shared/profile.ts';
import { servicesIn } from '../fixtures/console-services.ts';
import { fingerprintOf, startCreatioOverTls, type CreatioOverTls } from '../fixtures/creatio-over-tls.ts';
import { openConsole, startBrowser, type UiConsole } from '../fixtures/ui-console.ts';

let browser: Browser;
let practice: Practice;
let pair: KeyPairCertificate;
let creatio: CreatioOverTls;
let folder: string;
let services: Services;
let opened: UiConsole;
let page: Page;

beforeAll(async () => {
  [browser, practice, pair, folder] = await Promise.all([
    startBrowser(),
    startPractice(),
    createSelfSigned({ commonName: 'crm.example.com' }),
    mkdtemp(join(tmpdir(), 'ui-trust-')),
  ]);
  creatio = await startCreatioOverTls(practice.creatioUrl, pair);
  services = servicesIn(folder);
  await services.handlers['profiles.save']({
    profile: {
      ...settingDefaults,
      name: 'Own CRM',
      creatioUrl: creatio.url,
      platform: 'net-framework',
      identityServiceUrl: null,
      clientId: null,
      timeLimitSeconds: 15,
      production: true,
    },
    secrets: {},
  });
  opened = await openConsole(browser, services);
  page = opened.page;
  await page.getByRole('heading', { level: 1, name: 'Own CRM' }).waitFor();
});
afterAll(async () => {
  await opened.close();
  await Promise.all([services.close(), creatio.close(), practice.close(), browser.close()]);
  await rm(folder, { recursive: true, force: true });
});

const secureConnection = (state: string) =>
  page
    .getByRole('region', { name: 'Steps' })
    .getByRole('button', { name: new RegExp(`^${state} Secure connection to Creatio`) });
const accepted = async () => {
  const profiles = await services.handlers['profiles.list'](null);
  return profiles.flatMap(({ trust }) => trust.acceptedCertificates.map(({ fingerprint256 }) => fingerprint256));
};

it('accepts the certificate of a production environment once its name was typed, shows it, and takes it back', async () => {
  await page.keyboard.press('F5');
  await secureConnection('Problem').click();
  await page.getByRole('button', { name: 'Accept this certificate as an exception' }).click();
  const dialog = page.getByRole('dialog', { name: 'Accept this certificate as an exception' });
  await dialog.getByText('CN=crm.example.com').first().waitFor();
  await dialog.getByText(fingerprintOf(pair)).waitFor();
  await dialog.getByText(`connects to ${creatio.server} as long as`).waitFor();
  await dialog.getByRole('listitem').getByText('is self-signed').waitFor();

  const confirm = dialog.getByRole('button', { name: 'Accept and run again' });
  const name = dialog.getByRole('textbox', { name: 'Type its name, Own CRM, to confirm' });
  await name.fill('Own');
  await expect.poll(() => confirm.getAttribute('aria-disabled')).toBe('true');
  await name.press('Enter');
  await name.fill('Own CRM');
  expect(await accepted()).toEqual([]);
  await name.press('Enter');
  await secureConnection('Warning').waitFor();
  expect(await accepted()).toEqual([fingerprintOf(pair)]);
  await page.getByText('An exception is in force: the certificate “CN=crm.example.com”').waitFor();

  await secureConnection('Warning').click();
  await page.getByRole('button', { name: 'Remove the exception' }).click();
  await secureConnection('Problem').waitFor();
  expect(await accepted()).toEqual([]);
});

it('offers no exception for the practice environment', async () => {
  await services.handlers['practice.switch']({ scenario: 'creatio-certificate-self-signed' });
  await page
    .getByRole('button', { name: /^Practice environment/ })
    .first()
    .click();
  await page.keyboard.press('F5');
  await secureConnection('Problem').click();
  await page.getByText('signed by itself').first().waitFor();
  await expect.poll(() => page.getByRole('button', { name: /as an exception/ }).count()).toBe(0);
});
