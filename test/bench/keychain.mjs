// (e) The keychain: that opening the console makes no call to it before the page has painted, with 1,000 secrets marked.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../build/tools/browser.mjs';
import { startKeyring } from '../fixtures/keyring.ts';
import { median, startProgram } from './measure.mjs';

const repetitions = 5;

export async function measureKeychainAtStart() {
  const keyring = await startKeyring();
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
  const rounds = [];
  try {
    for (let round = 0; round < repetitions; round++) rounds.push(await open(browser, keyring.env));
  } finally {
    await browser.close();
    await keyring.close();
  }
  return {
    title: 'The keychain while the console opens with 1,000 secrets',
    rows: [
      ['From navigation to the first paint', median(rounds.map(({ painted }) => painted)), null],
      ['From navigation to the first call', median(rounds.map(({ called }) => called)), null],
    ],
    ratio: {
      name: 'Calls before the first paint, in all rounds',
      value: rounds.filter(({ painted, called }) => called < painted).length,
      atMost: 0,
    },
  };
}

async function open(browser, env) {
  const home = mkdtempSync(join(tmpdir(), 'bench-keychain-'));
  writeFileSync(join(home, 'profiles.json'), JSON.stringify({ schemaVersion: 2, profiles }));
  const host = await startProgram(['dist/electron/browser-host.cjs'], { ...env, CREATIO_OAUTH_HOME: home });
  const page = await browser.newPage();
  try {
    await page.goto(/http:\S+/.exec(host.line)[0]);
    await page.getByText('keychain ready').waitFor();
    const { origin, painted } = await page.evaluate(() => ({
      origin: performance.timeOrigin,
      painted: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    }));
    // The process that calls the keychain is started for the first call.
    return { painted, called: startOfProcess('keychain.cjs') - origin };
  } finally {
    await page.close();
    await host.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** When the youngest process with this in its command line was started, in ms since the epoch, exact to 10 ms. */
function startOfProcess(name) {
  const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
  const ticks = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && textOf(`/proc/${pid}/cmdline`).includes(name))
    .map((pid) =>
      Number(
        textOf(`/proc/${pid}/stat`)
          .replace(/^.*\) /, '')
          .split(' ')[19],
      ),
    );
  if (ticks.length === 0) throw new Error(`No process ${name} runs`);
  return Date.now() - uptime * 1_000 + Math.max(...ticks) * 10;
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const profiles = Array.from({ length: 1_000 }, (_, index) => ({
  id: `environment-${index}`,
  name: `Environment ${index}`,
  creatioUrl: `https://crm-${index}.example.com`,
  platform: 'auto',
  identityServiceUrl: null,
  clientId: `client-${index}`,
  timeLimitSeconds: 15,
  secrets: [{ name: 'client-secret', setAt: '2026-01-01T00:00:00.000Z' }],
}));
