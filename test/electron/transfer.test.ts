import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startKeyring, type Keyring } from '../fixtures/keyring.ts';
import { launchConsole, type LaunchedConsole } from '../fixtures/host-electron.ts';

const canary = 'canary-6ad2-secret';
const passphrase = 'orbit lantern meadow quill';

let folder: string;
let keyring: Keyring;
let started: LaunchedConsole;
beforeAll(async () => {
  keyring = await startKeyring();
  folder = await mkdtemp(path.join(tmpdir(), 'transfer-electron-'));
  await mkdir(path.join(folder, 'clio'));
  const dev = { Uri: 'https://dev.example.com/0', ClientId: 'C1', ClientSecret: canary };
  await writeFile(path.join(folder, 'clio', 'appsettings.json'), JSON.stringify({ Environments: { dev } }));
  // The display is that of the tests; the keyring's session has none.
  const { DISPLAY: _none, ...session } = keyring.env;
  for (const [name, value] of Object.entries({ ...session, CLIO_HOME: path.join(folder, 'clio') }))
    vi.stubEnv(name, value);
  started = await launchConsole();
});
afterAll(async () => {
  await started.close();
  await keyring.close();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const menu = async (name: RegExp) => {
  await started.page.getByRole('button', { name: 'Import and export' }).click();
  await started.page.getByRole('menuitem', { name }).click();
};

it("imports clio's environments, saves them with their secrets where the user says, and reads that file again", async () => {
  const { app, page } = started;
  await menu(/Import/);
  await page.getByRole('button', { name: 'Use the environments of clio' }).click();
  await page.getByRole('button', { name: 'Import 1 environment' }).click();
  await page.locator('dialog').getByText('1 environment was added').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();

  const file = path.join(folder, 'export.json');
  await app.evaluate(({ dialog }, filePath) => {
    Object.assign(dialog, { showSaveDialog: async () => ({ canceled: false, filePath }) });
  }, file);
  await menu(/Export/);
  await page.getByRole('radio', { name: 'With secrets' }).check();
  await page.locator('input[name=passphrase]').fill(passphrase);
  await page.locator('input[name=repeated]').fill(passphrase);
  await page.getByRole('button', { name: 'Export 1 environment' }).click();
  await page
    .locator('dialog')
    .getByText(/^1 environment was exported with 1 secret to .*export\.json\.$/)
    .waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  const text = await readFile(file, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ profiles: [{ name: 'dev' }], secrets: { cipher: 'aes-256-gcm' } });
  expect(text).not.toContain(canary);

  await menu(/Import/);
  await page.getByLabel('File to import').setInputFiles(file);
  await page.getByText('1 already here').waitFor();
  await page.locator('input[name=passphrase]').fill(passphrase);
  await page.getByRole('button', { name: 'Open the secrets' }).click();
  await page.getByText('Comes with its client secret.').waitFor();
  await page.keyboard.press('Escape');
  expect(started.stderr()).not.toContain(canary);
});
