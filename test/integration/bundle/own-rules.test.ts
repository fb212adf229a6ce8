import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOwnRules } from '../../../electron/bundle/own-rules.ts';
import type { Services } from '../../../electron/ipc/index.ts';
import { createServices } from '../../../electron/services.ts';
import { settingDefaults } from '../../../shared/profile.ts';

const secret = 'canary-0wn-rule-s3cret';
let folder: string;
let dataFolder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-rules-'));
  dataFolder = join(folder, 'data');
  await mkdir(dataFolder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A console, as it is opened anew. */
async function withConsole<T>(use: (handlers: Services['handlers'], notices: string[]) => Promise<T>): Promise<T> {
  const services = createServices({ dataFolder, shell: 'browser', openLink: async () => {}, log: () => {} });
  const notices: string[] = [];
  services.subscribe((event) => {
    if (event.name === 'notice') notices.push(event.payload.message);
  });
  try {
    return await use(services.handlers, notices);
  } finally {
    await services.close();
  }
}

const rule = { id: 'own-1', protects: 'tickets', starts: 'ticket ', follows: String.raw`\d+` };
const keptFile = () => join(dataFolder, 'redaction-rules.json');
const idsOf = ({ rules }: { rules: readonly { id: string }[] }): string[] => rules.map(({ id }) => id);

test('keeps own rules beyond the console, in the form that the command line takes, and no secret in them', async () => {
  await withConsole(async (call) => {
    expect(await call['bundle.rules'](null)).toEqual({ rules: [], problem: null });
    expect(idsOf(await call['bundle.keepRule']({ rule }))).toEqual(['own-1']);
    await Promise.all([
      call['bundle.keepRule']({ rule: { ...rule, id: 'own-2', starts: 'X-Customer-Key: ', wholly: true } }),
      call['bundle.keepRule']({ rule: { ...rule, id: 'own-3', starts: 'order-' } }),
    ]);
    expect(idsOf(await call['bundle.dropRule']({ id: 'own-3' }))).toEqual(['own-1', 'own-2']);
    await call['profiles.save']({
      profile: {
        ...settingDefaults,
        name: 'CRM',
        creatioUrl: 'http://127.0.0.1:1',
        platform: 'auto',
        identityServiceUrl: null,
        clientId: 'one',
        timeLimitSeconds: 5,
      },
      secrets: { 'client-secret': { action: 'set', value: secret } },
      keepSecrets: 'session',
    });
    for (const holding of [
      { ...rule, starts: `sent ${secret}` },
      { ...rule, follows: secret },
      { ...rule, protects: `the value ${secret}` },
      { ...rule, starts: 'Password=Sommer2026!x;' },
    ]) {
      await expect(call['bundle.keepRule']({ rule: { ...holding, id: 'own-9' } })).rejects.toMatchObject({
        code: 'rule-holds-secret',
      });
    }
    for (const none of [
      { ...rule, follows: '(' },
      { ...rule, id: 'jwt' },
    ]) {
      await expect(call['bundle.keepRule']({ rule: none })).rejects.toMatchObject({ code: 'rule-invalid' });
    }
  });
  expect(await readOwnRules(keptFile())).toMatchObject([rule, { id: 'own-2', wholly: true }]);
  expect(await readFile(keptFile(), 'utf8')).not.toContain(secret);
  await withConsole(async (call) => {
    expect(idsOf(await call['bundle.rules'](null))).toEqual(['own-1', 'own-2']);
    const exported = await call['bundle.exportRules'](null);
    if (exported.kind !== 'text') throw new Error('it was not offered as a text');
    const from = join(folder, exported.name);
    await writeFile(from, exported.text);
    expect(await call['bundle.importRules']({ path: from })).toMatchObject({ added: 0 });
    await writeFile(from, JSON.stringify([{ ...rule, starts: 'other ' }]));
    const imported = await call['bundle.importRules']({ path: from });
    expect([imported.added, idsOf(imported)]).toEqual([1, ['own-1', 'own-2', 'own-1-2']]);
    await writeFile(from, JSON.stringify([{ ...rule, starts: `a ${secret}`, follows: '(' }]));
    await expect(call['bundle.importRules']({ path: from })).rejects.toMatchObject({ code: 'rule-invalid' });
    await expect(call['bundle.importRules']({ path: join(folder, 'nowhere') })).rejects.toMatchObject({
      code: 'rules-unreadable',
    });
  });
});

test('sets a damaged file aside, and says so', async () => {
  for (const damaged of [
    '[{"id":',
    '{"rules":[]}',
    JSON.stringify([{ ...rule, more: secret }]),
    '\u0000'.repeat(100),
  ]) {
    await writeFile(keptFile(), damaged);
    await withConsole(async (call, notices) => {
      const { rules, problem } = await call['bundle.rules'](null);
      expect(rules).toEqual([]);
      expect(problem).toMatch(/^The file with your rules is damaged, so none of them is used\. It was kept as /);
      expect(notices).toEqual([problem]);
      expect(problem).not.toContain(secret);
      const [aside = ''] = (await readdir(dataFolder)).filter((name) => name.includes('set-aside-damaged'));
      expect(await readFile(join(dataFolder, aside), 'utf8')).toBe(damaged);
      await rm(join(dataFolder, aside));
      expect(idsOf(await call['bundle.keepRule']({ rule }))).toEqual(['own-1']);
      expect((await call['bundle.rules'](null)).problem).toBeNull();
    });
  }
});
