import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Services } from '../../../electron/ipc/index.ts';
import type { Look } from '../../../electron/server-view/index.ts';
import { currentVisit, stateOf } from '../../../shared/wizard-state.ts';
import type { Session } from '../../../shared/wizard.ts';
import { failingLook, lookWith, untrustedLook } from '../../unit/server-view/look.ts';
import { runDiagnosis, servicesIn } from '../../fixtures/console-services.ts';

// What the Creatio server saw counts in sessions that are open already: Creatio reaches its Identity Service from there.

let folder: string;
let services: Services;
let changed: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sessions-look-'));
  open();
});

/** Opens a console on the folder, as after a start. */
function open(): void {
  services = servicesIn(folder);
  changed = [];
  services.subscribe(({ name, payload }) => {
    if (name === 'wizard.changed') changed.push(payload.sessionId);
  });
}
afterEach(async () => {
  await services.close();
  await rm(folder, { recursive: true, force: true });
});

async function diagnose(scenario: string): Promise<void> {
  await services.handlers['practice.switch']({ scenario });
  await runDiagnosis(services, 'practice');
}
const begin = (entryId = 'identity-service-unavailable', from: Session['from'] = 'finding') =>
  services.handlers['wizard.begin']({ profileId: 'practice', entryId, from, anew: true });
const reopened = ({ id }: Session) => services.handlers['wizard.open']({ sessionId: id });
const standing = (session: Session) => currentVisit(stateOf(session));
async function done(session: Session): Promise<Session> {
  const act = { kind: 'mark', step: standing(session).at, did: 'done', note: '' } as const;
  await services.handlers['wizard.act']({ sessionId: session.id, seen: session.events.length, act });
  return services.handlers['wizard.verify']({ sessionId: session.id });
}
async function paste(make: (address: string) => Look): Promise<void> {
  const { identityServiceUrl } = await services.handlers['practice.status'](null);
  const text = JSON.stringify(make(identityServiceUrl ?? ''));
  await services.handlers['serverView.receive']({ from: 'paste', profileId: 'practice', text });
}

const { dns, tcp, discovery } = lookWith();

it.each<[entry: string, make: (address: string) => Look]>([
  [
    'dns-not-found',
    (address) => ({ ...failingLook({ dns: { ...dns, ok: false, reason: 'not-found', addresses: [] } }), address }),
  ],
  ['tcp-silent', (address) => ({ ...failingLook({ tcp: { ...tcp, ok: false, reason: 'silent' } }), address })],
  ['identity-service-not-trusted', untrustedLook],
  [
    'hosting-503',
    (address) =>
      lookWith({
        address,
        discovery: {
          ...discovery,
          ok: false,
          reason: 'http-status',
          status: 503,
          contentType: 'text/html',
          issuer: null,
          start: '<h2>Service Unavailable</h2><hr><p>HTTP Error 503. The service is unavailable.</p>',
        },
      }),
  ],
])('an open session goes into %s at once where the server shows it', async (entry, make) => {
  await diagnose('identity-service-blocked-for-creatio');
  const [session, guide, ended] = [await begin(), await begin('deploy-identity-service', 'guide'), await begin()];
  await services.handlers['wizard.act']({ sessionId: ended.id, seen: 1, act: { kind: 'stop' } });
  changed = [];
  await paste(make);
  const led = await reopened(session);
  expect(standing(led).entry.id).toBe(entry);
  expect(stateOf(led).message?.text).toMatch(
    /WEB01.* That is why Creatio reports the Identity Service as unavailable\./,
  );
  expect(await services.handlers['wizard.text']({ sessionId: session.id })).toContain('WEB01');
  expect((await reopened(guide)).events).toHaveLength(1);
  expect((await reopened(ended)).events).toHaveLength(2);
  expect(changed).toEqual([session.id]);

  // The same once more is no second visit.
  await paste(make);
  expect(stateOf(await reopened(session)).visits).toHaveLength(2);
  await services.handlers['practice.switch']({ scenario: 'healthy' });
  let mended = await reopened(session);
  while (stateOf(mended).end === null) mended = await done(mended);
  expect(stateOf(mended).end?.how).toBe('mended');
});

it('comes back from what only this computer saw, and is not led there again', async () => {
  await diagnose('identity-service-refused');
  let session = await done(await begin());
  expect(standing(session).entry.id).toBe('tcp-refused');
  await paste((address) => lookWith({ address, discovery: { ...discovery, issuer: address } }));
  session = await reopened(session);
  expect(standing(session).entry.id).toBe('identity-service-unavailable');
  expect(stateOf(session).sight?.results.find(({ id }) => id === 'identity.tcp')).toMatchObject({
    status: 'pass',
    seenFrom: 'WEB01',
  });

  const again = await done(await begin());
  expect(standing(again).entry.id).toBe('identity-service-unavailable');
  expect(stateOf(again).message?.text).toContain('“Discovery of the Identity Service”, seen from WEB01,');

  // Creatio reaches it, this computer still does not: that is another matter.
  await services.handlers['practice.switch']({ scenario: 'identity-service-blocked-here' });
  let mended = again;
  for (let steps = 0; stateOf(mended).end === null && steps < 30; steps += 1) mended = await done(mended);
  expect(stateOf(mended).end?.how).toBe('mended');
});

it('takes it on another day as well, before anything was diagnosed, and remembers it behind a new run', async () => {
  await diagnose('identity-service-refused');
  const here = await done(await begin());
  const blocked = await begin();
  expect(standing(here).entry.id).toBe('tcp-refused');
  await services.close();
  open();
  await services.handlers['practice.switch']({ scenario: 'identity-service-refused' });
  await paste((address) => lookWith({ address, discovery: { ...discovery, issuer: address } }));
  expect(standing(await reopened(here)).entry.id).toBe('identity-service-unavailable');
  await diagnose('identity-service-refused');
  const checked = await done(await reopened(blocked));
  expect(standing(checked).entry.id).toBe('identity-service-unavailable');
  expect(stateOf(checked).message?.text).toContain('seen from WEB01');

  await services.close();
  open();
  await services.handlers['practice.switch']({ scenario: 'identity-service-refused' });
  await paste(untrustedLook);
  expect(standing(await reopened(blocked)).entry.id).toBe('identity-service-not-trusted');
});

it('leaves sessions alone that a look at another address, or another fault, says nothing about', async () => {
  await diagnose('identity-service-blocked-for-creatio');
  const session = await begin();
  await paste(() => untrustedLook('https://other.example.com'));
  expect((await reopened(session)).events).toEqual(session.events);
  await diagnose('settings-empty');
  const settings = await begin('settings-empty');
  await paste(untrustedLook);
  expect((await reopened(settings)).events).toEqual(settings.events);
});
