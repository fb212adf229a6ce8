import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { isPageUrl, pageScheme } from '../../../electron/window/app-protocol.ts';
import { consoleWindowOptions } from '../../../electron/window/console-window.ts';
import { denyDownloads } from '../../../electron/window/downloads.ts';
import { linkOpener } from '../../../electron/window/links.ts';
import { menuTemplate } from '../../../electron/window/menu.ts';
import { offerGonePage } from '../../../electron/window/gone-page.ts';
import { lockNavigation } from '../../../electron/window/navigation.ts';
import { denyPermissions } from '../../../electron/window/permissions.ts';
import { becomeSingleInstance } from '../../../electron/window/single-instance.ts';
import { isTrustedSender } from '../../../electron/window/trusted-sender.ts';

type Setter<Name extends keyof Parameters<typeof denyPermissions>[0]> = Parameters<typeof denyPermissions>[0][Name];

it('shows the page in a sandbox without Node', () => {
  const { webPreferences, show, minWidth, minHeight } = consoleWindowOptions({
    preload: '/preload.cjs',
    dark: true,
    packaged: true,
    bounds: {},
  });
  expect(webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  });
  expect({ show, minWidth, minHeight }).toEqual({ show: false, minWidth: 640, minHeight: 480 });
});

it('gives the page a secure origin and no way around its policy', () => {
  expect(pageScheme).toEqual({
    scheme: 'app',
    privileges: { standard: true, secure: true, supportFetchAPI: true },
  });
});

it('grants nothing that a page can ask for', () => {
  const answers: unknown[] = [];
  const request = vi.fn<Setter<'setPermissionRequestHandler'>>();
  const check = vi.fn<Setter<'setPermissionCheckHandler'>>();
  const device = vi.fn<Setter<'setDevicePermissionHandler'>>();
  const screen = vi.fn<Setter<'setDisplayMediaRequestHandler'>>();
  denyPermissions({
    setPermissionRequestHandler: request,
    setPermissionCheckHandler: check,
    setDevicePermissionHandler: device,
    setDisplayMediaRequestHandler: screen,
  });
  const answerOf = (handler: unknown, ...values: unknown[]): unknown =>
    typeof handler === 'function' ? handler(...values) : 'no handler';
  for (const permission of ['geolocation', 'notifications', 'media', 'clipboard-read', 'openExternal', 'unknown']) {
    answerOf(request.mock.lastCall?.[0], null, permission, (granted: boolean) => answers.push(granted));
    answers.push(answerOf(check.mock.lastCall?.[0], null, permission, 'app://console', {}));
  }
  answers.push(answerOf(device.mock.lastCall?.[0], { deviceType: 'usb' }));
  expect(answers).toHaveLength(13);
  expect(new Set(answers)).toEqual(new Set([false]));
  const streams: unknown[] = [];
  answerOf(screen.mock.lastCall?.[0], {}, (given: unknown) => streams.push(given));
  expect(streams).toEqual([{}]);
});

it.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])('prevents %s', (name) => {
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn<(handler: unknown) => void>() });
  lockNavigation(contents);
  const preventDefault = vi.fn<() => void>();
  contents.emit(name, { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
});

it('opens no second window', () => {
  const setWindowOpenHandler = vi.fn<(handler: () => { action: 'deny' }) => void>();
  lockNavigation(Object.assign(new EventEmitter(), { setWindowOpenHandler }));
  expect(setWindowOpenHandler.mock.lastCall?.[0]()).toEqual({ action: 'deny' });
});

it('lets a page download nothing', () => {
  const session = new EventEmitter();
  denyDownloads(session);
  const preventDefault = vi.fn<() => void>();
  session.emit('will-download', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
});

it('trusts the main frame of its own page only', () => {
  const mainFrame = { url: 'app://console/' };
  const contents = { mainFrame };
  expect(isTrustedSender({ senderFrame: mainFrame }, contents)).toBe(true);
  expect(isTrustedSender({ senderFrame: { url: 'app://console/' } }, contents)).toBe(false);
  expect(isTrustedSender({ senderFrame: null }, contents)).toBe(false);
  expect(isTrustedSender({ senderFrame: mainFrame }, null)).toBe(false);
  const foreign = { url: 'https://console/' };
  expect(isTrustedSender({ senderFrame: foreign }, { mainFrame: foreign })).toBe(false);
});

it.each([
  ['app://console/', true],
  ['app://console/index.html#part', true],
  ['app://console.evil/', false],
  ['app://evil/console/', false],
  ['https://console/', false],
  ['about:blank', false],
])('%s is a page of ours: %s', (address, expected) => expect(isPageUrl(address)).toBe(expected));

it('raises the first window when the console is started again', () => {
  const app = Object.assign(new EventEmitter(), { requestSingleInstanceLock: () => true });
  const calls: string[] = [];
  const window = {
    isMinimized: () => true,
    restore: () => void calls.push('restore'),
    show: () => void calls.push('show'),
    focus: () => void calls.push('focus'),
  };
  expect(becomeSingleInstance(app, () => window)).toBe(true);
  app.emit('second-instance');
  expect(calls).toEqual(['restore', 'show', 'focus']);
});

it('leaves the field to a console that runs already', () => {
  const app = Object.assign(new EventEmitter(), { requestSingleInstanceLock: () => false });
  expect(becomeSingleInstance(app, () => null)).toBe(false);
  expect(app.listenerCount('second-instance')).toBe(0);
});

it.each(['http://docs.example.com/', 'file:///etc/passwd', 'https://elsewhere.example.com/', 'javascript:alert(1)'])(
  'does not open %s',
  async (url) => {
    const open = vi.fn<(url: string) => Promise<void>>().mockResolvedValue();
    const openLink = linkOpener(open, (each) => each.includes('docs.example.com'));
    await expect(openLink(url)).rejects.toMatchObject({ name: 'UserError', code: 'link-refused' });
    expect(open).not.toHaveBeenCalled();
  },
);

it('opens a link that the instructions have', async () => {
  const open = vi.fn<(url: string) => Promise<void>>().mockResolvedValue();
  await linkOpener(open, () => true)('https://docs.example.com/a b');
  expect(open).toHaveBeenCalledExactlyOnceWith('https://docs.example.com/a%20b');
});

it.each(['win32', 'darwin', 'linux'] as const)(
  'keeps the developer tools out of a packaged console on %s',
  (platform) => {
    const text = (packaged: boolean) => JSON.stringify(menuTemplate({ platform, packaged }));
    expect(text(true)).not.toContain('toggleDevTools');
    expect(text(false)).toContain('toggleDevTools');
    expect(text(true)).toContain('editMenu');
    expect(text(true).includes('appMenu')).toBe(platform === 'darwin');
  },
);

it.each([
  ['crashed', true, ['log', 'ask', 'show']],
  ['oom', false, ['log', 'ask', 'close']],
  ['clean-exit', true, []],
])('asks what to do when the process of the page has ended: %s', async (reason, answer, expected) => {
  const contents = new EventEmitter();
  const calls: string[] = [];
  offerGonePage(contents, {
    ask: async () => (calls.push('ask'), answer),
    showAgain: () => void calls.push('show'),
    close: () => void calls.push('close'),
    log: () => void calls.push('log'),
  });
  contents.emit('render-process-gone', {}, { reason });
  await Promise.resolve();
  expect(calls).toEqual(expected);
});
