import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Api } from '../../shared/api.ts';
import { launchConsole } from '../fixtures/host-electron.ts';
import type { LaunchedConsole } from '../fixtures/host-electron.ts';
import { pageGroups } from '../fixtures/page-groups.ts';

declare const api: Api;

const preload = join(dirname(fileURLToPath(import.meta.url)), '../../dist/electron/preload.cjs');
let started: LaunchedConsole;

beforeAll(async () => {
  started = await launchConsole();
});
afterAll(() => started.close());

it('gives the page named functions, and nothing of Node or Electron', async () => {
  const seen = await started.page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
    groups: Object.keys(api),
  }));
  expect({ ...seen, groups: seen.groups.toSorted() }).toEqual({
    globals: [],
    groups: pageGroups,
  });
});

it('serves the page under its policy from an origin of its own', async () => {
  const { origin, headers } = await started.page.evaluate(async () => {
    const response = await fetch('/');
    return { origin: location.origin, headers: Object.fromEntries(response.headers) };
  });
  expect(origin).toBe('app://console');
  expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
});

it('has no file outside the page, and no method but GET', async () => {
  const statuses = await started.page.evaluate(async () => {
    const status = async (path: string, method = 'GET') => (await fetch(path, { method })).status;
    return [
      await status('/..%2f..%2fpackage.json'),
      await status('/%2e%2e/electron/main.cjs'),
      await status('/../electron/main.cjs'),
      await status('/', 'POST'),
    ];
  });
  expect(statuses).toEqual([404, 404, 404, 405]);
});

it('reads no file of the computer, and no page but its own', async () => {
  const seen = await started.page.evaluate(async (file) => {
    const refused = (address: string) =>
      fetch(address).then(
        () => false,
        () => true,
      );
    const link = Object.assign(document.createElement('a'), { href: 'javascript:document.title="foreign"' });
    document.body.append(link);
    link.click();
    await new Promise((resolve) => setTimeout(resolve, 50));
    link.remove();
    return [await refused(file), await refused('app://elsewhere/index.html'), document.title];
  }, pathToFileURL(preload).href);
  expect(seen).toEqual([true, true, 'OAuth Console for Creatio']);
});

it('does not turn to a file that is dropped on it', async () => {
  const { page } = started;
  const debugging = await page.context().newCDPSession(page);
  const data = { items: [], files: [preload], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await debugging.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  await debugging.detach();
  await page.getByRole('button', { name: 'Run diagnosis' }).waitFor();
  expect(page.url()).toBe('app://console/');
});

it('runs no text as code and loads nothing from elsewhere', async () => {
  const ran = await started.page.evaluate(async () => {
    const inline = document.createElement('script');
    inline.textContent = 'window.inlineRan = true';
    document.head.append(inline);
    setTimeout('window.textRan = true');
    const fetched = await fetch('https://example.com/').then(
      () => true,
      () => false,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    return ['inlineRan' in window, 'textRan' in window, fetched];
  });
  expect(ran).toEqual([false, false, false]);
});

it('stays on its page: no navigation, no window, no webview, no frame', async () => {
  const { page, app } = started;
  const seen = await page.evaluate(async () => {
    const opened = window.open('https://example.com/');
    const link = Object.assign(document.createElement('a'), { href: 'https://example.com/', target: '_blank' });
    const frame = Object.assign(document.createElement('iframe'), { src: 'app://console/index.html' });
    const webview = Object.assign(document.createElement('webview'), { src: 'https://example.com/' });
    document.body.append(link, frame, webview);
    link.click();
    location.href = 'https://example.com/';
    await new Promise((resolve) => setTimeout(resolve, 300));
    let frameApi = 'blocked';
    try {
      frameApi = typeof Reflect.get(frame.contentWindow ?? {}, 'api');
    } catch {
      // A frame that shows an error page is of another origin.
    }
    for (const element of [link, frame, webview]) element.remove();
    return { opened, frameApi, address: location.href };
  });
  expect(seen).toEqual({ opened: null, frameApi: 'blocked', address: 'app://console/' });
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
});

it('grants no permission', async () => {
  const answers = await started.page.evaluate(async () => {
    const outcome = (work: Promise<unknown>) =>
      work.then(
        (value) => String(value),
        () => 'refused',
      );
    const place = new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject));
    return {
      notifications: await Notification.requestPermission(),
      place: await outcome(place),
      clipboard: await outcome(navigator.clipboard.readText()),
      camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
    };
  });
  expect(answers).toEqual({
    notifications: 'denied',
    place: 'refused',
    clipboard: 'refused',
    camera: 'refused',
    screen: 'refused',
  });
});

it('holds every other session to the same rules', async () => {
  const seen = await started.app.evaluate(async ({ BrowserWindow, session }) => {
    const webPreferences = { session: session.fromPartition('another'), sandbox: true, contextIsolation: true };
    const other = new BrowserWindow({ show: false, webPreferences });
    const before = 'data:text/html,<title>other</title>';
    await other.loadURL(before);
    const script = `location.href = 'https://example.com/'; window.open('https://example.com/');
      new Promise((resolve) => setTimeout(resolve, 100)).then(() => Notification.requestPermission())`;
    const permission: unknown = await other.webContents.executeJavaScript(script, true);
    const stayed = other.webContents.getURL() === before;
    other.destroy();
    return { permission, stayed, windows: BrowserWindow.getAllWindows().length };
  });
  expect(seen).toEqual({ permission: 'denied', stayed: true, windows: 1 });
});

it.each(['data:text/html,<title>foreign</title>', 'app://console/'])(
  'refuses the calls of another page with the same preload: %s',
  async (address) => {
    const reply = await started.app.evaluate(
      async ({ BrowserWindow }, [url, script]) => {
        const webPreferences = { preload: String(script), sandbox: true, contextIsolation: true };
        const foreign = new BrowserWindow({ show: false, webPreferences });
        await foreign.loadURL(String(url));
        const answer: unknown = await foreign.webContents.executeJavaScript('api.profiles.list()');
        foreign.destroy();
        return answer;
      },
      [address, preload],
    );
    expect(reply).toMatchObject({ ok: false, error: { code: 'refused' } });
  },
);

it('says nothing on stderr that a user should not see', () => {
  expect(started.stderr()).not.toMatch(/UnhandledPromise|TypeError|ReferenceError/);
});
