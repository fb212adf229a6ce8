import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConsoleEvent } from '../../shared/contract.ts';
import { settingDefaults } from '../../shared/profile.ts';
import { reportFormats } from '../../shared/report-format.ts';
import type { Report } from '../../shared/report.ts';
import type { Services } from '../../electron/ipc/index.ts';
import { startPractice, type Practice } from '../../electron/practice/index.ts';
import { createServices } from '../../electron/services.ts';
import { servicesIn } from '../fixtures/console-services.ts';

let folder: string;
let services: Services;
let happened: ConsoleEvent[];
let lines: string[];

function open(): void {
  happened = [];
  services = servicesIn(folder, { log: (line) => lines.push(line) });
  services.subscribe((event) => happened.push(event));
}
async function reopen(): Promise<void> {
  await services.close();
  open();
}
beforeEach(async () => {
  lines = [];
  folder = join(await mkdtemp(join(tmpdir(), 'kept-runs-')), 'data');
  open();
});
afterEach(async () => {
  await services.close();
  // Notices are logged, too; what else is logged is a fault of ours.
  expect(lines.filter((line) => !line.includes('could not be added to the history'))).toEqual([]);
  await rm(join(folder, '..'), { recursive: true, force: true });
});

type Named<Name extends ConsoleEvent['name']> = Extract<ConsoleEvent, { name: Name }>;
const nextEvent = <Name extends ConsoleEvent['name']>(name: Name) =>
  new Promise<Named<Name>>((resolve) => {
    const isNamed = (event: ConsoleEvent): event is Named<Name> => event.name === name;
    const stop = services.subscribe((event) => {
      if (!isNamed(event)) return;
      stop();
      resolve(event);
    });
  });

/** Runs a diagnosis and waits until it is kept. */
async function diagnose(profileId: string): Promise<{ runId: string; report: Report }> {
  const [finished, kept] = [nextEvent('diagnosis.finished'), nextEvent('history.changed')];
  await services.handlers['diagnosis.start']({ profileId });
  const { runId, report } = (await finished).payload;
  expect((await kept).payload).toEqual({ profileId });
  return { runId, report };
}

const list = (profileId: string) => services.handlers['history.list']({ profileId, limit: 100 });
const lastRunOf = async (profileId: string) =>
  (await services.handlers['profiles.list'](null)).find(({ id }) => id === profileId)?.lastRun;

const withServer = async (use: (server: Practice, profileId: string) => Promise<void>): Promise<void> => {
  const server = await startPractice();
  try {
    const { creatioUrl, identityServiceUrl, clientId } = server;
    const { id } = await services.handlers['profiles.save']({
      profile: {
        ...settingDefaults,
        name: 'Wholesale CRM',
        creatioUrl,
        platform: 'auto',
        identityServiceUrl,
        clientId,
        timeLimitSeconds: 15,
      },
      secrets: { 'client-secret': { action: 'set', value: server.clientSecret } },
      keepSecrets: 'session',
    });
    await use(server, id);
  } finally {
    await server.close();
  }
};

it('keeps the runs of the practice environment, with the last verdict, beyond the session', async () => {
  expect(await list('practice')).toEqual({ runs: [], before: null });
  const first = await diagnose('practice');
  await services.handlers['practice.switch']({ scenario: 'identity-service-unavailable' });
  const second = await diagnose('practice');
  const shown = await lastRunOf('practice');
  expect(shown).toMatchObject({ outcome: 'identity-service-unavailable' });

  await reopen();
  expect((await list('practice')).runs).toMatchObject([
    { runId: second.runId, outcome: 'identity-service-unavailable' },
    { runId: first.runId, outcome: 'healthy' },
  ]);
  expect(await lastRunOf('practice')).toEqual(shown);
  const request = { profileId: 'practice', runId: first.runId };
  expect(await services.handlers['history.read'](request)).toEqual(first.report);
  expect(await services.handlers['history.read']({ ...request, runId: 'unknown' })).toBeNull();

  await rm(join(folder, 'history', 'last-runs.jsonl'));
  await reopen();
  const changed = nextEvent('profiles.changed');
  expect(await lastRunOf('practice')).toBeNull();
  await changed;
  expect(await lastRunOf('practice')).toEqual(shown);
});

it('forgets the runs and mutes of an environment that is deleted, and keeps no secret', async () => {
  await withServer(async (server, id) => {
    await diagnose(id);
    await diagnose('practice');
    await services.handlers['diagnosis.mute']({ profileId: id, checkId: 'token.use', reason: 'No rights yet.' });
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'latin1')),
    );
    expect(texts.join()).toContain(id);
    const kept = (await list(id)).runs.map(({ runId }) => runId);
    const reports = await Promise.all(kept.map((runId) => services.handlers['history.read']({ profileId: id, runId })));
    expect(JSON.stringify([texts, reports, happened])).not.toContain(server.clientSecret);

    await services.handlers['profiles.remove']({ id });
    expect(await readdir(join(folder, 'history'))).not.toContain(id);
    expect((await list(id)).runs).toEqual([]);
    expect((await list('practice')).runs).toHaveLength(1);
    const muted = { profileId: id, checkId: 'token.use', reason: 'x' } as const;
    await expect(services.handlers['diagnosis.mute'](muted)).rejects.toMatchObject({ code: 'profile-not-found' });
  });
});

it('says once that runs cannot be kept, and loses nothing else', async () => {
  await diagnose('practice');
  await services.close();
  await rm(join(folder, 'history'), { recursive: true });
  await writeFile(join(folder, 'history'), 'a file in the way');
  open();
  for (let run = 0; run < 2; run++) {
    const finished = nextEvent('diagnosis.finished');
    await services.handlers['diagnosis.start']({ profileId: 'practice' });
    expect((await finished).payload.report.outcome).toBe('healthy');
  }
  await services.close();
  expect(happened.filter(({ name }) => name === 'notice')).toEqual([
    { name: 'notice', payload: { message: expect.stringContaining('could not be added to the history') } },
  ]);
});

it('lets a muted check count no longer, tells so in the report, and lets it count again', async () => {
  await withServer(async (server, id) => {
    const checkId = 'token.request';
    await services.handlers['profiles.save']({
      profile: { ...settingDefaults, ...(await profileOf(id)), clientId: 'unknown-client' },
      secrets: {},
    });
    expect((await diagnose(id)).report).toMatchObject({ outcome: 'healthy', verdict: 'warn' });
    await services.handlers['diagnosis.mute']({ profileId: id, checkId, reason: 'The client comes on Monday.' });
    const [muted] = (await viewOf(id)).mutedChecks ?? [];
    expect(muted).toMatchObject({
      checkId,
      reason: 'The client comes on Monday.',
      by: expect.stringMatching(/.+ on .+/),
    });

    const { report } = await diagnose(id);
    expect(report).toMatchObject({ outcome: 'healthy', verdict: 'pass', muted: [muted] });
    expect(report.checks.find((check) => check.id === checkId)).toMatchObject({ status: 'fail' });
    expect(report.notes.join()).toContain('The client comes on Monday.');
    await server.switchTo('identity-service-unavailable');
    expect((await diagnose(id)).report).toMatchObject({ verdict: 'fail' });
    await server.switchTo('healthy');

    await reopen();
    expect((await viewOf(id)).mutedChecks).toEqual([muted]);
    await services.handlers['diagnosis.unmute']({ profileId: id, checkId });
    expect((await viewOf(id)).mutedChecks).toBeUndefined();
  });
});

async function viewOf(id: string) {
  const view = (await services.handlers['profiles.list'](null)).find((profile) => profile.id === id);
  if (view === undefined) throw new Error(`There is no environment ${id}`);
  return view;
}

async function profileOf(profileId: string) {
  const { id, name, creatioUrl, platform, identityServiceUrl, clientId, timeLimitSeconds } = await viewOf(profileId);
  return { id, name, creatioUrl, platform, identityServiceUrl, clientId, timeLimitSeconds };
}

it('keeps what a run was before one of its checks was run again', async () => {
  await services.handlers['practice.switch']({ scenario: 'identity-service-unavailable' });
  const { runId, report } = await diagnose('practice');
  await services.handlers['practice.switch']({ scenario: 'healthy' });
  const kept = nextEvent('history.changed');
  await services.handlers['diagnosis.rerun']({ runId, checkId: 'creatio.health' });
  await kept;
  const { runs } = await list('practice');
  expect(runs).toMatchObject([
    { runId: `${runId}.2`, outcome: 'healthy' },
    { runId, outcome: 'identity-service-unavailable', startedAt: report.startedAt },
  ]);
  const [again, before] = runs;
  expect(Date.parse(again?.startedAt ?? '')).toBeGreaterThan(Date.parse(before?.startedAt ?? ''));
  expect(await services.handlers['history.read']({ profileId: 'practice', runId })).toEqual(report);
});

it('hands a report on in every format, of this session and of the history, saved where the user says', async () => {
  await withServer(async (server, id) => {
    const { runId, report } = await diagnose(id);
    const saved: [name: string, text: string][] = [];
    await services.close();
    services = createServices({
      dataFolder: folder,
      shell: 'electron',
      openLink: () => Promise.resolve(),
      saveFile: async (name, text) => {
        saved.push([name, text]);
        return saved.length === 1 ? `/documents/${name}` : null;
      },
      log: (line) => lines.push(line),
    });
    const source = { kind: 'run', profileId: id, runId } as const;
    for (const format of reportFormats) {
      const made = await services.handlers['report.make']({ source, format, replaceHosts: false });
      expect(made.text).toContain(report.headline.replace('.', ''));
      expect(made.text).not.toContain(server.clientSecret);
      expect(made.name).toMatch(/^oauth-report-Wholesale-CRM-\d{4}-\d\d-\d\d-\d\d-\d\d\.(?:html|md|txt|json)$/);
    }
    const wanted = { source, format: 'html', replaceHosts: true } as const;
    const first = await services.handlers['report.save'](wanted);
    const [[name, text] = ['', '']] = saved;
    expect(first).toEqual({ kind: 'saved', file: `/documents/${name}` });
    expect(name).toMatch(/^oauth-report-\d{4}/);
    expect(text).not.toContain('127.0.0.1');
    expect(await services.handlers['report.save'](wanted)).toEqual({ kind: 'cancelled' });
    const unknown = { ...wanted, source: { ...source, runId: 'unknown' } };
    await expect(services.handlers['report.make'](unknown)).rejects.toMatchObject({ code: 'run-not-found' });
  });
});
