import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Services } from '../../../electron/ipc/index.ts';
import { reportAsText } from '../../../electron/reports/index.ts';
import { answer } from '../../../electron/ipc/answer.ts';
import type { ConsoleEvent } from '../../../shared/contract.ts';
import { settingDefaults } from '../../../shared/profile.ts';
import { reportSchema, type Report } from '../../../shared/report.ts';
import { lookWith, untrustedLook } from '../../unit/server-view/look.ts';
import { servicesIn } from '../../fixtures/console-services.ts';

let folder: string;
let services: Services;
let happened: ConsoleEvent[];
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'server-view-'));
  [happened, lines] = [[], []];
  services = servicesIn(folder, { log: (line) => lines.push(line) });
  services.subscribe((event) => happened.push(event));
});
afterEach(async () => {
  await services.close();
  await rm(folder, { recursive: true, force: true });
  expect(lines).toEqual([]);
});

const nextReport = () =>
  new Promise<Report>((resolve) => {
    const stop = services.subscribe((event) => {
      if (event.name !== 'diagnosis.finished') return;
      stop();
      resolve(event.payload.report);
    });
  });
async function diagnose(): Promise<Report> {
  const finished = nextReport();
  await services.handlers['diagnosis.start']({ profileId: 'practice' });
  return finished;
}
const ownAddress = async (): Promise<string> =>
  (await services.handlers['practice.status'](null)).identityServiceUrl ?? '';
const paste = (text: string) => services.handlers['serverView.receive']({ from: 'paste', profileId: 'practice', text });

it('hands out a script for the address of the environment', async () => {
  await services.handlers['practice.switch']({ scenario: 'https' });
  const { identityServiceUrl } = await services.handlers['practice.status'](null);
  for (const shell of ['sh', 'powershell'] as const) {
    const script = await services.handlers['serverView.script']({ profileId: 'practice', shell });
    expect(script.address).toBe(identityServiceUrl);
    expect(script.text).toContain(identityServiceUrl ?? 'none');
    expect(script.command).toContain(script.fileName);
    expect(await services.handlers['serverView.saveScript']({ profileId: 'practice', shell })).toEqual({
      kind: 'text',
      name: script.fileName,
      text: script.text,
    });
  }
});

it('makes what the server sees a part of the last run, and leads to what mends it', async () => {
  await services.handlers['practice.switch']({ scenario: 'identity-service-not-trusted-by-creatio' });
  const before = await diagnose();
  expect(before).toMatchObject({ outcome: 'identity-service-unavailable' });
  const renewed = nextReport();
  const { view, attached } = await paste(JSON.stringify(untrustedLook(await ownAddress())));
  expect(attached).toBe(true);
  expect(view.headline).toMatch(/^WEB01 does not trust .* That is why Creatio reports/);

  const report = await renewed;
  expect(reportSchema.parse(report)).toEqual(report);
  expect(report).toMatchObject({
    verdict: before.verdict,
    outcome: before.outcome,
    serverView: view,
    remediation: { id: 'identity-service-not-trusted' },
  });
  expect((await services.handlers['diagnosis.last']({ profileId: 'practice' }))?.report).toEqual(report);
  const text = reportAsText(report);
  expect(text).toContain('From the Creatio server WEB01');
  expect(text).toContain('[FAILED, 12 ms] Secure connection to the Identity Service: WEB01 does not trust');
  expect(happened.filter(({ name }) => name === 'diagnosis.finished')).toHaveLength(2);
});

it('explains nothing by what was seen of another address', async () => {
  await services.handlers['practice.switch']({ scenario: 'identity-service-not-trusted-by-creatio' });
  const before = await diagnose();
  const { view } = await paste(JSON.stringify(untrustedLook()));
  expect(view.headline).toBe('WEB01 does not trust the certificate of identity.example.com:8443.');
  expect(view.notes[0]).toContain('while this environment now has');
  const last = await services.handlers['diagnosis.last']({ profileId: 'practice' });
  expect(last?.report.remediation).toEqual(before.remediation);
});

it('keeps it when a check runs again, judged anew, and lets the next whole run begin without it', async () => {
  await services.handlers['practice.switch']({ scenario: 'identity-service-blocked-for-creatio' });
  await diagnose();
  await paste(JSON.stringify(untrustedLook(await ownAddress())));
  const { runId = '' } = (await services.handlers['diagnosis.last']({ profileId: 'practice' })) ?? {};
  await services.handlers['practice.switch']({ scenario: 'healthy' });
  const again = nextReport();
  await services.handlers['diagnosis.rerun']({ runId, checkId: 'creatio.health' });
  const report = await again;
  expect(report.outcome).toBe('healthy');
  expect(report.serverView?.headline).toMatch(/although Creatio reports that OAuth works/);
  expect(report.remediation?.id).not.toBe('identity-service-not-trusted');
  expect((await diagnose()).serverView).toBeUndefined();
});

it('shows it without a run as well, and says what cannot be read', async () => {
  const { view, attached } = await paste(`C:\\>\r\n${JSON.stringify(lookWith())}`);
  expect(attached).toBe(false);
  expect(view.headline).toBe('WEB01 reaches the Identity Service and gets its discovery document.');
  await expect(paste('nothing')).rejects.toMatchObject({ code: 'server-view-not-found' });
  const content = Buffer.from(`\uFEFF${JSON.stringify(lookWith())}`, 'utf16le').toString('base64');
  const file = await services.handlers['serverView.receive']({ from: 'file', profileId: 'practice', content });
  expect(file.view.machine.name).toBe('WEB01');
});

it('masks the secret of the client, whatever a server made of it', async () => {
  await diagnose();
  const secret = 'canary-9d4b-client-secret';
  const { id } = await services.handlers['profiles.save']({
    profile: {
      ...settingDefaults,
      name: 'Own',
      creatioUrl: 'https://crm.example.com',
      platform: 'auto',
      identityServiceUrl: 'https://identity.example.com:8443',
      clientId: 'client',
      timeLimitSeconds: 5,
    },
    secrets: { 'client-secret': { action: 'set', value: secret } },
    keepSecrets: 'session',
  });
  const { discovery } = lookWith();
  const text = JSON.stringify(
    lookWith({
      machine: { name: secret, os: secret },
      discovery: { ...discovery, ok: false, reason: 'http-status', status: 500, start: `x ${secret}`, issuer: null },
    }),
  );
  const request = { from: 'paste', profileId: id, text };
  const reply = await answer(services.handlers, 'serverView.receive', request, (line) => lines.push(line));
  expect(reply.ok).toBe(true);
  const damaged = { ...request, text: text.replace('"dns"', `"${secret}"`) };
  const refused = await answer(services.handlers, 'serverView.receive', damaged, (line) => lines.push(line));
  expect(refused).toMatchObject({ ok: false, error: { code: 'server-view-damaged' } });
  expect(JSON.stringify([reply, refused, happened])).not.toContain(secret);
});
