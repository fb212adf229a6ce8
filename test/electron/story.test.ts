import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchConsole } from '../fixtures/host-electron.ts';
import type { LaunchedConsole } from '../fixtures/host-electron.ts';

let started: LaunchedConsole;

beforeAll(async () => {
  started = await launchConsole();
});
afterAll(() => started.close());

async function playScenario(title: RegExp): Promise<void> {
  const { page } = started;
  const chooser = page.getByLabel('Practice scenario');
  const option = await chooser.locator('option', { hasText: title }).first().getAttribute('value');
  await chooser.selectOption(option);
}

async function run(): Promise<string> {
  const { page } = started;
  await page.getByRole('button', { name: 'Run diagnosis' }).click();
  await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
  return (await page.locator('#headline').textContent()) ?? '';
}

const picturesFolder = 'test/.output/electron';

async function picture(name: string): Promise<void> {
  await mkdir(picturesFolder, { recursive: true });
  await started.page.screenshot({ path: join(picturesFolder, `${name}.png`) });
}

it('opens one window with the practice environment, ready to be diagnosed', async () => {
  const { app, page } = started;
  const windows = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({ visible: window.isVisible(), size: window.getSize() })),
  );
  expect(windows).toEqual([{ visible: true, size: [1200, 800] }]);
  expect(await page.title()).toBe('OAuth Console for Creatio');
  await page.getByRole('heading', { name: 'Practice environment' }).waitFor();
  await picture('first-start');
});

it('diagnoses the practice environment', async () => {
  expect(await run()).toContain('OAuth works');
  await picture('healthy');
});

it('shows the solution of a failing outcome', async () => {
  await playScenario(/Identity Service/);
  expect(await run()).not.toContain('OAuth works');
  const solution = started.page.getByRole('region', { name: /^What to do/ });
  await expect.poll(() => solution.getByRole('listitem').count()).toBeGreaterThan(1);
  await picture('failing');
});

it('opens the evidence of a failing step, in dark too', async () => {
  const { page } = started;
  await page.emulateMedia({ colorScheme: 'dark' });
  const step = page.getByRole('button', { name: /Discovery of the Identity Service/ });
  await step.click();
  await page.getByText('HTTP/1.1 503').waitFor();
  await step.evaluate((button) => button.scrollIntoView({ block: 'start' }));
  await picture('evidence');
  await page.emulateMedia({ colorScheme: null });
});

it('keeps both runs, and tells what differs between them', async () => {
  const { page } = started;
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByText('2 runs: 1 healthy, 1 with a problem.').waitFor();
  for (const box of await page.getByRole('checkbox', { name: /^Compare the run of/ }).all()) await box.check();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const broke = page.getByRole('region', { name: 'What broke' });
  await broke.getByText(/^Discovery of the Identity Service: passed before, failed now\. .*503/).waitFor();
  await broke.getByText(/^OAuth health check of Creatio: passed before, failed now\./).waitFor();
  await picture('comparison');
});

/** From now on the application opens no browser; gives the address that it would have opened for an act. */
async function browserAddress(act: () => Promise<void>): Promise<string> {
  const opened = await started.app.evaluateHandle(({ shell }) => ({
    address: new Promise<string>((resolve) => {
      shell.openExternal = async (url: string) => resolve(url);
    }),
  }));
  await act();
  return opened.evaluate(({ address }) => address);
}

it('gets a token in the test client, and another one by a login in the browser', async () => {
  const { page } = started;
  await page.getByRole('tab', { name: 'Diagnosis' }).click();
  await playScenario(/^OAuth works/);
  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: 'Get a token', exact: true }).click();
  await page.getByRole('heading', { name: 'The service issued an access token.' }).waitFor();
  await page.getByRole('tab', { name: 'Token' }).click();
  await page.getByText('Signature right').waitFor();
  await picture('test-client');
  await page.locator('select[name=grant]').selectOption('authorization_code');
  await page.getByRole('textbox', { name: 'Scopes' }).fill('ApiAccess_practice offline_access');
  const address = await browserAddress(() => page.getByRole('button', { name: 'Log in' }).click());
  const loginPage = await fetch(address);
  await fetch(loginPage.url, { method: 'POST', body: new URLSearchParams({ button: 'login' }) });
  await page.getByRole('heading', { name: /issued an access token and a refresh token/ }).waitFor();
});

it('makes a bundle of the logs where the user wants it, shows the file, opens a mail with the letter, and looks into it', async () => {
  const { app, home, page } = started;
  const file = join(home, 'for-support.zip');
  const shown = await app.evaluateHandle(
    ({ dialog, shell }, filePath) => ({
      done: new Promise<{ folder: string; mail: string }>((resolve) => {
        let folder = '';
        Object.assign(dialog, { showSaveDialog: async () => ({ canceled: false, filePath }) });
        Object.assign(shell, {
          showItemInFolder: (path: string) => (folder = path),
          openExternal: async (mail: string) => resolve({ folder, mail }),
        });
      }),
    }),
    file,
  );
  await page.keyboard.press('Control+4');
  await page.getByText(/^Logs: [1-9]/).waitFor();
  await page.getByRole('button', { name: 'Period', exact: true }).click();
  await page.getByRole('radio', { name: 'Everything there is' }).check();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('radio', { name: 'Ask me for the file' }).check();
  await page.getByRole('button', { name: 'Make the bundle' }).click();
  await page.getByRole('heading', { name: 'The bundle is ready' }).waitFor();
  await picture('bundle');
  await page.getByRole('button', { name: 'Show the file' }).click();
  await page.getByRole('button', { name: 'Write a mail to support@creatio.com' }).click();
  const { folder, mail } = await shown.evaluate(({ done }) => done);
  expect(folder).toBe(file);
  expect(mail).toMatch(/^mailto:support@creatio\.com\?/);
  expect(decodeURIComponent(mail)).toContain('Dear Creatio support');
  expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK');
  await page.getByRole('button', { name: 'Look into the bundle' }).click();
  await page.getByText('Every file is as it was packed.').waitFor();
  await page.getByRole('region', { name: 'Logs' }).getByRole('listitem').first().waitFor();
});

it('brings its window to the front when it is started again', async () => {
  const { app } = started;
  const visible = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.isVisible()));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  expect(await visible()).toEqual([false]);
  expect(await started.startAgain()).toBe(0);
  await expect.poll(visible).toEqual([true]);
});

it('quits clean', async () => {
  expect(await started.quit()).toBe(0);
  expect(started.stderr()).not.toMatch(/Unhandled|TypeError|ReferenceError/);
});
