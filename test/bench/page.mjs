// (d) The page: what its first view loads, and how long until its list can be used; with 1,000 environments too.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../build/tools/browser.mjs';
import { interleaved, median, startProgram } from './measure.mjs';

const repetitions = 7;

export async function measurePage() {
  const times = await inChromium((browser) => interleaved(repetitions, [() => usableAfter(browser, [])]));
  const kilobytes = initialScripts().reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1_000;
  return {
    title: 'The page in Chromium, through the browser host',
    rows: [['From navigation to a usable list of environments', median(times[0]), null]],
    ratio: { name: 'JavaScript of the first view, gzipped, in KB', value: kilobytes, atMost: 250 },
  };
}

/** Opening the console with many environments, against opening it with the practice environment alone. */
export async function measureOpeningWithMany() {
  const profiles = Array.from({ length: 1_000 }, (_, index) => ({
    id: `environment-${index}`,
    name: `Environment ${index}`,
    creatioUrl: `https://crm-${index}.example.com`,
    platform: 'auto',
    identityServiceUrl: `https://identity-${index}.example.com`,
    clientId: `client-${index}`,
    timeLimitSeconds: 15,
    secrets: [{ name: 'client-secret', setAt: '2026-01-01T00:00:00.000Z' }],
  }));
  const [alone, many] = await inChromium((browser) =>
    interleaved(repetitions, [() => usableAfter(browser, []), () => usableAfter(browser, profiles)]),
  );
  return {
    title: 'Opening with 1,000 environments',
    rows: [
      ['To a usable list with the practice environment alone', median(alone), null],
      ['To a usable list of 1,000 environments', median(many), null],
    ],
    ratio: { name: '1,000 environments / none', value: median(many) / median(alone), atMost: 2 },
  };
}

async function inChromium(measure) {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
  try {
    return await measure(browser);
  } finally {
    await browser.close();
  }
}

/** The scripts that index.html loads, with those it has preloaded. */
function initialScripts() {
  const html = readFileSync('dist/renderer/index.html', 'utf8');
  const addresses = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.js)"/g)].map(([, path]) => path);
  if (addresses.length === 0) throw new Error('index.html loads no script');
  return [...new Set(addresses)].map((path) => join('dist/renderer', path));
}

async function usableAfter(browser, profiles) {
  const home = mkdtempSync(join(tmpdir(), 'bench-home-'));
  writeFileSync(join(home, 'profiles.json'), JSON.stringify({ schemaVersion: 2, profiles }));
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
    await page
      .getByText(profiles[0]?.name ?? 'Practice environment')
      .first()
      .waitFor();
    return performance.now() - start;
  } finally {
    await page.close();
    await host.close();
    rmSync(home, { recursive: true, force: true });
  }
}
