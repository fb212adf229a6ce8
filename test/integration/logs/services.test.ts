import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConsoleEvent } from '../../../shared/contract.ts';
import { logSelectionSchema, type LogSelectionInput, type Recording } from '../../../shared/logs.ts';
import { production } from '../../fixtures/environment.ts';
import type { Services } from '../../../electron/ipc/index.ts';
import { createServices } from '../../../electron/services.ts';

const secret = 'canary-5c1d-client-secret';
let top: string;
let services: Services;
let happened: ConsoleEvent[];

function open(): Services {
  const opened = createServices({
    dataFolder: path.join(top, 'data'),
    shell: 'browser',
    openLink: async () => undefined,
    log: (fault) => expect.unreachable(fault),
  });
  opened.subscribe((event) => happened.push(event));
  return opened;
}

beforeEach(async () => {
  top = await mkdtemp(path.join(tmpdir(), 'logs-services-'));
  happened = [];
  services = open();
});
afterEach(async () => {
  await services.close();
  await rm(top, { recursive: true, force: true });
});

const selection = (part: LogSelectionInput) => ({ selection: logSelectionSchema.parse(part) });

async function environment(): Promise<{ profileId: string; creatio: string; identityService: string }> {
  const [creatio, identityService] = [path.join(top, 'creatio'), path.join(top, 'identity')];
  await mkdir(path.join(creatio, '2026_11_21'), { recursive: true });
  await mkdir(identityService);
  const saved = await services.handlers['profiles.save']({
    profile: {
      ...production,
      logFolders: { creatio, identityService },
    },
    secrets: { 'client-secret': { action: 'set', value: secret } },
    keepSecrets: 'session',
  });
  return { profileId: saved.id, creatio, identityService };
}

/** As Creatio writes it now. */
function line(message: string, at = new Date()): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())},000`;
  return `${day} ${time} [1] ERROR Supervisor OAuth20 Get - ${message}\n`;
}

it('records while the console reproduces, and finds the telling lines of the practice environment', async () => {
  const profileId = 'practice';
  await services.handlers['practice.switch']({ scenario: 'token-not-retrievable' });
  const stopped = new Promise<Recording>((resolve) => {
    services.subscribe((event) => {
      if (event.name !== 'logs.recording-changed') return;
      if (event.payload.recording?.stoppedAt) resolve(event.payload.recording);
    });
  });
  const started = await services.handlers['logs.startRecording']({ profileId, reproduce: true });
  expect(started).toMatchObject({ profileId, stoppedAt: null });
  expect(started.runId).not.toBeNull();
  const recording = await stopped;
  expect(await services.handlers['logs.recording']({ profileId })).toEqual(recording);
  expect(recording.clockDifferences).toEqual({ creatioMs: 0, identityServiceMs: 0 });

  const found = await services.handlers['logs.find']({ profileId, folders: [] });
  expect(found.missing).toEqual([]);
  expect(found.sources.map(({ kind }) => kind).toSorted()).toEqual(['creatio-net-framework', 'identity-service']);
  const wanted = selection({ profileId, files: 'all', period: { kind: 'recorded' } });
  const estimate = await services.handlers['logs.estimate'](wanted);
  expect(estimate.files).toBeGreaterThan(2);
  expect(estimate.perSource.map(({ id }) => id).toSorted()).toEqual(found.sources.map(({ id }) => id).toSorted());
  const { hits, counts } = await services.handlers['logs.search'](wanted);
  expect(counts.map(({ line: id }) => id)).toContain('creatio-requests-token');
  expect(hits[0]?.at).not.toBeNull();
  expect(Date.parse(hits[0]?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(recording.startedAt) - 10_000);
}, 30_000);

it('goes on recording after a restart, and takes of a log without times what was added since', async () => {
  const { profileId, creatio, identityService } = await environment();
  const error = path.join(creatio, '2026_11_21', 'Error.log');
  const output = path.join(identityService, 'stdout_20261121090000_1.log');
  await writeFile(error, line('IdentityServer auth failed with 500 long ago', new Date(Date.now() - 3_600_000)));
  await writeFile(output, 'fail: Old[0]\n      No client with id old\n');
  await services.handlers['logs.startRecording']({ profileId, reproduce: false });
  await services.close();

  services = open();
  expect(await services.handlers['logs.recording']({ profileId })).toMatchObject({ profileId, stoppedAt: null });
  await appendFile(
    error,
    line(`IdentityServer auth failed with invalid_client for client_secret=${secret} of ${secret}`),
  );
  await appendFile(output, 'fail: IdentityServer4.Validation.ClientSecretValidator[0]\n      No client with id new\n');
  const recording = await services.handlers['logs.stopRecording']({ profileId });
  expect(recording.stoppedAt).not.toBeNull();
  expect(await services.handlers['logs.stopRecording']({ profileId })).toEqual(recording);

  // The secret was for the session; the new one has to be told again to be known.
  const view = (await services.handlers['profiles.list'](null)).find(({ id }) => id === profileId);
  const { secrets: _marks, builtIn: _builtIn, lastRun: _lastRun, ...profile } = view ?? expect.unreachable();
  await services.handlers['profiles.save']({
    profile,
    secrets: { 'client-secret': { action: 'set', value: secret } },
    keepSecrets: 'session',
  });
  const found = await services.handlers['logs.search'](
    selection({ profileId, files: 'all', period: { kind: 'recorded' } }),
  );
  expect(found.counts).toEqual([
    { line: 'creatio-auth-failed', count: 1 },
    { line: 'identity-client-unknown', count: 1 },
  ]);
  const shown = found.hits.map(({ line: id, source, excerpt }) => [id, source, excerpt].join(' | '));
  expect(shown.toSorted()).toEqual([
    expect.stringMatching(/^creatio-auth-failed \| Creatio on \.NET Framework \| .*auth failed with invalid_client/),
    'identity-client-unknown | Identity Service | No client with id new',
  ]);
  expect(JSON.stringify(found)).not.toContain(secret);
  expect(JSON.stringify(happened)).not.toContain(secret);
  const everything = await services.handlers['logs.search'](
    selection({ profileId, files: 'all', period: { kind: 'everything' } }),
  );
  expect(everything.counts.map(({ count }) => count)).toEqual([2, 2]);

  // What is kept of it goes with the environment.
  expect(await readdir(path.join(top, 'data', 'recordings'))).toHaveLength(1);
  await services.handlers['profiles.remove']({ id: profileId });
  expect(await readdir(path.join(top, 'data', 'recordings'))).toEqual([]);
});

it('refuses what cannot be, in words', async () => {
  const { profileId, creatio } = await environment();
  const refused = (code: string) => expect.objectContaining({ code });
  const everything = { files: 'all' as const, period: { kind: 'everything' as const } };
  await expect(services.handlers['logs.find']({ profileId: 'x', folders: [] })).rejects.toEqual(
    refused('profile-not-found'),
  );
  await expect(services.handlers['logs.startRecording']({ profileId: 'x', reproduce: false })).rejects.toEqual(
    refused('profile-not-found'),
  );
  await expect(services.handlers['logs.estimate'](selection({ profileId: 'x', ...everything }))).rejects.toEqual(
    refused('profile-not-found'),
  );
  await expect(services.handlers['logs.stopRecording']({ profileId })).rejects.toEqual(refused('recording-missing'));
  await expect(
    services.handlers['logs.estimate'](selection({ profileId, ...everything, period: { kind: 'recorded' } })),
  ).rejects.toEqual(refused('recording-missing'));
  expect(await services.handlers['logs.recording']({ profileId })).toBeNull();
  expect(await services.handlers['logs.forgetRecording']({ profileId })).toBeNull();

  // A damaged recording counts as none, and a new one takes its place.
  await services.handlers['logs.startRecording']({ profileId, reproduce: false });
  const recordings = path.join(top, 'data', 'recordings');
  const file = path.join(recordings, (await readdir(recordings))[0] ?? '');
  await writeFile(file, (await readFile(file, 'utf8')).slice(0, 40));
  expect(await services.handlers['logs.recording']({ profileId })).toBeNull();

  // More files than a page of them.
  await Promise.all(
    Array.from({ length: 205 }, (_, index) =>
      writeFile(path.join(creatio, '2026_11_21', `Error.${index}.log`), line(`entry ${index}`)),
    ),
  );
  const { sources } = await services.handlers['logs.find']({ profileId, folders: [] });
  const source = sources.find(({ kind }) => kind === 'creatio-net-framework');
  expect(source?.fileCount).toBe(205);
  const rest = await services.handlers['logs.files']({
    profileId,
    folders: [],
    sourceId: source?.id ?? '',
    offset: 200,
  });
  const ids = [...(source?.files ?? []), ...rest].map(({ id }) => id);
  expect(new Set(ids).size).toBe(205);
  const one = await services.handlers['logs.estimate'](selection({ profileId, ...everything, files: [ids[3] ?? ''] }));
  expect(one).toMatchObject({ files: 1, bytes: source?.files[3]?.bytes, window: null });
  const searching = services.handlers['logs.search'](selection({ profileId, ...everything }));
  await services.handlers['logs.stop']({ profileId });
  await expect(searching).rejects.toEqual(refused('cancelled'));
});
