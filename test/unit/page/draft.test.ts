import { describe, expect, it } from 'vitest';
import { checkDraft } from '../../../renderer/environments/check/index.ts';
import { movedCredentials } from '../../../renderer/environments/check/proxy.ts';
import { newDestinations } from '../../../renderer/environments/destinations.ts';
import {
  certificateKey,
  changesOf,
  draftOf,
  draftWith,
  emptyDraft,
  settingsOf,
  type Draft,
} from '../../../renderer/environments/draft.ts';
import { isNamed } from '../../../renderer/parts/is-named.ts';
import { calls, type ProfileView } from '../../../shared/contract.ts';
import { environment } from '../../fixtures/ui-services.ts';

const valid: Draft = { ...emptyDraft, name: ' CRM ', creatioUrl: 'https://crm.example.com' };
const request = (part: Partial<Draft>) => checkDraft({ ...valid, ...part }).request;
const set = (value: string) => ({ action: 'set', value }) as const;

const setAt = '2026-11-09T10:00:00.000Z';
const accepted = {
  server: 'identity.example.com:8090',
  fingerprint256: Array.from({ length: 32 }, () => 'AB').join(':'),
  subject: 'CN=identity.example.com',
  acceptedAt: setAt,
};
const full = (part: Partial<ProfileView> = {}): ProfileView =>
  environment({
    group: 'North',
    production: true,
    creatioVersion: '8.3.1',
    caseNumber: 'SR-1',
    notes: 'One\n\tTwo',
    logFolders: { creatio: 'C:\\Logs', identityService: '\\\\server\\logs' },
    trust: {
      authorityFile: '/etc/ca.pem',
      acceptedCertificates: [accepted],
      clientCertificate: { format: 'pem', certificateFile: '/a.pem', keyFile: '/a.key' },
    },
    proxy: { mode: 'manual', url: 'http://proxy:8080', username: 'ann', bypass: ['localhost', '.example.com'] },
    furtherClients: [{ id: 'c1', name: 'Portal', clientId: 'P1' }],
    secrets: [
      { name: 'client-secret', setAt, kept: 'keychain' },
      { name: 'proxy-password', setAt, kept: 'keychain' },
      { name: 'client-certificate-passphrase', setAt, kept: 'keychain' },
      { name: 'further-client:c1', setAt, kept: 'keychain' },
      { name: 'request-secret:r1', setAt, kept: 'keychain' },
      { name: 'refresh-token:r1', setAt, kept: 'session' },
    ],
    savedRequests: [{ id: '0b5f7a52-6f3f-4bb5-9d4e-3f1f2a6d7c11', name: 'Partner', savedAt: setAt, request: {} }],
    ...part,
  });

describe('a draft', () => {
  it('becomes a request that the contract takes', () => {
    const filled = request({
      identityServiceUrl: 'identity.example.com:8090',
      clientId: ' id ',
      timeLimitSeconds: ' 30 ',
      group: ' North\u0007 ',
      notes: 'One\r\nTwo\u0000',
      creatioVersion: 'Creatio 8.3.1 Sales',
      creatioLogs: '"C:\\Windows\\Temp\\Creatio"',
      clientCertificate: 'pfx',
      pfxFile: '/client.pfx',
      proxyMode: 'manual',
      proxyUrl: 'proxy:8080',
      proxyUsername: 'ann',
      proxyBypass: 'localhost; 10.*',
      furtherClients: [{ id: 'c1', name: 'Portal', clientId: 'P1' }],
      secrets: {
        'client-secret': set('s'),
        'proxy-password': set('p'),
        'further-client:c1': set('c'),
        'further-client:gone': set('x'),
      },
    });
    const parsed = calls['profiles.save'].request.parse(filled);
    expect(parsed).toMatchObject({
      profile: {
        name: 'CRM',
        creatioUrl: 'https://crm.example.com',
        platform: 'auto',
        identityServiceUrl: 'https://identity.example.com:8090',
        clientId: 'id',
        timeLimitSeconds: 30,
        group: 'North',
        notes: 'One\nTwo ',
        creatioVersion: '8.3.1',
        logFolders: { creatio: 'C:\\Windows\\Temp\\Creatio', identityService: null },
        trust: {
          clientCertificate: { format: 'pfx', file: '/client.pfx' },
        },
        proxy: { mode: 'manual', url: 'http://proxy:8080', username: 'ann', bypass: ['localhost', '10.0.0.0/8'] },
      },
    });
    expect(parsed.secrets).toEqual({
      'client-secret': set('s'),
      'proxy-password': set('p'),
      'further-client:c1': set('c'),
    });
  });

  it('comes back unchanged from a stored environment, its secrets kept', () => {
    for (const profile of [environment({}), full(), full({ proxy: { ...full().proxy, mode: 'none' } })]) {
      const settings = settingsOf(profile);
      expect(checkDraft(draftOf(profile))).toEqual({
        errors: {},
        hints: {},
        request: { profile: settings, secrets: {} },
      });
      // Saved requests and their secrets belong to the test client; the form neither sends nor removes them.
      calls['profiles.save'].request.parse({ profile: settings, base: settings, secrets: {} });
    }
  });

  it('holds what was changed alone, so that the change of another console is not undone', () => {
    const stored = draftOf(full());
    const changes = changesOf(stored, { ...stored, notes: 'Three', removedCertificates: [certificateKey(accepted)] });
    expect(Object.keys(changes).toSorted()).toEqual(['notes', 'removedCertificates']);
    const second = { ...accepted, server: 'crm.example.com:443' };
    const trust = { ...full().trust, acceptedCertificates: [accepted, second] };
    const elsewhere = draftOf(full({ caseNumber: 'SR-2', trust }));
    const saved = checkDraft(draftWith(elsewhere, { base: stored, changes })).request?.profile;
    expect(saved).toMatchObject({ notes: 'Three', caseNumber: 'SR-2', trust: { acceptedCertificates: [second] } });
    expect(changesOf(stored, { ...stored, notes: 'One\n\tTwo' })).toEqual({});
  });

  it('takes over what another console adds to a list that is being changed, and gives up what it removes', () => {
    const [portal, mobile, own] = ['Portal', 'Mobile', 'Own'].map((name, at) => ({
      id: `c${at}`,
      name,
      clientId: name,
    }));
    if (!portal || !mobile || !own) throw new Error('There are three clients.');
    const before = full({ furtherClients: [portal, mobile] });
    const base = draftOf(before);
    const changes = changesOf(base, {
      ...base,
      furtherClients: [{ ...portal, name: 'Renamed' }, mobile, own],
      proxyBypass: 'localhost\n.example.com\n10.0.0.1',
    });
    const added = { id: 'c9', name: 'Theirs', clientId: 'T' };
    const stored = draftOf({
      ...before,
      furtherClients: [{ ...portal, clientId: 'P2' }, added],
      proxy: { ...before.proxy, bypass: ['localhost', 'crm'] },
    });
    const draft = draftWith(stored, { base, changes });
    expect(draft.furtherClients).toEqual([{ ...portal, name: 'Renamed', clientId: 'P2' }, own, added]);
    expect(draft.proxyBypass).toBe('localhost\n10.0.0.1\ncrm');
    expect(draftWith(stored, { base, changes: { notes: 'x' } })).toEqual({ ...stored, notes: 'x' });
  });

  it('keeps a stored secret where its replacement was left empty', () => {
    const draft = draftOf(environment({}));
    expect(checkDraft({ ...draft, secrets: { 'client-secret': set('') } }).request?.secrets).toEqual({});
    const removed = { 'client-secret': { action: 'remove' } } as const;
    expect(checkDraft({ ...draft, secrets: removed }).request?.secrets).toEqual(removed);
  });

  it('removes the secrets of what is removed', () => {
    const draft: Draft = { ...draftOf(full()), furtherClients: [], clientCertificate: 'none' };
    expect(checkDraft(draft).request?.secrets).toEqual({
      'client-certificate-passphrase': { action: 'remove' },
      'further-client:c1': { action: 'remove' },
    });
  });

  const client = { id: 'c1', name: 'Portal', clientId: 'P1' };
  it.each<[keyof ReturnType<typeof checkDraft>['errors'], Partial<Draft>]>([
    ['name', { name: '  ' }],
    ['name', { name: 'x'.repeat(201) }],
    ['creatioUrl', { creatioUrl: '' }],
    ['creatioUrl', { creatioUrl: 'https://user:pass@crm.example.com' }],
    ['identityServiceUrl', { identityServiceUrl: 'ftp://x' }],
    ['clientId', { clientId: 'x'.repeat(201) }],
    ['clientSecret', { secrets: { 'client-secret': set('canary') } }],
    ['clientSecret', { clientId: 'id', secrets: { 'client-secret': set('x'.repeat(4_001)) } }],
    ['timeLimitSeconds', { timeLimitSeconds: '' }],
    ['timeLimitSeconds', { timeLimitSeconds: '0' }],
    ['timeLimitSeconds', { timeLimitSeconds: '1.5' }],
    ['timeLimitSeconds', { timeLimitSeconds: '601' }],
    ['group', { group: 'x'.repeat(201) }],
    ['creatioVersion', { creatioVersion: 'newest' }],
    ['caseNumber', { caseNumber: 'x'.repeat(101) }],
    ['notes', { notes: 'x'.repeat(20_001) }],
    ['creatioLogs', { creatioLogs: 'Logs' }],
    ['identityServiceLogs', { identityServiceLogs: '%TEMP%\\Logs' }],
    ['authorityFile', { authorityFile: 'ca.pem' }],
    ['pfxFile', { clientCertificate: 'pfx' }],
    ['keyFile', { clientCertificate: 'pem', certificateFile: '/a.pem' }],
    ['certificatePassphrase', { secrets: { 'client-certificate-passphrase': set('x'.repeat(4_001)) } }],
    ['proxyUrl', { proxyMode: 'manual' }],
    ['proxyUrl', { proxyMode: 'manual', proxyUrl: 'socks4://proxy' }],
    ['proxyPassword', { proxyMode: 'manual', proxyUrl: 'proxy:1', secrets: { 'proxy-password': set('canary') } }],
    ['proxyBypass', { proxyMode: 'manual', proxyUrl: 'proxy:1', proxyBypass: 'x'.repeat(301) }],
    ['client.c1.name', { furtherClients: [{ ...client, name: ' ' }] }],
    ['client.c1.clientId', { furtherClients: [{ ...client, clientId: '' }] }],
    ['client.c1.secret', { furtherClients: [client], secrets: { 'further-client:c1': set('x'.repeat(4_001)) } }],
  ])('says what is wrong with %s, and nothing else', (field, part) => {
    const checked = checkDraft({ ...valid, ...part });
    expect(Object.keys(checked.errors)).toEqual([field]);
    expect(checked.errors[field]).toMatch(/^[A-Z].*\.$/);
    expect(JSON.stringify(checked.errors)).not.toMatch(/canary|pass@/);
    expect(checked.request).toBeNull();
  });

  it('says how an address was understood', () => {
    const { hints } = checkDraft({ ...valid, creatioUrl: 'crm.example.com/0', proxyUrl: 'proxy:8080' });
    expect(hints.creatioUrl).toContain('Understood as https://crm.example.com.');
    expect(hints.creatioUrl).toContain('.NET Framework');
    expect(hints.proxyUrl).toContain('Understood as http://proxy:8080.');
    expect(checkDraft(valid).hints).toEqual({});
  });

  it('moves credentials out of the address of a proxy', () => {
    const moved = movedCredentials({ ...valid, proxyUrl: 'http://ann:can%40ary@proxy:8080' });
    expect(moved).toEqual({
      proxyUrl: 'http://proxy:8080',
      proxyUsername: 'ann',
      secrets: { 'proxy-password': set('can@ary') },
    });
    expect(movedCredentials({ ...valid, ...moved })).toBeNull();
  });
});

describe('where secrets go', () => {
  const stored = draftOf(full());
  const after = (part: Partial<Draft>) =>
    newDestinations(stored, { ...stored, ...part }).map(({ sentence }) => sentence);

  it.each<[string, Partial<Draft>]>([
    ['nothing changed', {}],
    ['the path changed alone', { creatioUrl: 'https://crm.example.com/crm' }],
    ['an address cannot be used', { identityServiceUrl: 'ftp://x' }],
    ['no Identity Service is known any more', { identityServiceUrl: '' }],
    [
      'the secret is entered anew',
      {
        identityServiceUrl: 'https://new',
        secrets: { 'client-secret': set('x'), 'further-client:c1': { action: 'remove' } },
      },
    ],
    ['the proxy is not used any more', { proxyMode: 'none' }],
    [
      'the password of the proxy is removed',
      { proxyUrl: 'http://other:8080', secrets: { 'proxy-password': { action: 'remove' } } },
    ],
    ['a certificate is no longer accepted', { removedCertificates: [certificateKey(accepted)] }],
  ])('is not asked where %s', (_what, part) => expect(after(part)).toEqual([]));

  it.each<[Partial<Draft>, string]>([
    [
      { identityServiceUrl: 'https://other.example.com' },
      'The 2 stored client secrets will be sent to https://other.example.com instead of https://identity.example.com:8090.',
    ],
    [
      { identityServiceUrl: 'http://identity.example.com:8090', furtherClients: [] },
      'The stored client secret will be sent to http://identity.example.com:8090 instead of',
    ],
    [
      { creatioUrl: 'crm.example.org' },
      'Tokens that are got with a stored client secret will be sent to https://crm.example.org instead of https://crm.example.com.',
    ],
    [
      { proxyUrl: 'other:8080' },
      'The stored password of the proxy will be sent to http://other:8080 instead of http://proxy:8080.',
    ],
  ])('is told of %j', (part, sentence) => {
    expect(after(part)).toEqual([expect.stringContaining(sentence)]);
  });

  it('is not asked of an environment without secrets, nor of a new one', () => {
    const bare = draftOf(full({ secrets: [] }));
    const moved = { identityServiceUrl: 'https://new', creatioUrl: 'https://new', proxyUrl: 'http://new:1' };
    expect(newDestinations(bare, { ...bare, ...moved })).toEqual([]);
    expect(newDestinations(emptyDraft, { ...valid, clientId: 'x', secrets: { 'client-secret': set('s') } })).toEqual(
      [],
    );
  });
});

it.each([
  ['Production CRM', 'Production CRM', true],
  ['  production  CRM ', 'Production CRM', false],
  [' Production  CRM ', 'Production CRM', true],
  ['Mu\u0308nchen', 'München', true],
  ['CRM x', 'CRM\u00A0\u202Ex', true],
  ['[U+200B]', '\u200B', true],
  ['', '\u200B', false],
  ['', 'CRM', false],
  ['CRM', 'CRM test', false],
])('%j names %j: %s', (typed, name, expected) => expect(isNamed(typed, name)).toBe(expected));
