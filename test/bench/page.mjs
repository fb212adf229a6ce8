// (d) The page: what its first view loads, and how long until its list can be used.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../build/tools/browser.mjs';
import { median, startProgram } from './measure.mjs';

const repetitions = 7;

export async function measurePage() {
  const times = [];
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
  try {
    for (let round = 0; round < repetitions; round++) times.push(await usableAfter(browser));
  } finally {
    await browser.close();
  }
  const kilobytes = initialScripts().reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1_000;
  return {
    title: 'The page in Chromium, through the browser host',
    rows: [['From navigation to a usable list of environments', median(times), null]],
    ratio: { name: 'JavaScript of the first view, gzipped, in KB', value: kilobytes, atMost: 250 },
  };
}

/** The scripts that index.html loads, with those it has preloaded. */
function initialScripts() {
  const html = readFileSync('dist/renderer/index.html', 'utf8');
  const addresses = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.js)"/g)].map(([, path]) => path);
  if (addresses.length === 0) throw new Error('index.html loads no script');
  return [...new Set(addresses)].map((path) => join('dist/renderer', path));
}

async function usableAfter(browser) {
  const home = mkdtempSync(join(tmpdir(), 'bench-home-'));
  const host = await startProgram(['dist/electron/browser-host.cjs'], { CREATIO_OAUTH_HOME: home });
  const page = await browser.newPage();
  try {
    const [address] = /http:\S+/.exec(host.line);
    const start = performance.now();
    await page.goto(address);
    await page
      .getByRole('button', { name: /^Run diagnosis/ })
      .and(page.locator(':enabled'))
      .waitFor();
    await page.getByText('Practice environment').first().waitFor();
    return performance.now() - start;
  } finally {
    await page.close();
    await host.close();
    rmSync(home, { recursive: true, force: true });
  }
}
