import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Services } from '../../electron/ipc/index.ts';
import { createProfileStore, type ProfileStore } from '../../electron/profiles/index.ts';
import { settingDefaults, type Profile, type Settings } from '../../shared/profile.ts';
import { production } from '../fixtures/environment.ts';
import { servicesIn } from '../fixtures/console-services.ts';

const setAt = '2026-11-09T10:00:00.000Z';
const exception = (server: string) => ({
  server,
  fingerprint256: Array.from({ length: 32 }, () => 'AB').join(':'),
  subject: `CN=${server}`,
  acceptedAt: setAt,
});
const [crm, identity] = [exception('crm.example.com:443'), exception('identity.example.com:443')];
const [portal, mobile] = [
  { id: 'c1', name: 'Portal', clientId: 'P1' },
  { id: 'c2', name: 'Mobile', clientId: 'M1' },
];

let folder: string;
let store: ProfileStore;
let consoles: Services[];
/** The environment as both consoles have seen it. */
let seen: Settings & { id: string };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'two-consoles-'));
  store = createProfileStore({ folder });
  consoles = [0, 1].map(() => servicesIn(folder));
  const { secrets: _, ...added } = await store.save({
    ...production,
    trust: { ...settingDefaults.trust, acceptedCertificates: [crm] },
    proxy: { mode: 'manual', url: 'http://proxy:8080', username: null, bypass: ['localhost'] },
    furtherClients: [portal],
  });
  seen = added;
});
afterEach(async () => {
  for (const each of consoles) await each.close();
  await rm(folder, { recursive: true, force: true });
});

/** Saves what one console changed of the environment that both have seen. */
const save = (which: 0 | 1, part: Partial<Settings>, secrets = {}) => {
  const handlers = consoles[which]?.handlers;
  if (handlers === undefined) throw new Error('There are two consoles.');
  return handlers['profiles.save']({ profile: { ...seen, ...part }, base: seen, secrets });
};
const stored = async (): Promise<Profile | undefined> => (await store.list())[0];

it('keeps what both changed of an environment, though neither has heard of the other', async () => {
  await save(0, {
    notes: 'Call Ann.',
    logFolders: { creatio: '/creatio', identityService: null },
    trust: { ...settingDefaults.trust, authorityFile: '/ca.pem', acceptedCertificates: [crm] },
    proxy: { mode: 'system', url: 'http://proxy:8080', username: null, bypass: ['localhost', '10.0.0.1'] },
    furtherClients: [portal, mobile],
  });
  const saved = await save(1, {
    caseNumber: 'SR-1',
    logFolders: { creatio: null, identityService: '/identity' },
    trust: {
      ...settingDefaults.trust,
      acceptedCertificates: [],
      clientCertificate: { format: 'pfx', file: '/me.pfx' },
    },
    proxy: { mode: 'manual', url: 'http://proxy:8080', username: 'ann', bypass: ['localhost', 'crm'] },
    furtherClients: [{ ...portal, name: 'Customer portal' }],
  });
  expect(saved).toMatchObject({
    notes: 'Call Ann.',
    caseNumber: 'SR-1',
    logFolders: { creatio: '/creatio', identityService: '/identity' },
    trust: {
      authorityFile: '/ca.pem',
      acceptedCertificates: [],
      clientCertificate: { format: 'pfx', file: '/me.pfx' },
    },
    proxy: { mode: 'system', username: 'ann', bypass: ['localhost', 'crm', '10.0.0.1'] },
    furtherClients: [{ ...portal, name: 'Customer portal' }, mobile],
  });
  expect(saved).toMatchObject({ ...(await stored()), secrets: [] });
});

it('lets the last change of the same field hold', async () => {
  await save(0, { name: 'One', notes: 'first' });
  expect(await save(1, { notes: 'second' })).toMatchObject({ name: 'One', notes: 'second' });
  // A name that only the other console gave up is no obstacle.
  await store.save({ ...settingDefaults, ...seen, id: undefined, name: 'Production' });
  expect(await save(1, { caseNumber: 'SR-2' })).toMatchObject({ name: 'One', caseNumber: 'SR-2' });
});

it('neither adds an exception from a form, nor brings one back that has ended', async () => {
  await store.update(seen.id, (profile) => ({
    ...profile,
    trust: { ...profile.trust, acceptedCertificates: [identity] },
  }));
  const trust = { ...settingDefaults.trust, acceptedCertificates: [crm, exception('other.example.com:443')] };
  expect(await save(1, { notes: 'x', trust })).toMatchObject({ trust: { acceptedCertificates: [identity] } });
});

it('keeps the secret of a client that another console added, and gives that of a removed one up', async () => {
  const mark = (id: string) => ({ name: `further-client:${id}` as const, setAt });
  await store.update(seen.id, (profile) => ({
    ...profile,
    furtherClients: [portal, mobile],
    secrets: [mark('c2')],
  }));
  expect(await save(1, { notes: 'x' })).toMatchObject({ furtherClients: [portal, mobile], secrets: [mark('c2')] });
  // The other console removes the client for which this one enters a secret.
  await save(0, { furtherClients: [] });
  const request = { 'further-client:c1': { action: 'set', value: 'canary-of-nobody' } } as const;
  const handlers = consoles[1]?.handlers;
  const saved = await handlers?.['profiles.save']({
    profile: { ...seen, notes: 'y' },
    base: seen,
    secrets: request,
    keepSecrets: 'session',
  });
  expect(saved).toMatchObject({ notes: 'y', furtherClients: [mobile], secrets: [mark('c2')] });
});

it('does not bring an environment back that another console deleted', async () => {
  await consoles[0]?.handlers['profiles.remove']({ id: seen.id });
  await expect(save(1, { notes: 'x' })).rejects.toMatchObject({ code: 'profile-unknown' });
  expect(await store.list()).toEqual([]);
});
