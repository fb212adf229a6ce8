import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Services } from '../../electron/ipc/index.ts';
import { UserError } from '../../shared/user-error.ts';
import {
  client,
  makeSigningPfx,
  runtimeConfig,
  settings,
  webConfig,
  writeFiles,
} from '../fixtures/configuration-folders.ts';
import { servicesIn } from '../fixtures/console-services.ts';
import { appendEntries } from '../fixtures/log-folders.ts';
import { openConsole, startBrowser } from '../fixtures/ui-console.ts';
import { writePast } from './past.ts';

/** A console with some days of past, on which the pictures are played. */
export interface Stage {
  page: Page;
  services: Services;
  /** A folder of logs, copied from another server, with what must not be handed on. */
  copiedLogs: string;
  /** Switches the scenario of the practice environment. */
  play(scenario: string): Promise<void>;
  /** The keychain is locked from now on, or ready. */
  lockKeychain(locked: boolean): void;
  close(): Promise<void>;
}

const locked =
  'The keychain is locked. Unlock it, for example by signing in again or in the settings of the system, then try again.';

/** Plays the past first, so that the stage itself begins like a console that was just opened. */
export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  const serviceFolder = join(folder, 'IdentityService');
  await writeServiceFolder(serviceFolder);
  const copiedLogs = join(folder, 'copied');
  await appendEntries(copiedLogs, trouble);
  const clioFolder = join(tmpdir(), 'creatio', 'clio');
  await writeClio(clioFolder);
  const dataFolder = join(folder, 'data');
  const past = realServices(join(folder, 'past'));
  await mkdir(dataFolder);
  await writePast(dataFolder, past);
  await past.close();

  const real = realServices(dataFolder);
  let keychainLocked = false;
  const services: Services = {
    ...real,
    handlers: {
      ...real.handlers,
      'secrets.status': async () =>
        keychainLocked ? { state: 'locked', message: locked } : { state: 'ready', message: null },
      // No keychain of this machine is touched.
      'secrets.orphans': async () => [],
      'profiles.save': async () => {
        throw new UserError('keychain-locked', locked);
      },
      // The folder that a picture names lies on another machine; these are its files.
      'configuration.check': (request) => real.handlers['configuration.check']({ ...request, folder: serviceFolder }),
    },
  };
  const endRun = followRuns(services);
  const browser = await startBrowser();
  const opened = await openConsole(browser, services, {
    viewport: { width: 1200, height: 800 },
    deviceScaleFactor: 1,
    reducedMotion: 'reduce',
  });
  return {
    page: opened.page,
    services,
    copiedLogs,
    async play(scenario) {
      await endRun();
      await services.handlers['practice.switch']({ scenario });
    },
    lockKeychain(value) {
      keychainLocked = value;
    },
    async close() {
      await opened.close();
      await browser.close();
      await rm(clioFolder, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
      if (opened.complaints.length > 0) throw new Error(`The page complained: ${opened.complaints.join(' ')}`);
    },
  };
}

/** Gives what ends the run that is under way: what a picture shows while it runs would be the run of the next one. */
function followRuns({ handlers, subscribe }: Services): () => Promise<void> {
  let running: string | null = null;
  let onEnd = (): void => undefined;
  subscribe(({ name, payload }) => {
    if (name === 'diagnosis.check-started') running = payload.runId;
    if (name !== 'diagnosis.finished') return;
    running = null;
    onEnd();
  });
  return async () => {
    const runId = running;
    if (runId === null) return;
    const ended = new Promise<void>((resolve) => (onEnd = resolve));
    await handlers['diagnosis.cancel']({ runId });
    await ended;
  };
}

const realServices = (dataFolder: string): Services => servicesIn(dataFolder);

/** What Creatio may log when OAuth fails. */
const trouble = ['ann', 'ben', 'carla', 'dmitri'].flatMap((person, index) => [
  `Requesting access token from http://identity.example.com:8090/connect/token?client_id=A1B2C3D4E5F6A7B8&client_secret=a-secret-of-a-picture-${index}`,
  `IdentityServer auth failed with invalid_client for ${person}@example.com from 10.20.30.${index + 1}`,
  `Cannot connect: Server=crm-db-${index + 1}.example.com;User Id=${person};Password=a-secret-of-a-picture;`,
]);

async function writeServiceFolder(folder: string): Promise<void> {
  const broken = { ...client, ClientId: 'practice-console', AllowedGrantTypes: ['implicit'] };
  await writeFiles(folder, {
    'IdentityService.dll': '',
    'appsettings.json': JSON.stringify(
      { ...settings, Clients: JSON.stringify([broken]), X509CertificatePath: 'C:\\IdentityService\\openssl.pfx' },
      null,
      2,
    ),
    'openssl.pfx': await makeSigningPfx(12),
    'web.config': webConfig(false),
    'IdentityService.runtimeconfig.json': runtimeConfig('6.0.15'),
  });
}

/** The settings of clio, as an administrator may have them on this computer. */
async function writeClio(folder: string): Promise<void> {
  const Environments = {
    'crm-dev': { Uri: 'https://crm-dev.example.com', IsNetCore: false, ClientId: 'D1E2V3C4L5I6E7N8', Safe: false },
    crm: { Uri: 'https://crm.example.com', IsNetCore: false, ClientId: 'A1B2C3D4E5F6A7B8', Safe: true },
    portal: {
      Uri: 'https://portal.example.com',
      IsNetCore: true,
      ClientId: 'P0RTAL0123456789',
      ClientSecret: 'a-secret-of-a-picture',
      AuthAppUri: 'https://identity.portal.example.com/connect/token',
      Safe: true,
    },
  };
  await writeFiles(folder, { 'appsettings.json': JSON.stringify({ ActiveEnvironmentKey: 'crm-dev', Environments }) });
  process.env['CLIO_HOME'] = folder;
}
