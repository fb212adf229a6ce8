import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Api } from '../../shared/api.ts';
import { UserError } from '../../shared/user-error.ts';
import type { Handlers } from '../../electron/ipc/index.ts';
import { findBrowser } from '../../build/tools/browser.mjs';
import { startTestHost } from '../fixtures/host-browser.ts';
import type { TestHost } from '../fixtures/host-browser.ts';
import { pageGroups } from '../fixtures/page-groups.ts';

declare const api: Api;

let browser: Browser;
let host: TestHost;
let page: Page;

beforeAll(async () => {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('These tests need Chrome, Edge or Chromium; none was found.');
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(() => browser.close());
afterEach(async () => {
  await page.context().close();
  await host.close();
});

async function open(answers: Partial<Handlers> = {}): Promise<void> {
  host = await startTestHost(answers);
  page = await (await browser.newContext()).newPage();
  await page.goto(host.url);
  await expect.poll(() => page.title()).toBe('ready');
}

it('carries a call through the built preload and the binding, and back', async () => {
  await open({
    'remediation.get': async ({ id }) => (id === 'none' ? null : Promise.reject(new Error('unreachable'))),
  });
  expect(new URL(page.url()).search).toBe('');
  expect(await page.evaluate(() => api.application.info())).toMatchObject({ ok: true, value: { version: '1.2.3' } });
  expect(await page.evaluate(() => api.remediation.get({ id: 'none' }))).toEqual({ ok: true, value: null });
});

it('tells failures for people and keeps back its own', async () => {
  await open({
    'practice.status': () => Promise.reject(new UserError('port-in-use', 'Port 80 is in use.')),
    'profiles.list': () => Promise.reject(new Error('canary-9c1d')),
  });
  expect(await page.evaluate(() => api.practice.status())).toEqual({
    ok: false,
    error: { code: 'port-in-use', message: 'Port 80 is in use.' },
  });
  const reply = await page.evaluate(() => api.profiles.list());
  expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(JSON.stringify([reply, host.lines])).not.toContain('canary-9c1d');
});

it('tells every page of an event, until it no longer listens, and hands over the event alone', async () => {
  await open();
  await page.evaluate(() => {
    const heard: unknown[] = [];
    const stop = api.events.subscribe((...values) => {
      heard.push(values);
      document.title = `heard ${heard.length}`;
      if (heard.length === 2) stop();
    });
    Object.assign(window, { heard });
  });
  // The call makes sure that the socket is open before the host speaks.
  await page.evaluate(() => api.application.info());
  for (let times = 0; times < 3; times++) host.services.emit({ name: 'profiles.changed', payload: null });
  await page.evaluate(() => api.application.info());
  const one = [{ name: 'profiles.changed', payload: null }];
  expect(await page.evaluate('heard')).toEqual([one, one]);
});

it('offers named functions only, which the page cannot replace', async () => {
  await open();
  const seen = await page.evaluate(() => ({
    names: Object.keys(api).toSorted(),
    events: Object.keys(api.events),
    frozen: Object.isFrozen(api) && Object.isFrozen(api.profiles),
    types: ['require', 'process', 'ipcRenderer', 'electron', 'module'].map((name) => name in window),
  }));
  expect(seen).toEqual({
    names: pageGroups,
    events: ['subscribe'],
    frozen: true,
    types: [false, false, false, false, false],
  });
});

it('runs no text as code', async () => {
  await open();
  const ran = await page.evaluate(async () => {
    const inline = document.createElement('script');
    inline.textContent = 'window.inlineRan = true';
    document.head.append(inline);
    setTimeout('window.textRan = true');
    await new Promise((resolve) => setTimeout(resolve, 50));
    return ['inlineRan' in window, 'textRan' in window];
  });
  expect(ran).toEqual([false, false]);
});

it('says calmly that the console is gone, and lets no call wait for it', async () => {
  await open({ 'profiles.list': () => new Promise(() => {}) });
  const waiting = page.evaluate(() => api.profiles.list());
  await page.evaluate(() => api.application.info());
  await host.close();
  const lost = { ok: false, error: { code: 'connection-lost' } };
  expect(await waiting).toMatchObject(lost);
  expect(await page.evaluate(() => api.application.info())).toMatchObject(lost);
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('lost its connection');
});

it('serves a second tab with the same cookie', async () => {
  await open();
  const second = await page.context().newPage();
  await second.goto(new URL(host.url).origin);
  expect(await second.evaluate(() => api.application.info())).toMatchObject({ ok: true });
});

it('lets a page in that came by a link from elsewhere', async () => {
  host = await startTestHost();
  page = await (await browser.newContext()).newPage();
  await page.setContent(`<a href="${host.url}">Open</a>`);
  await page.getByRole('link').click();
  await expect.poll(() => page.title()).toBe('ready');
});
