import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ServerView } from '../../shared/server-view.ts';
import { axeViolations, colourViolations } from '../fixtures/ui-axe.ts';
import { reportOf, type StoryName } from '../fixtures/ui-reports.ts';
import { createUiServices, environment, type UiServices } from '../fixtures/ui-services.ts';
import { uiSuite } from '../fixtures/ui-suite.ts';

const { open } = uiSuite();

const storyNames: StoryName[] = [
  'healthy',
  'identity-service-unavailable',
  'unreachable',
  'login-required',
  'checks-differ',
];

/** Services with so many kept runs of their one environment, an hour apart. */
function servicesWith(count: number): UiServices {
  const profile = environment({});
  const services = createUiServices([profile]);
  for (let index = 0; index < count; index++) {
    const story = storyNames[index % storyNames.length] ?? 'healthy';
    const startedAt = new Date(Date.UTC(2026, 5, 1) + index * 3_600_000);
    services.kept.push({ runId: `run-${index}`, report: reportOf(story, profile, startedAt) });
  }
  return services;
}

const seenFromServer: ServerView = {
  machine: { name: 'WEB01', os: 'Windows Server 2022' },
  script: 'powershell',
  lookedAt: '2026-06-01T00:00:00.000Z',
  receivedAt: '2026-06-01T00:01:00.000Z',
  address: 'https://identity.example.com:8090',
  headline: 'WEB01 does not trust the certificate.',
  notes: [],
  results: [],
  remediation: null,
};

const rows = (page: Page) => page.getByRole('region', { name: 'Runs' }).getByRole('listitem');
const openHistory = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: 'History' }).click();
  await rows(page).first().waitFor();
};

it('shows what was kept over time and one by one, older runs on demand, and a new run at once', async () => {
  const services = servicesWith(250);
  const page = await open(services, { viewport: { width: 900, height: 600 } });
  await openHistory(page);
  await expect.poll(() => rows(page).count()).toBe(100);
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect.poll(() => timeline.getByRole('img').locator('path').count()).toBe(100);
  await timeline.getByText('100 runs: 20 healthy, 20 with a warning, 40 with a problem, 20 unknown.').waitFor();
  expect(await axeViolations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Load older runs' }).click();
  await expect.poll(() => rows(page).count()).toBe(200);
  await page.getByRole('button', { name: 'Load older runs' }).click();
  await expect.poll(() => rows(page).count()).toBe(250);
  await expect.poll(() => page.getByRole('button', { name: 'Load older runs' }).count()).toBe(0);

  await page.keyboard.press('F5');
  await page.getByText('Copy as text').waitFor();
  await page.getByRole('tab', { name: 'History' }).click();
  await expect.poll(() => rows(page).count()).toBeGreaterThan(99);
  await expect.poll(() => rows(page).first().textContent()).toContain('Creatio cannot reach the Identity Service.');
});

it('opens the report of a kept run by the keyboard, where nothing can be run again', async () => {
  const services = servicesWith(3);
  const [, run] = services.kept;
  if (run) run.report.serverView = { ...seenFromServer };
  const page = await open(services);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.keyboard.press('ArrowLeft');
  await rows(page).first().waitFor();
  const button = rows(page).nth(1).getByRole('button');
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Run of/ }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
  await page.getByText('Copy as text').waitFor();
  const server = page.getByRole('region', { name: 'On the Creatio server' });
  await server.getByText(/^From the Creatio server WEB01, .*: WEB01 does not trust the certificate\.$/).waitFor();
  expect(await server.getByRole('button', { name: /…$/ }).count()).toBe(0);
  await page.getByRole('button', { name: /health check of Creatio/ }).click();
  await page.getByRole('region', { name: 'Reply' }).waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Run this check again' }).count()).toBe(0);
  await expect.poll(() => page.getByRole('button', { name: 'Mute this check' }).count()).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'All runs' }).click();
  await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
});

it('tells what differs between two runs, whichever was picked first', async () => {
  const page = await open(servicesWith(5));
  await openHistory(page);
  const compare = page.getByRole('button', { name: 'Compare', exact: true });
  await expect.poll(() => compare.getAttribute('aria-disabled')).toBe('true');
  // Of three, the first gives way: the healthy run and the unreachable Creatio are left.
  for (const index of [0, 4, 2]) await rows(page).nth(index).getByRole('checkbox').check();
  await page.getByText('2 of 2 runs picked.').waitFor();
  await compare.click();
  const broke = page.getByRole('region', { name: 'What broke' });
  await broke.getByText(/^Secure connection to Creatio: passed before, failed now\. The certificate/).waitFor();
  await page
    .getByRole('region', { name: 'What changed' })
    .getByText(/^The answer was “OAuth works/)
    .waitFor();
  await expect.poll(() => page.getByRole('region', { name: 'What healed' }).count()).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Open the later run' }).click();
  await page.getByRole('heading', { name: /^Run of/ }).waitFor();
  await page.getByRole('button', { name: 'Compare with the run before' }).click();
  await page.getByRole('heading', { name: 'What differs between two runs' }).waitFor();
});

it('says what will be there where nothing is kept yet', async () => {
  const page = await open(servicesWith(0));
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByText('No run has been kept yet').waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

it('saves and copies a report in the format of choice, without host names where that is wanted', async () => {
  const services = servicesWith(2);
  const page = await open(services, { viewport: { width: 900, height: 600 } });
  await openHistory(page);
  await rows(page).first().getByRole('button').click();
  await page.getByRole('button', { name: 'Save report…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save or copy the report' });
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save report' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^oauth-report-Production-CRM-.*\.html$/);
  await dialog.getByText(/The report is in oauth-report/).waitFor();

  await dialog.getByRole('radio', { name: /^Markdown/ }).check();
  await dialog.getByRole('region', { name: 'Preview' }).getByText('crm.example.com').waitFor();
  await dialog.getByRole('checkbox', { name: /stand-ins/ }).check();
  await dialog.getByRole('region', { name: 'Preview' }).getByText('host-1').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.evaluate(() => {
    document.addEventListener('copy', (event) => {
      document.title = String(event.clipboardData?.getData('text/plain').length);
    });
  });
  await dialog.getByRole('button', { name: 'Copy report' }).click();
  await dialog.getByText('The report was copied.').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
});

it('mutes a check with a reason, shows that everywhere, and unmutes it with one click', async () => {
  const services = servicesWith(0);
  services.story = 'client-refused';
  const page = await open(services);
  await page.keyboard.press('F5');
  await page.getByText('Copy as text').waitFor();
  const step = page.getByRole('region', { name: 'Steps' }).getByRole('button', { name: /Token by client credentials/ });
  await step.click();
  await page.getByRole('button', { name: 'Mute this check' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mute this check' });
  await dialog.getByRole('button', { name: 'Mute and run again' }).click();
  await dialog.getByText('Say why, for whoever reads the report.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByLabel('Why it is muted').fill('The client comes on Monday.');
  await dialog.getByRole('button', { name: 'Mute and run again' }).click();
  await expect.poll(() => step.textContent()).toContain('Muted');
  await page.getByText('Copy as text').waitFor();
  await step.click();
  await page.getByText(/Muted by ann on ADMIN-PC on .*: The client comes on Monday\./).waitFor();
  expect(services.kept.at(-1)?.report.muted).toMatchObject([{ checkId: 'token.request' }]);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Unmute' }).click();
  await expect.poll(() => step.textContent()).not.toContain('Muted');
  await page.getByText('Copy as text').waitFor();
});
