import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { createLogsOfTest } from '../fixtures/ui-logs.ts';
import { axeViolations, colourViolations } from '../fixtures/ui-axe.ts';
import { pressOn } from '../fixtures/ui-keyboard.ts';
import { uiSuite } from '../fixtures/ui-suite.ts';

const { open } = uiSuite();

const said = (page: Page) => page.getByRole('log', { name: 'Progress' }).innerText();
const isWide = (page: Page) =>
  page.evaluate(() => {
    const panel = document.querySelector('#tab-panel');
    return document.documentElement.scrollWidth > innerWidth || (panel?.scrollWidth ?? 0) > (panel?.clientWidth ?? 0);
  });

it('stays fluent with thousands of files, tells how far a bundle has come, and cancels and fails in words', async () => {
  const services = createLogsOfTest();
  const page = await open(services, { viewport: { width: 900, height: 600 } });
  await page.getByRole('tab', { name: 'Logs' }).click();
  await page.getByText('Logs: 5,000 files, 17 MB at most.').waitFor();
  await page.getByText(/^Files of Creatio/).click();
  await page.getByRole('checkbox', { name: /Common_0\.log/ }).uncheck();
  // Which the others are has to be fetched.
  await page.getByText('Logs: 4,999 files').waitFor();
  const copy = page.getByRole('region', { name: 'Copies of configuration' }).getByRole('checkbox');
  expect(await copy.isChecked()).toBe(false);
  expect(await isWide(page)).toBe(false);

  await page.getByRole('button', { name: 'Period', exact: true }).click();
  await page.getByText(/clock of the Creatio server is 1 min 2 s ahead/).waitFor();
  await page.getByRole('radio', { name: 'Everything there is' }).check();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  const files = page.getByRole('list', { name: 'Files of the bundle' });
  await expect.poll(() => files.getByRole('button').count()).toBe(200);
  await page.getByRole('button', { name: 'Show more of 4,800 further files' }).click();
  await expect.poll(() => files.getByRole('button').count()).toBe(400);
  await page.getByLabel('Find a file by its name').fill('common_4999');
  await files.getByRole('button', { name: /Common_4999\.log/ }).click();
  const text = page.getByRole('region', { name: /^Text of .*Common_4999\.log/ });
  await text.getByText('at 0:').waitFor();
  await page.getByText('12 items in 0 files').waitFor();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByText('Replaced by *** to protect passwords and passphrases.').waitFor();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await text.getByText('at 1100:').waitFor();
  await page.getByRole('button', { name: 'Later in the file' }).click();
  await text.getByText('at 1200:').waitFor();
  await page.getByRole('button', { name: 'Earlier in the file' }).click();
  await text.getByText('at 1100:').waitFor();
  expect(await isWide(page)).toBe(false);

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: 'Make the bundle' }).click();
  await page.getByRole('progressbar', { name: 'Making the bundle' }).waitFor();
  const before = await said(page);
  services.progress({ bytesDone: 8_750_000, filesDone: 2_500, bytesPerSecond: 2_000_000, secondsLeft: 4 });
  await page.getByText('8.3 MB of 17 MB').waitFor();
  await page.getByText('2,500 of 5,000 files').waitFor();
  await page.getByText('1.9 MB a second').waitFor();
  await page.getByText('About 4.0 s left.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(await said(page)).toBe(before);
  // It goes on while another page is looked at, where Esc does not end it.
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByText('No run has been kept yet').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Logs' }).click();
  await page.getByRole('progressbar', { name: 'Making the bundle' }).waitFor();
  expect(services.cancelled).not.toContain('job');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'The bundle was cancelled' }).waitFor();
  expect(services.cancelled).toContain('job');
  await expect.poll(() => said(page)).toContain('No file was left behind.');

  await page.getByRole('button', { name: 'Back to the settings' }).click();
  const message = 'The bundle could not be written: the disk is full. Nothing was left behind; choose another folder.';
  services.result = { state: 'failed', error: { code: 'disk-full', message } };
  await page.getByRole('button', { name: 'Make the bundle' }).click();
  await page.getByRole('heading', { name: 'The bundle was not made' }).waitFor();
  await page.getByRole('region', { name: 'The bundle was not made' }).getByText(message).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourViolations(page)).toEqual([]);

  // A bundle that was just made and encrypted asks for what unlocks it, as one that is opened later does.
  const file = 'D:\\bundles\\locked.zip.age';
  const nothing = { files: [], skipped: [], rules: [], replaced: 0, bytes: 10, mapFile: null, letter: '' };
  services.result = { state: 'done', file, ...nothing };
  await page.getByRole('button', { name: 'Back to the settings' }).click();
  await page.getByRole('button', { name: 'Make the bundle' }).click();
  await page.getByRole('button', { name: 'Look into the bundle' }).click();
  await page.getByText('This bundle is encrypted.').waitFor();
  expect(await page.getByLabel('File', { exact: true }).inputValue()).toBe(file);
  await page.getByRole('button', { name: 'Back to the steps' }).click();
  await page.getByRole('button', { name: 'Open a bundle' }).click();
  await page.getByLabel('File', { exact: true }).fill(file);
  await page.keyboard.press('Enter');
  await page.getByText('This bundle is encrypted.').waitFor();
  expect(await page.getByRole('alert').filter({ hasText: 'encrypted' }).count()).toBe(0);
  await page.getByLabel('Passphrase or age key').fill('wrong words here');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('The passphrase does not fit.').waitFor();
  await page.getByLabel('Passphrase or age key').fill('right words here');
  await page.keyboard.press('Enter');
  await page.getByText('1 file is not as packed').waitFor();
  await page.getByText('No entry is like that.').waitFor();
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  await page.getByText('Changed').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await pressOn(page.getByRole('button', { name: 'Back to the steps' }), 'Enter');
  await page.getByRole('heading', { name: 'The bundle is ready' }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('The bundle is ready');

  // A bundle of gigabytes: how far it is can be seen, and Esc gives it up.
  await page.getByRole('button', { name: 'Open a bundle' }).click();
  await page.getByLabel('File', { exact: true }).fill('D:\\bundles\\huge.zip');
  await page.keyboard.press('Enter');
  await page.getByRole('progressbar', { name: 'Opening the bundle' }).waitFor();
  services.opening({ bytesDone: 3e9, bytesTotal: 4e9, filesDone: 12, filesTotal: 20, secondsLeft: 8 });
  await page.getByText('2.8 GB of 3.7 GB').waitFor();
  await page.getByText('12 of 20 files').waitFor();
  await page.getByText('about 8.0 s left').waitFor();
  await expect.poll(() => said(page)).toContain('75 % of the bundle is read.');
  expect(await axeViolations(page)).toEqual([]);
  await pressOn(page.getByRole('button', { name: 'Cancel' }), 'Enter');
  await expect.poll(() => said(page)).toContain('Opening was cancelled.');
  expect(services.cancelled).toContain('opening');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Open');
  await page.keyboard.press('Enter');
  await page.getByRole('progressbar', { name: 'Opening the bundle' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('progressbar', { name: 'Opening the bundle' }).count()).toBe(0);

  // One of thousands of files.
  await page.getByLabel('File', { exact: true }).fill('D:\\bundles\\many.zip.age');
  await page.keyboard.press('Enter');
  await page.getByText('This bundle is encrypted.').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('bundleKey');
  await page.keyboard.type('right words here');
  await page.keyboard.press('Enter');
  await page.getByText('5,000 files', { exact: true }).waitFor();
  await page.getByLabel('Name of the file').fill('Common_7');
  await page.getByText('No entry is like that.').waitFor();
  await page.getByRole('button', { name: 'Letter', exact: true }).click();
  await page.getByText('but it is not in the bundle.').waitFor();
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  await page.getByRole('button', { name: 'Show more of 4,800 further files' }).click();
  await page.getByRole('button', { name: 'Read logs/creatio/Common_399.log' }).waitFor();
  await page.getByLabel('Find a file by its name').fill('Common_4999');
  await page.getByRole('button', { name: 'Read logs/creatio/Common_4999.log' }).waitFor();
  await expect.poll(() => said(page)).toContain('1 file found.');
  expect(await axeViolations(page)).toEqual([]);
  expect(await isWide(page)).toBe(false);
});
