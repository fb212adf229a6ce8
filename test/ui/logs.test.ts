import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPromise } from 'yauzl';
import { startPractice, type Practice } from '../../electron/practice/index.ts';
import { settingDefaults } from '../../shared/profile.ts';
import { servicesIn } from '../fixtures/console-services.ts';
import { appendEntries } from '../fixtures/log-folders.ts';
import { axeViolations, colourViolations } from '../fixtures/ui-axe.ts';
import { pressOn, pressWithKeyboard, tabTo } from '../fixtures/ui-keyboard.ts';
import { uiSuite } from '../fixtures/ui-suite.ts';

// The story with nothing replaced: real logs of a practice Creatio of another process's making, the real services, a real browser.

const suite = uiSuite();
const canaries = { password: 'canary-P4ssw0rd-7731', email: 'canary.person@customer.example' };
const passphrase = 'nine purple otters sing';
let folder: string;
let server: Practice;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ui-logs-'));
  server = await startPractice({ scenario: 'token-not-retrievable', logFolder: join(folder, 'server') });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Services of their own for each console, since a console closes what it is served by. */
async function openLogs(options: BrowserContextOptions = {}): Promise<Page> {
  const services = servicesIn(await mkdtemp(join(folder, 'data-')));
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
  const page = await suite.open(services, options);
  await page.getByRole('heading', { level: 1, name: 'Wholesale CRM' }).waitFor();
  await page.keyboard.press('Control+4');
  return page;
}

/** What Creatio logs when OAuth fails, with what must not leave the computer. */
const logTrouble = (): Promise<void> =>
  appendEntries(join(folder, 'server'), [
    `IdentityServer auth failed with invalid_client for ${canaries.email}`,
    `Requesting access token from http://identity/connect/token?client_secret=${canaries.password}`,
  ]);

async function canariesOn(page: Page): Promise<string[]> {
  const content = await page.content();
  return [...Object.values(canaries), server.clientSecret].filter((canary) => content.includes(canary));
}

/** What of the canaries is in an archive, in any of its files. */
async function secretsIn(archive: string): Promise<string[]> {
  const zip = await openPromise(archive);
  let all = '';
  for await (const entry of zip.eachEntry()) {
    for await (const chunk of await zip.openReadStreamPromise(entry)) all += String(chunk);
  }
  expect(all).toContain('IdentityServer auth failed with invalid_client');
  return [...Object.values(canaries), server.clientSecret].filter((canary) => all.includes(canary));
}

it('finds logs, records the time of a problem and reads what they tell, by keyboard alone', async () => {
  const page = await openLogs({ viewport: { width: 900, height: 600 } });
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
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Step 2 of 4: Period');
  expect(await page.getByRole('button', { name: 'Review', exact: true }).getAttribute('aria-disabled')).toBe('true');
  await pressWithKeyboard(page, 'Start recording');
  await page.getByText(/^Recording since/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  // It goes on though the page is turned, and though it is opened anew.
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+4');
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
  await logTrouble();
  await pressWithKeyboard(page, 'Stop');
  await page.getByText(/^Recorded: /).waitFor();
  await page.getByText(/^At most/).waitFor();

  await pressWithKeyboard(page, 'Review');
  await page.getByRole('region', { name: /^Text of/ }).waitFor();
  await pressWithKeyboard(page, 'Search the logs');
  const telling = page.getByRole('region', { name: 'What these logs tell about OAuth' });
  await telling.getByText(/^2 lines tell about OAuth/).waitFor();
  await telling.getByText('IdentityServer auth failed with invalid_client').waitFor();
  await telling.getByRole('button', { name: /^What to do: The Identity Service refused/ }).waitFor();
  expect(await canariesOn(page)).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

it('lets the console reproduce the problem, and takes a fixed period or everything instead', async () => {
  const page = await openLogs();
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
  const review = page.getByRole('button', { name: 'Review', exact: true });
  expect(await review.getAttribute('aria-disabled')).toBe('true');
  await page.getByLabel('To', { exact: true }).fill('2026-01-01T11:00');
  await page.getByText('Logs: 0 files, 0 bytes at most.').waitFor();
  await page.getByRole('button', { name: 'The last hour' }).click();
  await page.getByText(/^Logs: [1-9]/).waitFor();
  await page.getByRole('radio', { name: 'Everything there is' }).check();
  await expect.poll(() => review.getAttribute('aria-disabled')).toBeNull();
});

it('shows what is replaced, packs it, and looks into the bundle, with no secret on the page or in the file', async () => {
  await logTrouble();
  const page = await openLogs({ viewport: { width: 900, height: 600 } });
  await page.getByText(/^Logs: [1-9]/).waitFor();
  await page.getByLabel('What happens').fill(`Nobody can sign in; ${canaries.email} saw it first.`);
  await page.getByRole('button', { name: 'Period', exact: true }).click();
  await page.getByRole('radio', { name: 'Everything there is' }).check();
  await page.getByRole('button', { name: 'Review', exact: true }).click();

  const files = page.getByRole('list', { name: 'Files of the bundle' });
  await files.getByRole('button', { name: /Common\.log/ }).click();
  const text = page.getByRole('region', { name: /^Text of .*Common\.log$/ });
  await text.getByText('Requesting access token from').waitFor();
  const replaced = page.getByRole('region', { name: 'What is replaced' });
  await replaced.getByText(/^\d+ items in \d+ files/).waitFor();
  const items = async () => Number(/^\d+/.exec((await replaced.getByText(/^\d+ items? in/).textContent()) ?? '')?.[0]);
  const before = await items();
  await files.getByRole('button', { name: /Common\.log.*\d+ items replaced$/ }).waitFor();
  const ofFile = page.getByRole('region', { name: /^Preview of .*Common\.log$/ });
  await ofFile.getByText(/^In this file: \d+ items replaced$/).click();
  await ofFile.getByRole('row', { name: /client secrets .*client-secret \d+$/ }).waitFor();
  await ofFile.getByRole('option', { name: /client secrets.* \(\d+\)$/ }).waitFor({ state: 'attached' });
  expect(await canariesOn(page)).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);

  await pressWithKeyboard(page, 'Next');
  await page.getByText(/^Replaced by/).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  // A replaced part that is selected can be let stay, and several of them at once.
  const ofPerson = text.locator('mark', { hasText: /email-\d/ }).first();
  await ofPerson.evaluate((mark) => document.getSelection()?.selectAllChildren(mark));
  await ofFile.getByRole('button', { name: 'Do not replace this value' }).click();
  await replaced.getByText(/^A value that was chosen in the preview, where email-\d+ stood/).waitFor();
  await expect.poll(() => text.textContent()).toContain(canaries.email);
  await replaced.getByRole('button', { name: /^Replace it after all: A value/ }).click();
  await expect.poll(() => text.textContent()).not.toContain(canaries.email);
  await text.evaluate((element) => document.getSelection()?.selectAllChildren(element));
  await ofFile.getByText(/^\d+ replaced parts are selected/).waitFor();
  await text.evaluate(() => document.getSelection()?.removeAllRanges());
  const secret = text.locator('mark', { hasText: '***' });
  await secret.first().click();
  await page.getByText(/to protect client secrets/).waitFor();
  // A text that is selected becomes a rule, and a kind of personal data stays where that is decided.
  await text
    .getByText('Requesting access token from')
    .first()
    .evaluate((element) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = (node.textContent ?? '').indexOf('GetAccessToken');
        if (at >= 0) document.getSelection()?.setBaseAndExtent(node, at, node, at + 'GetAccessToken'.length);
      }
    });
  await page.getByRole('button', { name: 'Replace this text everywhere' }).click();
  await expect.poll(items).toBeGreaterThan(before);
  await expect.poll(() => text.textContent()).not.toContain('GetAccessToken');
  // A text that was selected may be what it hides, so it is not kept; a pattern is.
  await replaced.getByText('Used until the console is closed.', { exact: true }).waitFor();
  const more = await items();
  await page.getByRole('checkbox', { name: 'Names of computers' }).uncheck();
  await expect.poll(items).toBeLessThan(more);

  await page.getByText('Add a rule of your own').click();
  await page.getByLabel('Begins with this text').fill('X-Customer-Key: ');
  await page.getByLabel('Sample to try it on').fill('X-Customer-Key: abc-123 end');
  await page.getByRole('button', { name: 'Try it' }).click();
  const sample = page.getByRole('region', { name: 'The sample after the rule' });
  await expect.poll(() => sample.textContent()).not.toContain('abc-123');
  await page.getByRole('button', { name: 'Add the rule' }).click();
  await replaced.getByText('Kept on this computer, for every environment.', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('radio', { name: /^To a folder or a file/ }).check();
  await page.getByRole('button', { name: 'Make the bundle' }).click();
  await page.getByText('Name the folder or the file.').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('path');
  await page.keyboard.type(join(folder, 'for-support.zip'));
  await page.getByRole('checkbox', { name: /^Save which name/ }).check();
  await page.getByLabel('Passphrase of that file').fill(passphrase);
  await page.getByLabel('The same again').fill(`${passphrase} `);
  await page.getByRole('button', { name: 'Make the bundle' }).click();
  await page.getByText('This is not the same passphrase.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByLabel('The same again').fill(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'The bundle is ready' }).waitFor();
  await expect.poll(() => page.getByRole('log', { name: 'Progress' }).textContent()).toContain('The bundle is ready');
  await page.getByRole('button', { name: 'Copy the letter' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(await secretsIn(join(folder, 'for-support.zip'))).toEqual([]);

  await page.getByRole('button', { name: 'Look into the bundle' }).click();
  await page.getByText('Every file is as it was packed.').waitFor();
  const entries = page.getByRole('region', { name: 'Logs' }).getByRole('list');
  await entries.getByText('IdentityServer auth failed with invalid_client').first().waitFor();
  await page.getByRole('checkbox', { name: 'Only what tells about OAuth' }).check();
  await entries.getByText('About OAuth:').first().waitFor();
  await expect.poll(() => entries.getByText('Application started').count()).toBe(0);
  await page.getByRole('searchbox', { name: 'Search', exact: true }).fill('requesting access');
  await expect.poll(() => entries.getByText('IdentityServer auth failed').count()).toBe(0);
  await entries.getByText('Requesting access token from').first().waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourViolations(page)).toEqual([]);
  await page.getByRole('searchbox', { name: 'Search', exact: true }).fill('');
  await page.getByRole('checkbox', { name: 'Only what tells about OAuth' }).uncheck();
  await page.getByLabel('Level').selectOption('INFO');
  await entries.getByText('Application started').first().waitFor();
  await page.getByLabel('To (UTC)').fill('2001-01-01T10:00:00');
  await page.getByText('No entry is like that.').waitFor();
  await page.getByLabel('To (UTC)').fill('');
  await page.getByLabel('Level').selectOption('Warnings and worse');
  await page.getByRole('button', { name: 'Go to the end' }).click();
  await entries.getByText('IdentityServer auth failed').last().waitFor();
  await expect.poll(() => entries.getByText('Application started').count()).toBe(0);
  await page.getByRole('button', { name: 'Letter', exact: true }).click();
  await page.getByRole('region', { name: 'Text of the letter' }).getByText('Nobody can sign in').waitFor();
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  await page.getByRole('button', { name: /^Read .*Common\.log/ }).click();
  const read = page.getByRole('region', { name: /^Text of .*Common\.log/ });
  await read.getByText('invalid_client').first().waitFor();
  const standIn = /invalid_client for (\S+)/.exec((await read.textContent()) ?? '')?.[1] ?? '';
  expect(await canariesOn(page)).toEqual([]);

  // What is no bundle is refused in words; and the names come back with the file that stayed here.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find an environment or a command' }).fill('open a bundle');
  await page.getByRole('option', { name: /^Open a bundle/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Open a bundle' }).waitFor();
  await page.getByLabel('File', { exact: true }).fill(join(folder, 'for-support.zip.names.json'));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page
    .getByRole('alert')
    .getByText(/bundle/)
    .waitFor();
  await page.getByLabel('File with the names').fill(join(folder, 'for-support.zip.names.json'));
  await page.getByLabel('Its passphrase').fill(passphrase);
  await page.getByLabel('Text of the answer').fill(`Ask ${standIn} to sign in again.`);
  await page.getByRole('button', { name: 'Put the names back' }).click();
  await page.getByText(`Ask ${canaries.email} to sign in again.`).waitFor();
  await page.getByText('1 name was put back.', { exact: true }).last().waitFor();
  expect(await axeViolations(page)).toEqual([]);

  // Own rules outlive the page.
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Wholesale CRM' }).waitFor();
  await page.keyboard.press('Control+4');
  await page.getByRole('button', { name: 'Period', exact: true }).click();
  await page.getByRole('radio', { name: 'Everything there is' }).check();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await replaced.locator('code', { hasText: 'X-Customer-Key:' }).waitFor();
  await pressOn(page.getByRole('button', { name: 'Drop the rule own-1' }), 'Enter');
  await expect.poll(() => replaced.locator('code', { hasText: 'X-Customer-Key:' }).count()).toBe(0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Import or export rules');
  await page.keyboard.press('Enter');
  await page.getByLabel('File with rules').fill(join(folder, 'nowhere.json'));
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('it is not there').waitFor();
  expect(await axeViolations(page)).toEqual([]);
});
