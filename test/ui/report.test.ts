import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderReport } from '../../electron/reports/render.ts';
import { axeViolations, colourViolations } from '../fixtures/ui-axe.ts';
import { startBrowser } from '../fixtures/ui-console.ts';
import { reportOf } from '../fixtures/ui-reports.ts';
import { environment } from '../fixtures/ui-services.ts';

let browser: Browser;
let folder: string;
beforeAll(async () => {
  [browser, folder] = await Promise.all([startBrowser(), mkdtemp(join(tmpdir(), 'report-'))]);
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

it('is a page that reads well in light, dark, on paper and on a phone, asks for nothing and runs no script', async () => {
  const name =
    '</title><script>document.title = "run"</script><img src="http://127.0.0.1:1/x" onerror="document.title = 1">';
  const file = join(folder, 'report.html');
  const report = reportOf('unreachable', environment({ name }), new Date());
  await writeFile(file, renderReport(report, 'html'));
  const context = await browser.newContext({ viewport: { width: 900, height: 600 }, offline: true });
  const page = await context.newPage();
  const [requests, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(pathToFileURL(file).href);
  expect(await page.title()).toContain('</title><script>');
  expect(requests).toEqual([page.url()]);
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toContain('<img src=');
  await expect.poll(() => page.getByRole('table').first().getByRole('row').count()).toBe(report.checks.length + 1);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  expect(await axeViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await background()).not.toBe(light);
  expect(await colourViolations(page)).toEqual([]);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await background()).toBe(light);
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 360, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(complaints).toEqual([]);
  await context.close();
});
