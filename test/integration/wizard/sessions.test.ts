import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Services } from '../../../electron/ipc/index.ts';
import type { ConsoleEvent } from '../../../shared/contract.ts';
import { settingDefaults } from '../../../shared/profile.ts';
import { currentVisit, stateOf } from '../../../shared/wizard-state.ts';
import type { Session, SessionAct } from '../../../shared/wizard.ts';
import { runDiagnosis, servicesIn } from '../../fixtures/console-services.ts';

const secret = 'canary-91fe-client-secret';

let folder: string;
let services: Services;
let happened: ConsoleEvent[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sessions-'));
  open();
});
afterEach(async () => {
  await services.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a console on the folder, as after a start. */
function open(): void {
  happened = [];
  services = servicesIn(folder);
  services.subscribe((event) => happened.push(event));
}

async function diagnose(profileId: string, scenario?: string): Promise<void> {
  if (scenario !== undefined) await services.handlers['practice.switch']({ scenario });
  await runDiagnosis(services, profileId);
}

const begin = (entryId: string, profileId = 'practice', anew = false): Promise<Session> =>
  services.handlers['wizard.begin']({ profileId, entryId, from: 'finding', anew });
const act = ({ id, events }: Session, what: SessionAct): Promise<Session> =>
  services.handlers['wizard.act']({ sessionId: id, seen: events.length, act: what });
const verify = ({ id }: Session): Promise<Session> => services.handlers['wizard.verify']({ sessionId: id });
const standing = (session: Session) => currentVisit(stateOf(session));
const done = (session: Session, note = '') =>
  act(session, { kind: 'mark', step: standing(session).at, did: 'done', note });
const fileOf = ({ id, profileId }: Session) => join(folder, 'sessions', profileId, `${id}.json`);
const isOf = (name: ConsoleEvent['name']) => (event: ConsoleEvent) => event.name === name;
const notices = () => happened.flatMap((event) => (event.name === 'notice' ? [event.payload.message] : []));

it('leads through hosting to mended, with every act on the disk, and goes on in another console', async () => {
  await diagnose('practice', 'identity-service-unavailable');
  let session = await begin('identity-service-unavailable');
  session = await done(session, 'Called the hosting team.');
  expect(stateOf(session).owed).toBe('step');
  expect(JSON.parse(await readFile(fileOf(session), 'utf8'))).toEqual(session);

  // The console ends before it has checked; the next one knows what is owed, and what it runs is a whole diagnosis.
  await services.close();
  open();
  await services.handlers['practice.switch']({ scenario: 'identity-service-unavailable' });
  const [found] = await services.handlers['wizard.sessions']({ profileId: 'practice' });
  expect(found).toMatchObject({ id: session.id, end: null, title: standing(session).entry.title });
  session = await services.handlers['wizard.open']({ sessionId: session.id });
  expect(stateOf(session).owed).toBe('step');
  session = await verify(session);
  expect(standing(session).entry.id).toBe('hosting-503');

  await services.handlers['practice.switch']({ scenario: 'healthy' });
  const before = happened.length;
  session = await verify(await done(session));
  expect(stateOf(session).end).toMatchObject({ how: 'mended' });
  const ran = happened
    .slice(before)
    .flatMap((event) => (event.name === 'diagnosis.check-started' ? [event.payload.checkId] : []));
  expect(ran).toContain('identity.discovery');
  expect(session.events.every(({ by, at }) => by.user !== '' && by.machine !== '' && at !== '')).toBe(true);
  const text = await services.handlers['wizard.text']({ sessionId: session.id });
  expect(text).toContain('Called the hosting team.');
});

it('runs only the checks that prove a step', async () => {
  await diagnose('practice', 'setting-empty-url');
  let session = await begin('setting-empty');
  while (standing(session).entry.steps[standing(session).at]?.checks === undefined) session = await done(session);
  const before = happened.length;
  session = await verify(await done(session));
  expect(stateOf(session).message).toMatchObject({
    tone: 'bad',
    text: expect.stringContaining('OAuth20IdentityServerUrl'),
  });
  const ran = happened
    .slice(before)
    .flatMap((event) => (event.name === 'diagnosis.check-finished' ? [event.payload.result.id] : []));
  expect(ran).toContain('creatio.health');
  expect(ran.filter((id) => !id.startsWith('creatio.'))).toEqual([]);
});

it('goes on with the open session of the same finding, and begins another one where it is told to', async () => {
  await diagnose('practice', 'settings-empty');
  const first = await begin('settings-empty');
  expect((await begin('settings-empty')).id).toBe(first.id);
  expect((await begin('settings-empty', 'practice', true)).id).not.toBe(first.id);
  await diagnose('practice', 'settings-empty-url-and-client-id');
  expect((await begin('settings-empty')).id).not.toBe(first.id);
  expect(await services.handlers['wizard.sessions']({ profileId: 'practice' })).toHaveLength(3);
});

it('refuses what another window was faster with', async () => {
  const session = await begin('settings-empty');
  await done(session);
  await expect(done(session)).rejects.toMatchObject({ code: 'session-moved' });
});

it('tells of a cancelled check, and still owes it', async () => {
  await diagnose('practice', 'settings-empty');
  let session = await begin('settings-empty');
  while (stateOf(session).owed === null) session = await done(session);
  happened = [];
  await services.handlers['practice.switch']({ scenario: 'creatio-silent' });
  const answer = verify(session);
  await expect.poll(() => happened.some(isOf('diagnosis.check-started'))).toBe(true);
  await services.handlers['wizard.cancel']({ sessionId: session.id });
  session = await answer;
  expect(session.events.at(-1)).toMatchObject({ kind: 'not-checked', said: 'The checks were cancelled.' });
  expect(stateOf(session).owed).toBe('step');
  session = await act(session, { kind: 'go-on' });
  expect(stateOf(session).owed).toBeNull();
});

it('sets a damaged session aside, names the file, and keeps the others', async () => {
  const session = await begin('settings-empty');
  const other = await begin('tls-expired');
  const text = await readFile(fileOf(session), 'utf8');
  await writeFile(fileOf(session), text.slice(0, text.length / 2));
  expect(await services.handlers['wizard.sessions']({ profileId: 'practice' })).toMatchObject([{ id: other.id }]);
  const names = await readdir(join(folder, 'sessions', 'practice'));
  const kept = names.find((name) => name.startsWith(`${session.id}.set-aside-damaged-`)) ?? '';
  expect(notices()).toEqual([expect.stringContaining(kept)]);
  expect(await readFile(join(folder, 'sessions', 'practice', kept), 'utf8')).toBe(text.slice(0, text.length / 2));
  await expect(services.handlers['wizard.open']({ sessionId: session.id })).rejects.toMatchObject({
    code: 'session-unknown',
  });
});

it.each([
  [
    'that resumes where it never was',
    (session: Session) => ({
      ...session,
      events: [
        ...session.events,
        {
          ...session.events[0],
          kind: 'resumed',
          visit: 9,
          step: 0,
          said: '',
          entry: undefined,
          key: undefined,
          why: undefined,
        },
      ],
    }),
  ],
  ['that is empty', () => ({})],
  [
    'whose first event enters nothing',
    (session: Session) => ({
      ...session,
      events: [{ kind: 'went-on', at: session.events[0]?.at, by: session.events[0]?.by }],
    }),
  ],
])('takes a session %s for damaged', async (_what, damage) => {
  const session = await begin('settings-empty');
  await writeFile(fileOf(session), JSON.stringify(damage(session)));
  expect(await services.handlers['wizard.sessions']({ profileId: 'practice' })).toEqual([]);
  expect(notices()).toEqual([expect.stringContaining('damaged')]);
});

it('leaves a session of a newer console alone', async () => {
  const session = await begin('settings-empty');
  const newer = JSON.stringify({ ...session, schemaVersion: 2 });
  await writeFile(fileOf(session), newer);
  expect(await services.handlers['wizard.sessions']({ profileId: 'practice' })).toEqual([]);
  expect(notices()).toEqual([expect.stringContaining('newer version')]);
  expect(await readFile(fileOf(session), 'utf8')).toBe(newer);
});

it('has a whole session on the disk when a process is killed while it writes', async () => {
  const session = await begin('settings-empty');
  const writer = spawn(process.execPath, ['test/fixtures/session-writer.ts', folder, session.id], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(writer.stdout, 'data');
  await expect
    .poll(async () => Number(/"note":"(\d+)/.exec(await readFile(fileOf(session), 'utf8'))?.[1]))
    .toBeGreaterThan(20);
  writer.kill('SIGKILL');
  await once(writer, 'exit');
  const after = await services.handlers['wizard.open']({ sessionId: session.id });
  expect(after.events).toHaveLength(2);
  expect(notices()).toEqual([]);
});

it('shows that what was done is not proven, until its check passes', async () => {
  await diagnose('practice', 'setting-empty-url');
  let session = await begin('setting-empty');
  while (standing(session).entry.steps[standing(session).at]?.checks === undefined) session = await done(session);
  const { at } = standing(session);
  const mark = () => standing(session).marks[at];
  session = await done(session);
  expect(mark()).toMatchObject({ did: 'done', proven: null });
  session = await verify(session);
  expect(mark()).toMatchObject({ did: 'done', proven: false });
  expect(await services.handlers['wizard.text']({ sessionId: session.id })).toContain('[done, but its check fails]');
  // A later step with the same check proves the former one as well.
  session = await act(session, { kind: 'go-on' });
  while (!standing(session).entry.steps[standing(session).at]?.checks?.includes('creatio.health'))
    session = await done(session);
  await services.handlers['practice.switch']({ scenario: 'healthy' });
  session = await verify(await done(session));
  expect(mark()).toMatchObject({ did: 'done', proven: true });
});

it('deletes one session, brings it back, and gives it up for good after an hour', async () => {
  const session = await begin('settings-empty');
  const other = await begin('setting-empty');
  const list = async () =>
    (await services.handlers['wizard.sessions']({ profileId: 'practice' })).map(({ id }) => id).toSorted();
  happened = [];
  await services.handlers['wizard.remove']({ sessionId: session.id });
  expect(happened).toEqual([{ name: 'wizard.changed', payload: { sessionId: session.id, profileId: 'practice' } }]);
  expect(await list()).toEqual([other.id]);
  await expect(services.handlers['wizard.open']({ sessionId: session.id })).rejects.toMatchObject({
    code: 'session-unknown',
  });
  await services.handlers['wizard.restore']({ sessionId: session.id });
  expect(await list()).toEqual([session.id, other.id].toSorted());
  expect(await services.handlers['wizard.open']({ sessionId: session.id })).toEqual(session);

  await services.handlers['wizard.remove']({ sessionId: session.id });
  const [kept] = (await readdir(join(folder, 'sessions', 'practice'))).filter((name) => name.includes('deleted'));
  const longAgo = new Date(Date.now() - 61 * 60_000);
  await utimes(join(folder, 'sessions', 'practice', kept ?? ''), longAgo, longAgo);
  expect(await list()).toEqual([other.id]);
  await expect(services.handlers['wizard.restore']({ sessionId: session.id })).rejects.toMatchObject({
    code: 'session-unknown',
  });
});

it('deletes the sessions of an environment with it, and keeps no secret', async () => {
  const profile = await services.handlers['profiles.save']({
    profile: {
      name: 'Production',
      creatioUrl: 'http://127.0.0.1:1',
      platform: 'auto',
      identityServiceUrl: null,
      clientId: 'client',
      timeLimitSeconds: 5,
      ...settingDefaults,
    },
    secrets: { 'client-secret': { action: 'set', value: secret } },
    keepSecrets: 'session',
  });
  await diagnose(profile.id);
  let session = await begin('tcp-refused', profile.id);
  session = await done(session, `I tried client_secret=${secret}`);
  session = await verify(session);
  expect(stateOf(session).message?.tone).toBe('bad');
  expect(await services.handlers['wizard.text']({ sessionId: session.id })).not.toContain(secret);
  const written = await readFile(fileOf(session), 'utf8');
  expect(written.split(secret)).toHaveLength(2);
  await services.handlers['profiles.remove']({ id: profile.id });
  expect(await readdir(join(folder, 'sessions'))).toEqual([]);
});
