import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { createUiServices, environment, type UiServices } from '../fixtures/ui-services.ts';
import { uiSuite } from '../fixtures/ui-suite.ts';

const suite = uiSuite();
let services: UiServices;
let page: Page;

beforeEach(async () => {
  services = createUiServices([environment({})]);
  page = await suite.open(services, { permissions: ['clipboard-read'] });
  await page.getByRole('heading', { level: 1, name: 'Production CRM' }).waitFor();
});

const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
const log = () => page.getByRole('log').textContent();
const steps = () => page.getByRole('region', { name: 'Steps' });

async function diagnose(): Promise<void> {
  await page.keyboard.press('F5');
  await page.getByText('Copy as text').waitFor();
}

it('says what is happening now, fills the steps in, and Esc keeps what is known', async () => {
  services.hold = true;
  await page.keyboard.press('F5');
  await page.getByRole('heading', { name: 'Now checking: Discovery of the Identity Service' }).waitFor();
  await page.getByText('The Identity Service has not answered for 5 seconds.').first().waitFor();
  await page.getByText('11 of 17 checks have finished').waitFor();
  await steps()
    .getByRole('button', { name: /^OK Name resolution of Creatio/ })
    .waitFor();
  expect(
    await steps()
      .getByRole('button', { name: /^Waiting/ })
      .count(),
  ).toBe(5);
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: /was cancelled/ }).waitFor();
  await expect.poll(() => steps().getByRole('button', { name: /^OK/ }).count()).toBeGreaterThan(5);
  expect(
    await steps()
      .getByRole('button', { name: /^Cancelled/ })
      .count(),
  ).toBe(6);
});

it('puts the answer on top, marks the broken link, and shows the documented solution', async () => {
  await diagnose();
  await page.getByRole('region', { name: 'Creatio cannot reach the Identity Service.' }).getByText('Problem').waitFor();
  await page.getByText('Creatio to Identity Service: Broken.').waitFor();
  const solution = page.getByRole('region', { name: /^What to do/ });
  await expect.poll(() => solution.getByText('Documented by Creatio').count()).toBeGreaterThan(1);
  await solution.getByRole('button', { name: 'OAuth health monitoring' }).first().click();
  await expect.poll(() => services.opened).toEqual([expect.stringMatching(/^https:\/\/academy\.creatio\.com\//)]);
  await solution.getByRole('button', { name: /^Copy/ }).first().click();
  await expect.poll(clipboard).toContain('/.well-known/openid-configuration');
  expect(await log()).toContain('Copied.');
});

it('says what to do where the checks contradict a healthy outcome', async () => {
  services.story = 'checks-differ';
  await diagnose();
  await page
    .getByRole('region', { name: /but this computer sees a problem/ })
    .getByText('Warning')
    .waitFor();
  await page.getByRole('region', { name: /^What to do/ }).waitFor();
  await page.getByText('This computer to Identity Service: Broken.').waitFor();
});

it('shows the first steps of a solution and leads through all of them', async () => {
  services.story = 'client-refused';
  await diagnose();
  const solution = page.getByRole('region', { name: /^What to do/ });
  await expect.poll(() => solution.getByRole('listitem').count()).toBeGreaterThanOrEqual(3);
  // A new run is asked for from far below, and its answer comes into view.
  const panel = page.getByRole('tabpanel');
  await panel.evaluate((element) => element.scrollTo(0, 400));
  await expect.poll(() => panel.evaluate((element) => element.scrollTop)).toBeGreaterThan(100);
  await page.keyboard.press('F5');
  await expect.poll(() => panel.evaluate((element) => element.scrollTop)).toBe(0);
  await expect
    .poll(() => solution.getByText('Our advice').or(solution.getByText('Documented by Creatio')).count())
    .toBe(3);
  await solution.getByRole('button', { name: /^Go through all \d+ steps/ }).click();
  await page.getByRole('heading', { name: /^Step 1 of/ }).waitFor();
  await expect.poll(() => page.getByRole('tab', { name: 'Fix' }).getAttribute('aria-selected')).toBe('true');
});

it('tells the values of a step apart by the names of their buttons', async () => {
  services.story = 'client-refused';
  await diagnose();
  await page.getByRole('button', { name: 'Fix it step by step' }).click();
  await page
    .getByRole('region', { name: 'Steps' })
    .getByRole('button', { name: /look for these texts/ })
    .click();
  const copies = page.getByRole('region', { name: /^Step \d+ of/ }).getByRole('button', { name: /^Copy/ });
  await copies.first().waitFor();
  const names = await copies.evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')));
  expect(names).toContain('Copy Text in the log: No client with id');
  expect(new Set(names).size).toBe(names.length);
});

it('announces finished steps and the verdict', async () => {
  await diagnose();
  await expect.poll(log).toContain('Problem. Creatio cannot reach the Identity Service.');
  expect(await log()).toContain('Use of the token on OData: Console fault.');
});

it('opens the evidence of a step in place, and copies the step as text', async () => {
  await diagnose();
  const step = steps().getByRole('button', { name: /OAuth health check of Creatio/ });
  await step.click();
  await expect.poll(() => step.getAttribute('aria-expanded')).toBe('true');
  await expect
    .poll(() => page.getByRole('region', { name: 'Request' }).textContent())
    .toContain('GET https://crm.example.com/0/api');
  const reply = await page.getByRole('region', { name: 'Reply' }).textContent();
  expect(reply).toMatch(/^HTTP\/1\.1 500 Internal Server Error\n/);
  expect(reply).toContain('"HasProblem":true');
  await step.press('Control+c');
  await expect.poll(clipboard).toMatch(/^\[Problem] OAuth health check of Creatio[^]*IsIdentityServiceAvailable/);
  await page.getByRole('button', { name: 'Copy as text' }).click();
  await expect.poll(clipboard).toMatch(/^Problem: Creatio cannot reach the Identity Service\.[^]*What to do/);
});

it('draws the certificate chain, and loads what to do about that check', async () => {
  services.story = 'unreachable';
  await diagnose();
  await steps()
    .getByRole('button', { name: /^Problem Secure connection to Creatio/ })
    .click();
  await page.getByText('Root authority').waitFor();
  await page.getByText('expired 12 days ago', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'What to do' }).click();
  await page.getByRole('heading', { name: 'The certificate has expired' }).waitFor();
});

it('runs one check again', async () => {
  await diagnose();
  await steps()
    .getByRole('button', { name: /Discovery of the Identity Service/ })
    .click();
  await page.getByRole('button', { name: 'Run this check again' }).click();
  await expect.poll(log).toContain('Discovery of the Identity Service: OK.');
  await page.getByRole('heading', { name: 'Creatio cannot reach the Identity Service.' }).waitFor();
});

it('tells a fault of the console apart from a finding', async () => {
  await diagnose();
  await steps()
    .getByRole('button', { name: /^Console fault/ })
    .click();
  await page.getByText('says nothing about the environment').waitFor();
});

it('shows why a call failed', async () => {
  services.profiles.splice(0, 1);
  await page.keyboard.press('F5');
  await page.getByRole('alert').getByText('There is no such environment.').waitFor();
  await page.getByRole('button', { name: 'Dismiss the message' }).click();
  await expect.poll(() => page.getByText('There is no such environment.').count()).toBe(0);
});

it('says so when it is opened without its console', async () => {
  const other = await suite.openOther(services);
  await other.page.route('**/host/preload.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await other.page.reload();
  await other.page.getByText('was opened without it').waitFor();
  await other.close();
});

it('says so when the page itself fails', async () => {
  const other = await suite.openOther(services);
  await other.page.route('**/assets/StepDetails-*.js', (route) => route.abort());
  await other.page.getByRole('heading', { level: 1, name: 'Production CRM' }).waitFor();
  await other.page.keyboard.press('F5');
  await other.page.getByText('Copy as text').waitFor();
  await other.page.getByRole('button', { name: /health check of Creatio/ }).click();
  await other.page.getByRole('heading', { name: 'The console itself failed' }).waitFor();
  await other.page.getByText('Details', { exact: true }).click();
  await other.close();
});
