import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { launchConsole } from '../fixtures/host-electron.ts';
import type { LaunchedConsole } from '../fixtures/host-electron.ts';

let home = '';
let started: LaunchedConsole;

// One for each test: what ended in one of them is there again when it is tried once more.
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'console-window-'));
  started = await launchConsole(home);
});
afterEach(async () => {
  await started.close();
  await rm(home, { recursive: true, force: true });
});

it('opens where it was closed', async () => {
  const bounds = { x: 40, y: 50, width: 910, height: 620 };
  await started.app.evaluate(
    ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
    bounds,
  );
  await started.quit();
  started = await launchConsole(home);
  expect(await started.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(
    bounds,
  );
});

it('shows the page again when its process has ended and the user wants it', async () => {
  const { app } = started;
  const shown = await app.evaluateHandle(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // Later, because the process answers nobody while it crashes the other.
    setTimeout(() => contents?.forcefullyCrashRenderer(), 50);
    return { again: new Promise<void>((resolve) => contents?.once('did-finish-load', resolve)) };
  });
  await shown.evaluate(async ({ again }) => again);
  const heading = () =>
    app.evaluate(async ({ BrowserWindow }): Promise<unknown> => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return contents?.executeJavaScript('document.querySelector("h1")?.textContent');
    });
  await expect.poll(heading, { timeout: 10_000 }).toBe('Practice environment');
  expect(started.stderr()).toContain('The process of the page ended: ');
});
