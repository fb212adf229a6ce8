import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatExport, type SecretEntry } from '../../../electron/transfer/export-file.ts';
import { readImport } from '../../../electron/transfer/index.ts';
import { secretNameSchema } from '../../../shared/profile-schema.ts';
import { UserError } from '../../../shared/user-error.ts';
import { anyProfiles, stored } from './environments.ts';

/** Cheap, so that many files can be made; the tests of the real cost are below. */
const cost = { cost: 16, blockSize: 8, parallelization: 1 };
const passphrase = 'orbit lantern meadow quill';
const canary = 'canary-5d1f-secret';
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readImport(bytes(text), 'file.json');
const secret = (profileId: string, value = canary): SecretEntry => ({ profileId, name: 'client-secret', value });
const withSecret = () => formatExport([stored()], { entries: [secret('a')], passphrase, cost });

/** The code and the sentence with which a file is refused. */
function refusal(act: () => unknown): { code: string; message: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('The file was not refused.');
}

describe('an export', () => {
  it('gives back every environment it was made of', async () => {
    await fc.assert(
      fc.asyncProperty(anyProfiles(4), async (profiles) => {
        const { environments, unlock, refused } = read(await formatExport(profiles));
        expect(environments.map(({ id, settings }) => ({ id, secrets: [], ...settings }))).toEqual(profiles);
        expect([unlock, refused]).toEqual([null, []]);
      }),
      { numRuns: 100 },
    );
  });

  it('gives back every secret under its passphrase, and under no other', async () => {
    const value = fc.string({ unit: 'binary', minLength: 1, maxLength: 50 });
    const name = fc.constantFrom(
      'client-secret',
      'proxy-password',
      'client-certificate-passphrase',
      'further-client:b-1',
      'request-secret:b-2',
      'refresh-token:b-2',
    );
    const anyPassphrase = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        anyProfiles(3),
        fc.dictionary(name, value),
        anyPassphrase,
        anyPassphrase,
        async (profiles, secrets, right, wrong) => {
          const entries = profiles.flatMap(({ id: profileId }) =>
            Object.entries(secrets).map(([key, each]) => ({
              profileId,
              name: secretNameSchema.parse(key),
              value: each,
            })),
          );
          const text = await formatExport(profiles, { entries, passphrase: right, cost });
          const locked = read(text);
          const opened = await locked.unlock?.(right);
          expect(
            opened?.environments.flatMap(({ id, secrets: found }) => [...found].map((each) => [id, ...each])),
          ).toEqual(entries.map((entry) => [entry.profileId, entry.name, entry.value]));
          fc.pre(right.normalize() !== wrong.normalize());
          await expect(locked.unlock?.(wrong)).rejects.toMatchObject({ code: 'passphrase-wrong' });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('holds no secret in plain text, and none at all without a passphrase', async () => {
    const profile = stored({ secrets: [{ name: 'client-secret', setAt: '2026-11-09T10:00:00.000Z' }] });
    const text = await formatExport([profile], { entries: [secret('a')], passphrase, cost });
    expect(text).not.toContain(canary);
    expect(text).not.toContain(Buffer.from(canary).toString('base64').slice(0, 16));
    expect(text).not.toContain(passphrase);
    expect(JSON.parse(await formatExport([profile]))).toEqual({
      format: 'creatio-oauth-environments',
      schemaVersion: 2,
      exportedAt: expect.any(String),
      tool: { name: 'OAuth Console for Creatio', version: expect.any(String) },
      profiles: [stored()],
    });
  });

  it('is never twice the same where it holds secrets', async () => {
    const [first, second] = [JSON.parse(await withSecret()), JSON.parse(await withSecret())];
    for (const field of ['iv', 'ciphertext', 'tag', 'keyCheck'])
      expect(first.secrets[field]).not.toBe(second.secrets[field]);
    expect(first.secrets.keyDerivation.salt).not.toBe(second.secrets.keyDerivation.salt);
  });

  it('derives its key at a cost that guessing feels', async () => {
    const text = await formatExport([stored()], { entries: [secret('a')], passphrase });
    expect(JSON.parse(text).secrets.keyDerivation).toMatchObject({ name: 'scrypt', cost: 131_072, blockSize: 8 });
    const opened = await read(text).unlock?.(passphrase);
    expect(opened?.environments[0]?.secrets.get('client-secret')).toBe(canary);
  });

  it('takes a passphrase as it is typed: spaces count, the way an accent is composed does not', async () => {
    const text = await formatExport([stored()], { entries: [secret('a')], passphrase: ' caf\u00e9 lantern ', cost });
    await expect(read(text).unlock?.('caf\u00e9 lantern')).rejects.toMatchObject({ code: 'passphrase-wrong' });
    expect((await read(text).unlock?.(' cafe\u0301 lantern '))?.environments[0]?.secrets.size).toBe(1);
  });

  it('notices every change made to it after it was exported', async () => {
    const content = JSON.parse(await withSecret());
    const changed = [
      { ...content, profiles: [{ ...content.profiles[0], creatioUrl: 'https://evil.example.com' }] },
      { ...content, profiles: [...content.profiles, stored({ id: 'b', name: 'Another' })] },
      { ...content, exportedAt: '2020-01-01T00:00:00.000Z' },
      { ...content, secrets: { ...content.secrets, ciphertext: Buffer.from('[]').toString('base64') } },
      { ...content, secrets: { ...content.secrets, tag: Buffer.alloc(16).toString('base64') } },
      { ...content, secrets: { ...content.secrets, iv: Buffer.alloc(12).toString('base64') } },
    ];
    for (const each of changed) {
      await expect(read(JSON.stringify(each)).unlock?.(passphrase)).rejects.toMatchObject({
        code: 'import-damaged',
        message: expect.stringContaining('The passphrase is right'),
      });
    }
    // Only what it looks like may change.
    const opened = await read(`\ufeff${JSON.stringify(content)}`).unlock?.(passphrase);
    expect(opened?.environments[0]?.secrets.get('client-secret')).toBe(canary);
  });

  it('refuses a key that would cost all memory or hours, before it begins', async () => {
    const content = JSON.parse(await withSecret());
    for (const part of [
      { cost: 2 ** 30 },
      { blockSize: 2 ** 20 },
      { parallelization: 1_000 },
      { cost: 2 ** 50, blockSize: 1 },
    ]) {
      const keyDerivation = { ...content.secrets.keyDerivation, ...part };
      const text = JSON.stringify({ ...content, secrets: { ...content.secrets, keyDerivation } });
      await expect(read(text).unlock?.(passphrase)).rejects.toMatchObject({ code: 'import-too-costly' });
    }
  });

  it('brings environments of the first version, with the settings it did not know', () => {
    const { id, name, creatioUrl, platform, identityServiceUrl, clientId, timeLimitSeconds } = stored();
    const old = { id, name, creatioUrl, platform, identityServiceUrl, clientId, timeLimitSeconds };
    const content = { schemaVersion: 1, profiles: [old] };
    const exported = {
      format: 'creatio-oauth-environments',
      exportedAt: '2026-01-01T00:00:00.000Z',
      tool: { name: 'x', version: '0' },
      ...content,
    };
    const { id: _id, secrets: _secrets, ...settings } = stored();
    for (const each of [exported, content]) {
      expect(read(JSON.stringify(each)).environments).toMatchObject([{ id: 'a', settings }]);
    }
  });

  it('says what of the settings deserves a look', async () => {
    const certificate = {
      server: 'crm.example.com:443',
      fingerprint256: Array.from({ length: 32 }, () => 'A0').join(':'),
      subject: 'CN=x',
      acceptedAt: '2026-11-09T10:00:00.000Z',
    };
    const profile = stored({
      trust: { authorityFile: '/etc/ca.pem', acceptedCertificates: [certificate], clientCertificate: null },
      proxy: { mode: 'manual', url: 'http://proxy.example.com:3128', username: null, bypass: [] },
    });
    const [environment] = read(await formatExport([profile])).environments;
    expect(environment?.notes.join(' ')).toMatch(/crm\.example\.com:443.*\/etc\/ca\.pem.*proxy\.example\.com:3128/);
  });
});

const exported = (part: object) =>
  JSON.stringify({
    format: 'creatio-oauth-environments',
    schemaVersion: 2,
    exportedAt: '2026-01-01T00:00:00.000Z',
    tool: { name: 'x', version: '0' },
    profiles: [stored()],
    ...part,
  });
const encrypted = { version: 1, cipher: 'aes-256-gcm' };

const refused: [what: string, content: string, code: string][] = [
  ['empty', '', 'import-empty'],
  ['nothing but space', '\ufeff \n', 'import-empty'],
  ['no JSON', 'Hello', 'import-damaged'],
  ['cut off', exported({}).slice(0, -10), 'import-damaged'],
  ['10 MB of nesting, cut off', '[{"a":'.repeat(1_700_000), 'import-damaged'],
  ['10 MB of nesting', `${'['.repeat(5_000_000)}${']'.repeat(5_000_000)}`, 'import-foreign'],
  [
    '10 MB of nesting where environments belong',
    exported({ profiles: 0 }).replace('"profiles":0', `"profiles":${'['.repeat(1e6)}${']'.repeat(1e6)}`),
    'import-damaged',
  ],
  [
    '10 MB of nesting where secrets belong',
    exported({ secrets: 0 }).replace('"secrets":0', `"secrets":${'['.repeat(1e6)}${']'.repeat(1e6)}`),
    'import-damaged',
  ],
  ['larger than any', ' '.repeat(17 * 1024 * 1024), 'import-too-large'],
  ["another program's", '{"name":"package","version":"1.0.0"}', 'import-foreign'],
  ['a list', '[1,2,3]', 'import-foreign'],
  ['a text', '"creatio-oauth-environments"', 'import-foreign'],
  ['nothing', 'null', 'import-foreign'],
  ['a format by inheritance', '{"__proto__":{"format":"creatio-oauth-environments"}}', 'import-foreign'],
  ['of a newer version', exported({ schemaVersion: 3, environments: [] }), 'import-newer'],
  ['stored by a newer version', '{"schemaVersion":3,"profiles":[]}', 'import-newer'],
  ['with secrets of a newer kind', exported({ secrets: { version: 2, cipher: 'aegis' } }), 'import-newer'],
  ['of no version', exported({ schemaVersion: 'two' }), 'import-damaged'],
  ['of version zero', exported({ schemaVersion: 0 }), 'import-damaged'],
  ['without environments', exported({ profiles: [] }), 'import-empty'],
  ['with wrong types', exported({ profiles: { length: 1 } }), 'import-damaged'],
  ['with an environment that is none', exported({ profiles: [stored(), null] }), 'import-damaged'],
  ['with a field it does not know', exported({ extra: true }), 'import-damaged'],
  [
    'with a field in an environment that it does not know',
    exported({ profiles: [{ ...stored(), password: 'x' }] }),
    'import-damaged',
  ],
  ['with a prototype key', exported({}).replace('{', '{"__proto__":{"polluted":true},'), 'import-damaged'],
  [
    'with a prototype key inside',
    exported({}).replace('"profiles":[{', '"profiles":[{"__proto__":{"polluted":true},'),
    'import-damaged',
  ],
  ['with a control character', exported({ profiles: [stored({ name: 'a\u001b[2J' })] }), 'import-damaged'],
  ['with secrets that are none', exported({ secrets: true }), 'import-damaged'],
  ['with secrets that lack their key', exported({ secrets: encrypted }), 'import-damaged'],
];

describe('a file that cannot be imported', () => {
  it.each(refused)('is refused with a sentence when it is %s', (_, content, code) => {
    const { code: found, message } = refusal(() => read(content));
    expect(found).toBe(code);
    expect(message).toMatch(/^file\.json .*\.$/);
    expect(message).not.toMatch(/\p{Cc}|\u202e/u);
    expect(message.length).toBeLessThan(400);
    expect({}).not.toHaveProperty('polluted');
  });

  it('is named with the environment and the setting that are wrong', () => {
    const content = exported({ profiles: [stored(), stored({ id: 'b', name: 'B', timeLimitSeconds: 0 })] });
    expect(refusal(() => read(content)).message).toContain('profiles.2.timeLimitSeconds');
  });

  it('is refused when it is no text', () => {
    expect(refusal(() => readImport(Uint8Array.of(0x7b, 0xff, 0x22), 'file.json')).code).toBe('import-not-text');
  });
});

it('reads a file in UTF-16 when a byte order mark says so', () => {
  const text = exported({ profiles: [stored({ name: 'Größe ☂' })] });
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  const big = Buffer.from(little).swap16();
  for (const each of [little, big]) {
    expect(readImport(each, 'file.json').environments[0]?.settings.name).toBe('Größe ☂');
  }
});

it('keeps names that reorder text as they are, for those who show them to show harmlessly', () => {
  const name = 'CRM \u202egpj.exe';
  expect(read(exported({ profiles: [stored({ name })] })).environments[0]?.settings.name).toBe(name);
});
