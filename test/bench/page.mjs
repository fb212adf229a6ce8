// (d) The page: what its first view loads, and how long until its list can be used; with 1,000 environments too.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { lineOf } from '../../electron/history/line.ts';
import { findBrowser } from '../../build/tools/browser.mjs';
import { cli, interleaved, median, startProgram, timed } from './measure.mjs';

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

/** Opening the history of an environment with 10,000 kept runs, against one with 100. */
export async function measureHistory() {
  const [few, many] = [100, 10_000];
  const homes = await Promise.all([few, many].map(homeWithRuns));
  try {
    const [short, long] = await inChromium((browser) =>
      interleaved(
        repetitions,
        homes.map((home) => () => historyAfter(browser, home)),
      ),
    );
    return {
      title: 'Opening the history of an environment',
      rows: [
        [`From the click to the newest of ${few} kept runs`, median(short), null],
        [`The same with ${many.toLocaleString('en')} kept runs`, median(long), null],
      ],
      ratio: { name: `${many.toLocaleString('en')} runs / ${few}`, value: median(long) / median(short), atMost: 1.5 },
    };
  } finally {
    for (const home of homes) rmSync(home, { recursive: true, force: true });
  }
}

/** A data folder whose practice environment has so many kept runs, with the report of a real one. */
async function homeWithRuns(count) {
  const home = mkdtempSync(join(tmpdir(), 'bench-history-'));
  const { stdout } = timed(process.execPath, [cli, 'check', 'practice', '--format', 'json'], {
    env: { CREATIO_OAUTH_HOME: home },
  });
  const report = JSON.parse(stdout);
  const folder = join(home, 'history', report.profile.id);
  mkdirSync(folder, { recursive: true });
  const perFile = 250;
  for (let first = 0; first < count; first += perFile) {
    const lines = [];
    for (let index = first; index < Math.min(count, first + perFile); index++) {
      const startedAt = new Date(Date.now() - (count - index) * 60_000).toISOString();
      lines.push(await lineOf(`run-${index}`, { ...report, startedAt }));
    }
    writeFileSync(join(folder, `runs-${String(first / perFile + 1).padStart(6, '0')}.jsonl`), lines.join(''));
  }
  return home;
}

async function historyAfter(browser, home) {
  const host = await startProgram(['dist/electron/browser-host.cjs'], { CREATIO_OAUTH_HOME: home });
  const page = await browser.newPage();
  try {
    const [address] = /http:\S+/.exec(host.line);
    await page.goto(address);
    await page.getByText('The last run was').or(page.getByText('See how a diagnosis goes')).first().waitFor();
    // What the page loads beforehand, once it has painted, is not measured.
    await page.waitForLoadState('networkidle');
    const start = performance.now();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('region', { name: 'Runs' }).getByRole('checkbox').first().waitFor();
    return performance.now() - start;
  } finally {
    await page.close();
    await host.close();
  }
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

/** Runs in the page: whether the environment is selected and in the list, and can be diagnosed. */
function isUsable(name) {
  const run = [...document.querySelectorAll('main header button')].find((button) =>
    button.textContent.startsWith('Run diagnosis'),
  );
  const listed = document.querySelector('[data-environment][aria-current]');
  return run?.disabled === false && listed?.textContent.startsWith(name) === true;
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
    // Asked within the page: Playwright's search by role reads the names of a thousand buttons over and over, which takes
    // longer than the page does.
    await page.waitForFunction(isUsable, profiles[0]?.name ?? 'Practice environment');
    return performance.now() - start;
  } finally {
    await page.close();
    await host.close();
    rmSync(home, { recursive: true, force: true });
  }
}
