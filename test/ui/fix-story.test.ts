import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Services } from '../../electron/ipc/index.ts';
import { servicesIn } from '../fixtures/console-services.ts';
import { axeViolations, colourViolations } from '../fixtures/ui-axe.ts';
import { openConsole, startBrowser, type UiConsole } from '../fixtures/ui-console.ts';
import { pressWithKeyboard } from '../fixtures/ui-keyboard.ts';

// Each documented outcome of the practice environment, led from failing to healthy through the wizard, by keyboard alone.

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

interface Stage {
  services: Services;
  opened: UiConsole;
  page: Page;
}

async function withConsole(dataFolder: string, act: (stage: Stage) => Promise<void>): Promise<void> {
  const services = servicesIn(dataFolder);
  const opened = await openConsole(browser, services, { viewport: { width: 900, height: 600 } });
  try {
    await act({ services, opened, page: opened.page });
    expect(opened.complaints).toEqual([]);
  } finally {
    await opened.close();
  }
}

async function inFolder(act: (dataFolder: string) => Promise<void>): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'ui-fix-'));
  try {
    await act(dataFolder);
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** Runs the diagnosis and goes to the page "Fix" with its button. */
async function diagnoseAndFix({ services, page }: Stage, scenario: string): Promise<void> {
  await services.handlers['practice.switch']({ scenario });
  await page.getByRole('heading', { level: 1, name: 'Practice environment' }).waitFor();
  await page.keyboard.press('F5');
  await page.getByText('Copy as text').waitFor();
  await pressWithKeyboard(page, 'Fix it step by step');
  await page.getByRole('heading', { name: /^Step 1 of/ }).waitFor();
}

const step = (page: Page) => page.getByRole('heading', { name: /^Step \d+ of|^All steps/ });
const willCheck = (page: Page) => page.getByText(/^When you press Done, the console checks/);
const ended = (page: Page) => page.locator('#fix-end');

/** Whether a button is whole on the page of 900 by 600, without scrolling. */
async function isInSight(page: Page, name: string): Promise<boolean> {
  const button = await page.getByRole('button', { name }).boundingBox();
  const bar = await page.getByRole('contentinfo').boundingBox();
  return button !== null && bar !== null && button.y + button.height <= bar.y;
}

/** Presses "Done" at the steps that nothing verifies, until one that the console will check. */
async function doneUntilVerified(page: Page): Promise<void> {
  for (let steps = 0; (await willCheck(page).count()) === 0; steps += 1) {
    if (steps > 30) throw new Error('No step is verified.');
    expect(await isInSight(page, 'Cannot do this')).toBe(true);
    const before = await step(page).textContent();
    await pressWithKeyboard(page, 'Done');
    await expect.poll(() => step(page).textContent()).not.toBe(before);
    // The focus follows, so that the new step is read out.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('fix-step');
  }
}

it.each([
  'settings-empty',
  'setting-empty-url',
  'setting-empty-client-id',
  'setting-empty-client-secret',
  'token-not-retrievable',
])('%s is led to mended', (scenario) =>
  inFolder((dataFolder) =>
    withConsole(dataFolder, async (stage) => {
      const { services, page } = stage;
      await diagnoseAndFix(stage, scenario);
      expect(await axeViolations(page)).toEqual([]);
      await doneUntilVerified(page);
      await pressWithKeyboard(page, 'Done');
      await page
        .getByText(/^Still wrong: /)
        .first()
        .waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await expect.poll(() => page.getByRole('log').textContent()).toContain('Still wrong: ');
      const steps = page.getByRole('region', { name: 'Steps' });
      const disproved = steps.getByRole('button', { name: /^Done, but its check fails: \d+\. / });
      await disproved.waitFor();
      // The user mends it now.
      await services.handlers['practice.switch']({ scenario: 'healthy' });
      await pressWithKeyboard(page, 'Done, check again');
      await ended(page).waitFor();
      await expect
        .poll(() => ended(page).textContent())
        .toMatch(/^OAuth works.*These checks prove it: “OAuth health check of Creatio”/);
      await expect.poll(() => page.getByRole('log').textContent()).toContain('OAuth works');
      expect(await axeViolations(page)).toEqual([]);
      await expect.poll(() => disproved.count()).toBe(0);
      await pressWithKeyboard(page, 'Back to the overview');
      await page.getByRole('heading', { name: 'Nothing to mend' }).waitFor();
      await expect
        .poll(() => page.getByRole('region', { name: 'Sessions of this environment' }).textContent())
        .toContain('Mended');
      expect(await axeViolations(page)).toEqual([]);
    }),
  ),
);

it('an unavailable Identity Service is led by its evidence to hosting, and to mended in another session of the console', () =>
  inFolder(async (dataFolder) => {
    await withConsole(dataFolder, async (stage) => {
      const { page } = stage;
      await diagnoseAndFix(stage, 'identity-service-unavailable');
      await page.getByText('When you press Done, the console checks: Discovery of the Identity Service.').waitFor();
      await pressWithKeyboard(page, 'Done');
      await page.getByRole('list', { name: 'The way so far' }).getByText('503').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await colourViolations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      await pressWithKeyboard(page, 'Skip');
      await page.getByRole('heading', { name: /^Step 2 of/ }).waitFor();
      await page.reload();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('Control+2');
      await page.getByRole('heading', { name: /^Step 2 of/ }).waitFor();
    });
    await withConsole(dataFolder, async ({ services, page }) => {
      await services.handlers['practice.switch']({ scenario: 'healthy' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('Control+2');
      await page.getByRole('heading', { name: /^Step 2 of/ }).waitFor();
      await page.getByRole('list', { name: 'The way so far' }).getByText('503').waitFor();
      await pressWithKeyboard(page, /^Open: 1\. |^Skipped: 1\. /);
      await page.getByRole('heading', { name: /^Step 1 of/ }).waitFor();
      // The Creatio server can be looked from on another day too, before anything is diagnosed.
      await page.getByRole('button', { name: 'Look from the Creatio server…' }).waitFor();
      // A note outlives the turning of the page, and a click right behind it counts.
      const note = page.getByLabel('Note');
      await note.fill('Called the hosting team.');
      await page.keyboard.press('Control+1');
      await page.keyboard.press('Control+2');
      await expect.poll(() => note.inputValue()).toBe('Called the hosting team.');
      await note.fill('They started the pool.');
      await page.getByRole('button', { name: 'Done', exact: true }).click();
      await ended(page).waitFor();
      await expect.poll(() => ended(page).textContent()).toContain('OAuth works');
      await page.getByText('What happened so far').click();
      await page.getByText('Step 1 was done. Note: They started the pool.').waitFor();
      await pressWithKeyboard(page, 'Back to the overview');
      const sessions = page.getByRole('region', { name: 'Sessions of this environment' });
      await sessions.waitFor();
      await pressWithKeyboard(page, /^Delete the session Creatio cannot reach/);
      await sessions.waitFor({ state: 'detached' });
      await page.getByText('The session “Creatio cannot reach the Identity Service” was deleted.').first().waitFor();
      await pressWithKeyboard(page, 'Undo');
      await sessions.getByText('Mended').waitFor();
    });
  }));

it('says that there is nothing to mend, or that the diagnosis has to run first', () =>
  inFolder((dataFolder) =>
    withConsole(dataFolder, async ({ services, page }) => {
      await services.handlers['practice.switch']({ scenario: 'healthy' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('Control+2');
      await page.getByRole('heading', { name: 'Run the diagnosis first' }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await pressWithKeyboard(page, 'Run the diagnosis');
      await page.getByText('Copy as text').waitFor();
      await expect.poll(() => page.getByRole('button', { name: 'Fix it step by step' }).count()).toBe(0);
      await page.keyboard.press('Control+2');
      await page.getByRole('heading', { name: 'Nothing to mend' }).waitFor();
    }),
  ));
