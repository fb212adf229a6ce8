import type { Page } from 'playwright-core';
import { lookWith } from '../unit/server-view/look.ts';
import type { Stage } from './stage.ts';

/** A picture: its file in docs/pictures, light and dark, and how the page comes to show it. The page begins anew before each. */
export interface Picture {
  name: string;
  /** What the practice environment plays; it works where nothing is said. */
  scenario?: string;
  /** The environment that is chosen; that of practice where nothing is said. */
  environment?: string;
  show: (page: Page, stage: Stage) => Promise<void>;
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });

async function diagnose(page: Page): Promise<void> {
  await page.keyboard.press('F5');
  await page.getByText('Copy as text').waitFor();
}

async function fix(page: Page): Promise<void> {
  await diagnose(page);
  await button(page, 'Fix it step by step').first().click();
  await page.getByRole('heading', { name: /^Step 1 of/ }).waitFor();
}

/** The logs of a diagnosis that was run just now, as they would be handed on. */
async function reviewLogs(page: Page, { copiedLogs }: Stage): Promise<void> {
  await diagnose(page);
  await openTab(page, 'Logs');
  await page.getByRole('textbox', { name: 'Folder' }).fill(copiedLogs);
  await button(page, 'Look there too').click();
  await page.getByText(copiedLogs).first().waitFor();
  await page.getByText(/^Logs: [1-9]/).waitFor();
  await button(page, 'Period').click();
  await page.getByRole('radio', { name: 'Everything there is' }).check();
  await button(page, 'Review').click();
  await page
    .getByRole('list', { name: 'Files of the bundle' })
    .getByRole('button', { name: /Common/ })
    .first()
    .click();
  await page.getByText(/items? in \d+ files/).waitFor();
}

const rows = (page: Page) => page.getByRole('region', { name: 'Runs' }).getByRole('listitem');

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
}

export const pictures: readonly Picture[] = [
  { name: 'first-start', show: async (page) => void (await page.getByText('Practice scenario').waitFor()) },
  // Before anything else is played: the history holds the past alone, and no session is open.
  {
    name: 'history',
    async show(page) {
      await openTab(page, 'History');
      await rows(page).first().waitFor();
    },
  },
  {
    name: 'comparison',
    async show(page) {
      await openTab(page, 'History');
      // The run with the expired certificate, and the one before it.
      for (const row of [5, 6]) await rows(page).nth(row).getByRole('checkbox').check();
      await button(page, 'Compare').click();
      await page.getByRole('heading', { name: 'What differs between two runs' }).waitFor();
    },
  },
  {
    name: 'diagnostic-tab',
    scenario: 'identity-service-blocked-for-creatio',
    async show(page) {
      await diagnose(page);
      await openTab(page, 'Fix');
      const tab = page.getByRole('region', { name: 'Diagnostic tab' });
      await tab.waitFor();
    },
  },
  {
    name: 'running',
    scenario: 'identity-service-silent',
    async show(page) {
      await page.keyboard.press('F5');
      await page.getByText('takes longer than usual').first().waitFor();
    },
  },
  { name: 'failing', scenario: 'identity-service-unavailable', show: diagnose },
  { name: 'healthy', show: diagnose },
  {
    name: 'evidence',
    scenario: 'identity-service-unavailable',
    async show(page) {
      await diagnose(page);
      const step = button(page, /Discovery of the Identity Service/);
      await step.click();
      await page.getByText('HTTP/1.1 503').waitFor();
      await step.evaluate((row) => row.scrollIntoView({ block: 'start' }));
    },
  },
  {
    name: 'test-client',
    async show(page) {
      await openTab(page, 'Test client');
      await button(page, 'Enter another').click();
      await page.getByRole('textbox', { name: 'Client secret' }).fill('not the right one');
      await button(page, 'Get a token').click();
      await page.getByText('The service refused the request with invalid_client.').first().waitFor();
      await button(page, 'Fix it step by step').waitFor();
    },
  },
  {
    name: 'test-client-token',
    async show(page) {
      await openTab(page, 'Test client');
      await button(page, 'Fill in anew').click();
      await button(page, 'Get a token').click();
      await page.getByText('The service issued an access token.').first().waitFor();
      await openTab(page, 'Token');
      const claims = page.getByRole('region', { name: 'Claims' });
      await claims.waitFor();
      await claims.evaluate((part) => part.scrollIntoView({ block: 'end' }));
    },
  },
  {
    name: 'test-client-compare',
    async show(page) {
      await openTab(page, 'Test client');
      await button(page, 'Compare modes').click();
      await page.getByRole('table').waitFor();
    },
  },
  {
    name: 'fix',
    scenario: 'setting-empty-client-id',
    async show(page) {
      await fix(page);
      for (const step of [2, 3, 4]) {
        await button(page, 'Done').click();
        await page.getByRole('heading', { name: new RegExp(`^Step ${step} of`) }).waitFor();
      }
    },
  },
  {
    name: 'server-view',
    scenario: 'identity-service-blocked-for-creatio',
    async show(page) {
      await diagnose(page);
      await button(page, 'Look from the Creatio server…').click();
      await page.getByText('and holds no secret').waitFor();
    },
  },
  {
    name: 'server-view-result',
    scenario: 'identity-service-blocked-for-creatio',
    async show(page, { services }) {
      await diagnose(page);
      await button(page, 'Look from the Creatio server…').click();
      const { identityServiceUrl } = await services.handlers['practice.status'](null);
      const line = blockedLook(identityServiceUrl ?? '');
      await page.getByRole('textbox', { name: /^Paste the line here/ }).fill(line);
      await button(page, 'Read the line').click();
      await page.getByRole('heading', { name: 'What CRM-APP01 sees' }).waitFor();
    },
  },
  {
    name: 'configuration',
    async show(page) {
      await diagnose(page);
      await button(page, 'Check the configuration on disk…').click();
      const dialog = page.getByRole('dialog', { name: 'Check the configuration on disk' });
      await dialog.getByLabel('Folder').fill('\\\\crm-app01\\creatio\\IdentityService');
      await dialog.getByRole('button', { name: 'Check', exact: true }).click();
      await dialog.getByRole('heading', { name: 'appsettings.json' }).waitFor();
    },
  },
  {
    name: 'logs-period',
    scenario: 'token-not-retrievable',
    async show(page) {
      await diagnose(page);
      await openTab(page, 'Logs');
      await page.getByText(/^Logs: [1-9]/).waitFor();
      await button(page, 'Period').click();
      await button(page, 'Start recording').click();
      await page.getByText(/^Recording since/).waitFor();
    },
  },
  {
    name: 'logs-review',
    scenario: 'token-not-retrievable',
    async show(page, stage) {
      await reviewLogs(page, stage);
      await page.getByRole('region', { name: /^Text of/ }).waitFor();
      await page.getByRole('heading', { name: 'What goes in' }).evaluate((heading) => heading.scrollIntoView());
    },
  },
  {
    name: 'logs-timeline',
    scenario: 'token-not-retrievable',
    async show(page, stage) {
      await reviewLogs(page, stage);
      await button(page, 'Export').click();
      await button(page, 'Make the bundle').click();
      await button(page, 'Look into the bundle').click();
      await page.getByRole('checkbox', { name: 'Only what tells about OAuth' }).check();
      await page.getByLabel('Level').selectOption('ERROR');
      await page.getByText('The Identity Service refused').first().waitFor();
      // The path above is that of a folder for the time of the picture.
      await page.getByRole('group', { name: 'Parts of the bundle' }).evaluate((parts) => parts.scrollIntoView());
    },
  },
  {
    name: 'settings',
    environment: 'Production CRM',
    async show(page) {
      await openTab(page, 'Settings');
      await page.getByLabel('Creatio URL').waitFor();
    },
  },
  {
    name: 'report',
    scenario: 'identity-service-unavailable',
    async show(page) {
      await diagnose(page);
      await button(page, 'Save report…').click();
      await page.getByRole('radio', { name: /^Markdown/ }).check();
    },
  },
  {
    name: 'keychain',
    async show(page, { lockKeychain }) {
      lockKeychain(true);
      await button(page, /^Add environment/)
        .first()
        .click();
      await page.getByLabel('Name').first().fill('Customer portal');
      await page.getByLabel('Creatio URL').fill('https://portal.example.com');
      await page.getByLabel('Client id').first().fill('P0RTAL0123456789');
      await page.getByLabel('Client secret').first().fill('a-secret-of-a-picture');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'The secret cannot be kept in the keychain' }).waitFor();
    },
  },
  {
    name: 'import',
    async show(page) {
      await button(page, 'Import and export').first().click();
      await page.getByRole('menuitem', { name: 'Import…' }).click();
      await button(page, 'Use the environments of clio').click();
      await button(page, /^Import \d/).waitFor();
    },
  },
];

/** What the Creatio server prints where a firewall lets nothing through. */
function blockedLook(address: string): string {
  const skipped = { ok: null, reason: 'skipped', detail: null, durationMs: null } as const;
  const { discovery } = lookWith();
  return JSON.stringify(
    lookWith({
      address,
      machine: { name: 'CRM-APP01', os: 'Microsoft Windows Server 2022 Standard' },
      time: new Date().toISOString(),
      dns: { ok: true, reason: null, detail: null, durationMs: 1, addresses: ['127.0.0.1'] },
      tcp: { ok: false, reason: 'silent', detail: null, durationMs: 10_000, address: '127.0.0.1' },
      tls: { ...skipped, protocol: null, trusted: null, chain: [] },
      discovery: { ...discovery, ...skipped, status: null, contentType: null, issuer: null, start: null, proxy: null },
      clock: { serverDate: null },
    }),
  );
}
