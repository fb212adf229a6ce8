import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ProfileView } from '../../shared/contract.ts';
import { createUiServices, environment, fullEnvironment, type UiServices } from '../fixtures/ui-services.ts';
import { uiSuite } from '../fixtures/ui-suite.ts';

const suite = uiSuite();
let services: UiServices;
let page: Page;

async function openSettings(...environments: ProfileView[]): Promise<void> {
  services = createUiServices(environments);
  page = await suite.open(services);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByLabel('Creatio URL').waitFor();
}

const part = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) });
const save = () => page.getByRole('button', { name: 'Save', exact: true });
const lastRequest = () => services.requests.at(-1);

it('saves what was filled in in every part, with secrets that do not come back', async () => {
  await openSettings(environment({ secrets: [] }), environment({ name: 'Other', group: 'North' }));
  await part('Group').click();
  await page.getByLabel('Group', { exact: true }).fill('North');
  await page.getByRole('checkbox', { name: 'This is a production environment' }).check();
  await page.getByLabel('Creatio version').fill('Creatio 8.3.1 Sales');
  await page.getByText('Understood as 8.3.1.').waitFor();
  await page.getByLabel('Notes').fill('One\nTwo');
  await part('Log folders').click();
  await page.getByLabel('Log folder of Creatio').fill('"C:\\Windows\\Temp\\Creatio"');
  await page.getByText('Removed the quotation marks around the path.').waitFor();
  await part('Trust').click();
  await page.getByRole('radio', { name: 'One PFX file' }).check();
  await page.getByLabel('Path of the PFX file').fill('/client.pfx');
  await page.getByLabel('Passphrase of the client certificate').fill('canary-passphrase');
  await part('Proxy').click();
  await page.getByRole('radio', { name: 'This proxy' }).check();
  await page.getByLabel('Address of the proxy').fill('http://ann:canary%40proxy@proxy.example.com:8080');
  await page.keyboard.press('Tab');
  await page.getByText('were moved to the fields of their own').waitFor();
  await expect.poll(() => page.getByLabel('Address of the proxy').inputValue()).toBe('http://proxy.example.com:8080');
  await expect.poll(() => page.getByLabel('User name for the proxy').inputValue()).toBe('ann');
  await page.getByLabel('Not over the proxy').fill('localhost 10.*');
  await part('Further').click();
  await page.getByRole('button', { name: 'Add client' }).click();
  await page.keyboard.type('Portal');
  await page.getByLabel('Its client id').fill('P1');
  await page.getByLabel('Its client secret').fill('canary-client');
  await save().click();

  await expect.poll(() => lastRequest()?.profile.group).toBe('North');
  const client = lastRequest()?.profile.furtherClients[0];
  expect(lastRequest()).toMatchObject({
    profile: {
      production: true,
      creatioVersion: '8.3.1',
      notes: 'One\nTwo',
      logFolders: { creatio: 'C:\\Windows\\Temp\\Creatio' },
      trust: { clientCertificate: { format: 'pfx', file: '/client.pfx' } },
      proxy: {
        mode: 'manual',
        url: 'http://proxy.example.com:8080',
        username: 'ann',
        bypass: ['localhost', '10.0.0.0/8'],
      },
      furtherClients: [{ name: 'Portal', clientId: 'P1' }],
    },
    secrets: {
      'client-certificate-passphrase': { value: 'canary-passphrase' },
      'proxy-password': { value: 'canary@proxy' },
      [`further-client:${client?.id}`]: { value: 'canary-client' },
    },
  });
  await page.getByText('A passphrase is set.').waitFor();
  await page.getByText('A password is set.').waitFor();
  expect(await page.content()).not.toContain('canary');
  expect(
    await page.locator('input').evaluateAll((inputs) => inputs.map((each) => Reflect.get(each, 'value')).join()),
  ).not.toContain('canary');
});

it('opens the part in which something is wrong, and takes the focus there', async () => {
  await openSettings(environment({}));
  await part('Log folders').click();
  await page.getByLabel('Log folder of the Identity Service').fill('Logs');
  await part('Log folders').click();
  await page.getByLabel('Name').focus();
  await page.keyboard.press('Enter');
  await page.getByText('Enter the whole path').waitFor();
  await expect.poll(() => page.locator(':focus').getAttribute('name')).toBe('identityServiceLogs');
  await page.getByRole('button', { name: 'Log folders One entry needs another look' }).waitFor();
  expect(services.requests).toEqual([]);
});

it('keeps what was typed in a part while another page is looked at', async () => {
  await openSettings(environment({}));
  await part('Group').click();
  await page.getByLabel('Notes').fill('Do not lose this.');
  await page.keyboard.press('Control+1');
  await page.getByRole('tab', { name: 'Settings' }).click();
  await part('Group').click();
  await expect.poll(() => page.getByLabel('Notes').inputValue()).toBe('Do not lose this.');
  await page.getByLabel('Notes').fill('');
  await page.getByRole('button', { name: 'Discard changes' }).waitFor({ state: 'detached' });
});

it('saves a change without undoing what another console changed meanwhile', async () => {
  await openSettings(environment({ id: 'a' }), environment({ id: 'b', name: 'Other' }));
  await page.getByLabel('Name').fill('Renamed');
  services.changeElsewhere('a', { caseNumber: 'SR-0042' });
  await page.getByRole('button', { name: /Case SR-0042/ }).waitFor();
  await save().click();
  await expect.poll(() => lastRequest()?.profile).toMatchObject({ name: 'Renamed', caseNumber: 'SR-0042' });
  // What the change was made to, for what this console has not heard of yet.
  const { name } = environment({});
  expect(lastRequest()).toMatchObject({ base: { id: 'a', name, caseNumber: 'SR-0042' } });

  await page.getByLabel('Name').fill('Renamed again');
  services.profiles.splice(0, 1);
  services.changeElsewhere('b', { caseNumber: 'SR-2' });
  await page.getByText(/Renamed.* is no longer there.*What was typed in its settings and not saved is gone/).waitFor();
  await page.getByRole('tab', { name: 'Diagnosis', selected: true }).waitFor();
  await page.getByRole('heading', { name: 'Other' }).waitFor();
});

it('says where a stored secret will be sent, and asks for the name of a production environment', async () => {
  await openSettings(fullEnvironment({ name: 'Production CRM' }), environment({ name: 'CRM test' }));
  await page.getByLabel('Identity Service URL').fill('https://other.example.com');
  await page.getByText('stored client secrets will be sent to https://other.example.com instead of').waitFor();
  await save().click();
  const dialog = page.getByRole('dialog', { name: 'Save this production environment?' });
  await dialog.getByText('instead of https://identity.example.com:8090').waitFor();
  await page.keyboard.type('production crm');
  await page.keyboard.press('Enter');
  await dialog.getByText('This is not its name.').waitFor();
  await page.keyboard.press('Escape');
  expect(services.requests).toEqual([]);
  await expect.poll(() => page.getByLabel('Identity Service URL').inputValue()).toBe('https://other.example.com');

  await save().click();
  await page.keyboard.type('Production CRM');
  await page.keyboard.press('Enter');
  await expect.poll(() => lastRequest()?.profile.identityServiceUrl).toBe('https://other.example.com');

  await page.getByRole('button', { name: 'CRM test' }).click();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByLabel('Creatio URL').fill('crm.example.org');
  await page.getByText('Tokens that are got with a stored client secret will be sent to').waitFor();
  await save().click();
  await expect.poll(() => lastRequest()?.profile.creatioUrl).toBe('https://crm.example.org');
});

it('shows accepted certificates and stops accepting one', async () => {
  await openSettings(fullEnvironment({}));
  await part('Trust').click();
  const certificate = page.getByRole('list', { name: 'Accepted certificates' }).getByRole('listitem');
  await certificate.getByText('CN=identity.example.com', { exact: true }).waitFor();
  await certificate.getByRole('button', { name: /^Remove/ }).click();
  await certificate.getByText('no longer be accepted after saving').waitFor();
  await save().click();
  await expect.poll(() => lastRequest()?.profile.trust.acceptedCertificates).toEqual([]);
});
