import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
  type OpenDialogOptions,
} from 'electron';
import { application } from './application.ts';
import { bindContract, describeCrash } from './ipc/index.ts';
import type { Services } from './ipc/index.ts';
import { dataFolder } from './data-folder.ts';
import { makeFolder } from './files/make-folder.ts';
import { keychainEnvironment, type KeychainProcess } from './secrets/index.ts';
import { createServices } from './services.ts';
import type { BundleHost } from './services/bundle-host.ts';
import { pageScheme, pageUrl, servePage } from './window/app-protocol.ts';
import { consoleWindowOptions } from './window/console-window.ts';
import { denyDownloads } from './window/downloads.ts';
import { gonePageQuestion, offerGonePage } from './window/gone-page.ts';
import { menuTemplate } from './window/menu.ts';
import { lockNavigation } from './window/navigation.ts';
import { denyPermissions } from './window/permissions.ts';
import { saveTextFile, type SaveQuestion } from './window/save-file.ts';
import { boundsOf, readPlace, rememberPlace } from './window/place.ts';
import { becomeSingleInstance } from './window/single-instance.ts';
import { isTrustedSender } from './window/trusted-sender.ts';

const closingLimitMs = 2_000;
/** Told apart from 1, with which a runtime ends that cannot start. */
const faultExitCode = 70;
let window: BrowserWindow | null = null;

const log = (line: string) => void process.stderr.write(`${line}\n`);

function useDataFolder(): string {
  const folder = dataFolder();
  try {
    makeFolder(folder);
  } catch (error) {
    log(describeCrash(error));
    dialog.showErrorBox(
      application.name,
      `The folder ${folder} cannot be created. Make it writable, or name another folder in CREATIO_OAUTH_HOME.`,
    );
    app.exit(3);
  }
  app.setPath('userData', folder);
  // What Chromium keeps for itself stays out of the way of our own files.
  app.setPath('sessionData', join(folder, 'browser'));
  return folder;
}

/** Opens the one window. Until its page has painted there is neither network nor keychain: services wait to be called. */
function openWindow(folder: string): void {
  servePage(protocol, join(__dirname, '../renderer'));
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate({ platform: process.platform, packaged: app.isPackaged })),
  );
  const services = createServices({
    dataFolder: folder,
    shell: 'electron',
    openLink: (url) => shell.openExternal(url),
    startKeychain,
    saveFile: (name, text) => saveTextFile(askWhereTo, app.getPath('documents'), name, text),
    bundleHost: bundleHost(),
    // Asked for a diagnosis only, so long after the window is there.
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    log,
  });
  const unbind = bindContract({
    receiver: ipcMain,
    services,
    isTrustedSender: (event) => isTrustedSender(event, window?.webContents ?? null),
    send: (channel, message) => window?.webContents.send(channel, message),
    log,
  });
  showWindow(join(folder, 'window.json'));

  app.once('will-quit', (event) => {
    event.preventDefault();
    unbind();
    void closeInTime(services).then(() => app.exit(0));
  });
}

const askWhereTo: SaveQuestion = (options) =>
  window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options);

const bundleKinds = {
  bundle: [{ name: 'Bundles', extensions: ['zip', 'age'] }],
  map: [{ name: 'Maps of names', extensions: ['json'] }],
  rules: [{ name: 'Rules', extensions: ['json'] }],
};

function bundleHost(): BundleHost {
  return {
    async askTarget(name) {
      const { canceled, filePath } = await askWhereTo({
        defaultPath: join(app.getPath('documents'), name),
        filters: [{ name: 'Bundle', extensions: [name.slice(name.lastIndexOf('.') + 1)] }],
      });
      return canceled || !filePath ? null : filePath;
    },
    async askFile(what) {
      const options: OpenDialogOptions = { properties: ['openFile'], filters: bundleKinds[what] };
      const { filePaths } = await (window === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      return filePaths[0] ?? null;
    },
    showFile: (file) => shell.showItemInFolder(file),
    openMail: (address) => shell.openExternal(address),
  };
}

/** @param placeFile Where the place of the window is kept. */
function showWindow(placeFile: string): void {
  const place = readPlace(placeFile);
  const shown = new BrowserWindow(
    consoleWindowOptions({
      preload: join(__dirname, 'preload.cjs'),
      dark: nativeTheme.shouldUseDarkColors,
      packaged: app.isPackaged,
      bounds: boundsOf(
        place,
        screen.getAllDisplays().map(({ workArea }) => workArea),
      ),
    }),
  );
  window = shown;
  shown.once('ready-to-show', () => {
    shown.show();
    if (place?.maximized) shown.maximize();
  });
  shown.on('closed', () => {
    window = null;
  });
  rememberPlace(shown, placeFile);
  offerGonePage(shown.webContents, {
    ask: async () => (await dialog.showMessageBox(shown, gonePageQuestion)).response === 0,
    showAgain: () => void shown.loadURL(pageUrl),
    close: () => app.quit(),
    log,
  });
  void shown.loadURL(pageUrl);
}

/** As a utility process, because the fuses forbid to run this program as Node. */
function startKeychain(): KeychainProcess {
  const child = utilityProcess.fork(join(__dirname, 'keychain.cjs'), [], {
    serviceName: 'keychain',
    stdio: 'ignore',
    env: keychainEnvironment(),
  });
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a process, not to a window
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  };
}

/** Ends what runs; what does not end in time ends with the process. */
async function closeInTime(services: Services): Promise<void> {
  const limit = new Promise((resolve) => setTimeout(resolve, closingLimitMs));
  const closed = services.close().catch((error: unknown) => log(describeCrash(error)));
  await Promise.race([closed, limit]);
}

process.on('uncaughtException', (error) => {
  log(describeCrash(error));
  dialog.showErrorBox(
    application.name,
    'The console itself failed and has to close. Your environments are saved. Start it again.',
  );
  app.exit(faultExitCode);
});

const folder = useDataFolder();
protocol.registerSchemesAsPrivileged([pageScheme]);
// Chromium runs as root only with --no-sandbox, which enableSandbox() would take back; the window's own sandbox stays.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.on('session-created', (created) => {
  denyPermissions(created);
  denyDownloads(created);
});
app.on('web-contents-created', (_event, contents) => lockNavigation(contents));
// On macOS too: a console without its window has nothing to do.
app.on('window-all-closed', () => app.quit());

if (becomeSingleInstance(app, () => window)) void app.whenReady().then(() => openWindow(folder));
else app.quit();
