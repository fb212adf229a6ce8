import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPractice, type Practice } from '../../electron/practice/index.ts';
import { profileDefaults, type Profile } from '../../shared/profile.ts';
import { freePort } from '../fixtures/free-port.ts';
import { launchConsole, type LaunchedConsole } from '../fixtures/host-electron.ts';
import { startHttpProxy, type RunningProxy } from '../fixtures/proxies.ts';

let practice: Practice;
let proxy: RunningProxy;
let dead: number;
let started: LaunchedConsole;

beforeAll(async () => {
  practice = await startPractice();
  proxy = await startHttpProxy();
  dead = await freePort();
  // The system's settings, as a company distributes them: a script that names two proxies, the first of which is down.
  const script = `function FindProxyForURL(url, host) {
    return host === 'crm.test' ? 'PROXY 127.0.0.1:${dead}; PROXY 127.0.0.1:${proxy.port}; DIRECT' : 'DIRECT';
  }`;
  const pac = `data:application/x-ns-proxy-autoconfig;base64,${Buffer.from(script).toString('base64')}`;
  const profile: Profile = {
    ...profileDefaults,
    id: 'by-script',
    name: 'Behind the script',
    creatioUrl: practice.creatioUrl.replace('127.0.0.1', 'crm.test'),
    platform: 'net-framework',
    identityServiceUrl: practice.identityServiceUrl,
    clientId: null,
    timeLimitSeconds: 15,
  };
  const home = await mkdtemp(join(tmpdir(), 'console-'));
  await writeFile(join(home, 'profiles.json'), JSON.stringify({ schemaVersion: 2, profiles: [profile] }));
  started = await launchConsole(home, [`--proxy-pac-url=${pac}`]);
});
afterAll(async () => {
  await started.close();
  await Promise.all([practice.close(), proxy.close()]);
});

it('asks no proxy before somebody wants something', () => {
  expect(proxy.connections()).toBe(0);
});

it('goes the way that the system’s script names, past a proxy that is down, and says so', async () => {
  const { page } = started;
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /Behind the script/ })
    .click();
  await page.getByRole('button', { name: 'Run diagnosis' }).click();
  await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
  await expect.poll(() => page.locator('#headline').textContent()).toContain('OAuth works');
  const route = `through the proxy http://127.0.0.1:${proxy.port} (from the proxy settings of the system)`;
  await page.getByText(`Route to Creatio: ${route}`).waitFor();
  const step = page.getByRole('button', { name: /Connection to Creatio/ }).first();
  await expect.poll(() => step.textContent()).toContain('Warning');
  await step.click();
  await page.getByRole('definition').getByText(route).waitFor();
  expect(proxy.calls.length).toBeGreaterThan(1);
  expect(proxy.calls.every(({ line }) => line.includes('http://crm.test:'))).toBe(true);
});
