import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, colourViolations } from '../fixtures/ui-axe.ts';
import { openConsole, startBrowser } from '../fixtures/ui-console.ts';
import { createUiServices, environment, fullEnvironment, type UiServices } from '../fixtures/ui-services.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

const few = () => [
  environment({ lastRun: { verdict: 'fail', outcome: 'unreachable', finishedAt: hoursAgo(1) } }),
  environment({ name: 'CRM test', lastRun: { verdict: 'warn', outcome: 'healthy', finishedAt: hoursAgo(30) } }),
  environment({ name: 'Training', platform: 'net' }),
];
const many = () => Array.from({ length: 300 }, (_, index) => environment({ name: `Environment ${index + 1}` }));
const absurdName = 'Production CRM of the Northern and Eastern European Wholesale Division '.repeat(2);
const absurd = () => [
  environment({
    name: absurdName,
    creatioUrl: `https://${'a-very-long-name.'.repeat(9)}example.com/${'path'.repeat(40)}`,
  }),
  environment({ name: 'x'.repeat(200) }),
];

async function diagnose(page: Page): Promise<void> {
  await page.keyboard.press('F5');
  await page.getByText('Copy as text').waitFor();
}

/** Turns to a step of the session by its list. */
const turnTo = (page: Page, text: string) =>
  page.getByRole('region', { name: 'Steps' }).getByRole('button', { name: text }).click();

interface State {
  name: string;
  environments: () => ReturnType<typeof few>;
  reach: (page: Page, services: UiServices) => Promise<void>;
}

const states: State[] = [
  {
    name: 'first start',
    environments: () => [],
    reach: (page) => page.getByText('See how a diagnosis goes').waitFor(),
  },
  {
    name: 'running, and one check is slow',
    environments: few,
    async reach(page, services) {
      services.hold = true;
      await page.keyboard.press('F5');
      await page.getByText('has not answered').first().waitFor();
    },
  },
  {
    name: 'Identity Service unavailable, with evidence open',
    environments: few,
    async reach(page) {
      await diagnose(page);
      await page.getByRole('button', { name: /health check of Creatio/ }).click();
      await page.getByRole('region', { name: 'Reply' }).waitFor();
      await page
        .getByRole('button', { name: /Connection to Creatio/ })
        .first()
        .click();
      await page.getByText('It accepts connections.').waitFor();
    },
  },
  {
    name: 'certificate expired, with the chain and the advice open',
    environments: few,
    async reach(page, services) {
      services.story = 'unreachable';
      await diagnose(page);
      await page.getByRole('button', { name: /Secure connection to Creatio/ }).click();
      await page.getByRole('button', { name: 'What to do' }).click();
      await page.getByRole('heading', { name: 'The certificate has expired' }).waitFor();
    },
  },
  {
    name: 'login required',
    environments: few,
    async reach(page, services) {
      services.story = 'login-required';
      await diagnose(page);
    },
  },
  {
    name: 'healthy',
    environments: few,
    async reach(page, services) {
      services.story = 'healthy';
      await diagnose(page);
    },
  },
  { name: '300 environments', environments: many, reach: diagnose },
  { name: 'absurdly long names', environments: absurd, reach: diagnose },
  {
    name: 'the history, and what differs between two runs',
    environments: absurd,
    async reach(page, services) {
      await diagnose(page);
      services.story = 'unreachable';
      await diagnose(page);
      await page.getByRole('tab', { name: 'History' }).click();
      await page.getByRole('checkbox').nth(1).waitFor();
      await page.getByRole('button', { name: /certificate of crm/ }).click();
      await page.getByRole('button', { name: 'Compare with the run before' }).click();
      await page.getByRole('region', { name: 'What broke' }).waitFor();
    },
  },
  {
    name: 'settings of an environment',
    environments: few,
    async reach(page) {
      await page.getByRole('tab', { name: 'Settings' }).click();
      await page.getByText('A secret is set.').waitFor();
    },
  },
  {
    name: 'all settings of an environment',
    environments: () => [fullEnvironment({}), ...few()],
    async reach(page) {
      await page.getByRole('tab', { name: 'Settings' }).click();
      await page.getByText('A secret is set.').waitFor();
      for (const part of ['Group', 'Log', 'Trust', 'Proxy', 'Further'])
        await page.getByRole('button', { name: new RegExp(`^${part}`) }).click();
      await page.getByLabel('Identity Service URL').fill('https://other.example.com');
    },
  },
  {
    name: 'a production environment asking for its name',
    environments: () => [fullEnvironment({ name: absurdName })],
    async reach(page) {
      await page.getByRole('tab', { name: 'Settings' }).click();
      await page.getByLabel('Identity Service URL').fill('https://other.example.com');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.keyboard.type('x');
      await page.keyboard.press('Enter');
      await page.getByText('This is not its name').waitFor();
    },
  },
  {
    name: 'the menu of a production environment',
    environments: () => [fullEnvironment({ name: absurdName, group: absurdName }), ...few()],
    async reach(page) {
      await page.getByRole('button', { name: 'Production CRM of the' }).click();
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'Sort all by name' }).waitFor();
    },
  },
  {
    name: 'the menu of import and export',
    environments: few,
    async reach(page) {
      await page.getByRole('button', { name: 'Import and export' }).click();
      const box = await page.getByRole('menu').boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
    },
  },
  {
    name: 'what there is to begin to fix, with a guide open',
    environments: absurd,
    async reach(page) {
      await diagnose(page);
      await page.keyboard.press('Control+2');
      await page.getByText('They differ').first().waitFor();
      await page.getByText(/^Certificates and secure connections/).click();
    },
  },
  {
    name: 'a step that did not help',
    environments: few,
    async reach(page, services) {
      services.story = 'settings-empty';
      await diagnose(page);
      await page.getByRole('button', { name: 'Fix it step by step' }).click();
      await turnTo(page, 'Run the diagnosis again.');
      await page.getByRole('button', { name: 'Done', exact: true }).click();
      await page
        .getByText(/^Still wrong/)
        .first()
        .waitFor();
      await page.getByText('What happened so far').click();
    },
  },
  {
    name: 'a step that is being checked',
    environments: few,
    async reach(page, services) {
      await diagnose(page);
      await page.getByRole('button', { name: 'Fix it step by step' }).click();
      services.hold = true;
      await page.getByRole('button', { name: 'Done', exact: true }).click();
      await page.getByRole('button', { name: 'Cancel the check' }).waitFor();
    },
  },
  {
    name: 'a check that was cancelled',
    environments: few,
    async reach(page, services) {
      await diagnose(page);
      await page.getByRole('button', { name: 'Fix it step by step' }).click();
      services.hold = true;
      await page.getByRole('button', { name: 'Done', exact: true }).click();
      await page.getByRole('button', { name: 'Cancel the check' }).focus();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Check now' }).waitFor();
    },
  },
  {
    name: 'a session in which nothing helped',
    environments: few,
    async reach(page, services) {
      services.story = 'settings-empty';
      await diagnose(page);
      await page.getByRole('button', { name: 'Fix it step by step' }).click();
      while ((await page.getByText('What was tried').count()) === 0) {
        const heading = page.locator('#fix-step, #fix-end');
        const before = await heading.textContent();
        const skip = page.getByRole('button', { name: 'Skip', exact: true });
        // Once all steps are through, the session ends by itself.
        if ((await skip.count()) > 0) await skip.click();
        const isOver = async () => (await page.getByText('What was tried').count()) > 0;
        await expect.poll(async () => (await isOver()) || (await heading.textContent()) !== before).toBe(true);
      }
    },
  },
  {
    name: 'adding an environment, with errors and corrections',
    environments: few,
    async reach(page) {
      await page.getByRole('button', { name: 'Add environment' }).first().click();
      await page.getByLabel('Creatio URL').fill('crm.example.com/0');
      await page.getByLabel('Identity Service URL').fill('ftp://identity.example.com');
      await page.getByRole('dialog').getByRole('button', { name: 'Add environment' }).click();
      await page.getByText('not with ftp').waitFor();
    },
  },
  {
    name: 'finding something',
    environments: few,
    async reach(page) {
      await page.keyboard.press('Control+k');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'settings of the practice environment',
    environments: () => [],
    async reach(page) {
      await page.getByRole('tab', { name: 'Settings' }).click();
      await page.getByText('is part of the console').waitFor();
    },
  },
];

/** Elements that have to be scrolled sideways, and the page itself where it can be scrolled at all. */
const misplacedElements = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter(
        (element) =>
          element.scrollWidth > element.clientWidth + 1 ||
          (element === document.scrollingElement && element.scrollHeight > element.clientHeight),
      )
      .filter(
        (element) =>
          element === document.scrollingElement || ['auto', 'scroll'].includes(getComputedStyle(element).overflowX),
      )
      .map((element) => element.outerHTML.slice(0, 120)),
  );

describe.each(states)('$name', ({ environments, reach }) => {
  it('is free of axe violations in light and dark, and nothing scrolls sideways at 900 x 600 and at 200 %', async () => {
    const services = createUiServices(environments());
    const viewport = { width: 900, height: 600 };
    const { page, complaints, close } = await openConsole(browser, services, { viewport, colorScheme: 'light' });
    try {
      await page.getByRole('heading', { level: 1 }).waitFor();
      await reach(page, services);
      expect(await axeViolations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await colourViolations(page)).toEqual([]);
      expect(await misplacedElements(page)).toEqual([]);
      await page.setViewportSize({ width: 450, height: 300 });
      expect(await misplacedElements(page)).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });
});
