import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Api } from '../../shared/api.ts';
import type { Report } from '../../shared/report.ts';
import { practiceScenarios } from '../../electron/practice/index.ts';
import type { Services } from '../../electron/ipc/index.ts';
import { runDiagnosis, servicesIn } from '../fixtures/console-services.ts';
import { launchConsole } from '../fixtures/host-electron.ts';
import type { LaunchedConsole } from '../fixtures/host-electron.ts';

declare const api: Api;

let started: LaunchedConsole;
let services: Services;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tls-words-'));
  services = servicesIn(folder);
  started = await launchConsole();
});
afterAll(async () => {
  await started.close();
  await services.close();
  await rm(folder, { recursive: true, force: true });
});

async function inNode(scenario: string): Promise<Report> {
  await services.handlers['practice.switch']({ scenario });
  return runDiagnosis(services, 'practice');
}

const inElectron = (scenario: string): Promise<Report> =>
  started.page.evaluate(async (name) => {
    await api.practice.switch({ scenario: name });
    const finished = new Promise<Report>((resolve) => {
      const stop = api.events.subscribe((event) => {
        if (event.name !== 'diagnosis.finished') return;
        stop();
        resolve(event.payload.report);
      });
    });
    await api.diagnosis.start({ profileId: 'practice' });
    return finished;
  }, scenario);

/** What a person reads of the secure connection, without what differs from run to run. */
const words = ({ outcome, checks }: Report) => {
  const { status, summary, remediation } = checks.find(({ id }) => id === 'creatio.tls') ?? {};
  return { outcome, status, remediation, summary: summary?.replaceAll(/127\.0\.0\.1:\d+|port \d+/g, 'here') };
};

const faults = practiceScenarios
  .map(({ name }) => name)
  .filter(
    (name) => name === 'https' || /^creatio-(?:certificate|plain-http|protocol|client-certificate|tls)/.test(name),
  );

// BoringSSL of Electron and OpenSSL of Node report faults differently; a person reads the same.
it.each(faults)('finds the same words in Electron as in Node: %s', async (scenario) => {
  const [electron, node] = await Promise.all([inElectron(scenario), inNode(scenario)]);
  expect(words(electron)).toEqual(words(node));
  expect(words(electron).summary).toBeDefined();
});
