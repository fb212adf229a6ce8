import { spawn } from 'node:child_process';
import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startPractice, type Practice } from '../../../electron/practice/index.ts';
import { createProfileStore } from '../../../electron/profiles/index.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import { reportSchema, type Report } from '../../../shared/report.ts';
import { built, runCommand, startCommand } from './command-line.ts';

const environment = (name: string, creatioUrl: string): ProfileInput => ({
  name,
  creatioUrl,
  platform: 'auto',
  identityServiceUrl: null,
  clientId: null,
  timeLimitSeconds: 15,
});

let practice: Practice;
let home: string;
beforeAll(async () => {
  practice = await startPractice();
  home = await mkdtemp(path.join(os.tmpdir(), 'cli-'));
  const store = createProfileStore({ folder: home });
  await store.save(environment('Production CRM', practice.creatioUrl));
  await store.save(environment('Closed', 'http://127.0.0.1:9'));
});
afterAll(async () => {
  await practice.close();
  await rm(home, { recursive: true, force: true });
});

const atHome = () => ({ CREATIO_OAUTH_HOME: home });
const reportOf = (stdout: string): Report => reportSchema.parse(JSON.parse(stdout));
const reportsOf = (stdout: string): Report[] => z.array(reportSchema).parse(JSON.parse(stdout));
const given = (...secret: string[]) =>
  [
    'check',
    '--url',
    `${practice.creatioUrl}/0/`,
    '--identity-url',
    `${practice.identityServiceUrl}/connect/token`,
  ].concat(['--client-id', practice.clientId, '--format', 'json'], secret);

describe('check', () => {
  it('diagnoses the practice environment without any set-up', async () => {
    const { code, stdout, stderr } = await runCommand(['check', 'Practice', '--format', 'json']);
    expect(reportOf(stdout)).toMatchObject({ verdict: 'pass', outcome: 'healthy', profile: { id: 'practice' } });
    expect(code).toBe(0);
    expect(stderr).toContain('OAuth health check of Creatio: ok');
  });

  it('answers in text, the answer first', async () => {
    const { code, stdout } = await runCommand(['check', 'practice']);
    expect(stdout).toMatch(/^HEALTHY: /);
    expect(code).toBe(0);
  });

  it.each([
    ['healthy', 'healthy', 0],
    ['settings-empty', 'settings-empty', 2],
    ['token-not-retrievable', 'token-not-retrievable', 2],
    ['endpoint-missing', 'endpoint-missing', 3],
  ] as const)('ends with the code of the verdict: %s', async (_, outcome, exitCode) => {
    const scenario = practice.status().scenarios.find((each) => each.outcome === outcome);
    await practice.switchTo(scenario?.name ?? outcome);
    const secret = { CANARY: practice.clientSecret };
    const { code, stdout, stderr } = await runCommand(given('--client-secret-env', 'CANARY'), secret);
    await practice.switchTo('healthy');
    const report = reportOf(stdout);
    expect(report).toMatchObject({ outcome, profile: { creatioUrl: practice.creatioUrl } });
    expect(report.remediation?.id).toBe(outcome);
    expect(code).toBe(exitCode);
    expect(stderr).toContain(`--url was understood as ${practice.creatioUrl}.`);
    expect(stderr).toContain(`--identity-url was understood as ${practice.identityServiceUrl}.`);
    expect(stdout + stderr).not.toContain(practice.clientSecret);
  });

  it('takes the secret from standard input, and shows it nowhere', async () => {
    const { code, stdout, stderr } = await runCommand(given('--client-secret-stdin'), {}, `${practice.clientSecret}\n`);
    expect([code, reportOf(stdout).verdict]).toEqual([0, 'pass']);
    expect(stdout + stderr).not.toContain(practice.clientSecret);
  });

  it('finds stored environments by name in any case, and gives several as a list in their order', async () => {
    const one = await runCommand(['check', 'production crm', '--format', 'json'], atHome());
    expect(reportOf(one.stdout).profile.name).toBe('Production CRM');
    const several = await runCommand(
      ['check', 'closed', 'practice', 'PRODUCTION CRM', 'closed', '--format', 'json', '--concurrency', '1'],
      atHome(),
    );
    expect(reportsOf(several.stdout).map((report) => [report.profile.name, report.verdict])).toEqual([
      ['Closed', 'fail'],
      ['Practice environment', 'pass'],
      ['Production CRM', 'pass'],
    ]);
    expect(several.code).toBe(2);
    expect(several.stderr).toContain('(3/3) Production CRM: healthy');
  });

  it('diagnoses all, each in turn, with a line that counts them', async () => {
    const { code, stdout } = await runCommand(['check', '--all'], atHome());
    expect(stdout).toMatch(/^HEALTHY: [^]*\nPROBLEM: [^]*\n2 environments: 1 healthy, 1 problem\.\n$/);
    expect(code).toBe(2);
  });

  it('gives a list with --all for a single environment, and takes the only one without a name', async () => {
    const folder = await mkdtemp(path.join(home, 'single-'));
    await createProfileStore({ folder }).save(environment('Only', practice.creatioUrl));
    const all = await runCommand(['check', '--all', '--format', 'json'], { CREATIO_OAUTH_HOME: folder });
    expect(reportsOf(all.stdout)).toHaveLength(1);
    const only = await runCommand(['check', '--format', 'json'], { CREATIO_OAUTH_HOME: folder });
    expect(reportOf(only.stdout).profile.name).toBe('Only');
  });

  it('writes the report to a file and keeps standard output quiet', async () => {
    const file = path.join(home, 'report.json');
    await writeFile(file, 'former');
    const { code, stdout, stderr } = await runCommand(['check', 'practice', '--format', 'json', '--output', file]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain(`The report is in ${file}.\n`);
    expect(reportOf(await readFile(file, 'utf8')).verdict).toBe('pass');
  });

  it.each([
    ['a folder that does not exist', 'missing/report.json', 'its folder does not exist'],
    ['a folder', '.', 'it is a folder'],
  ])('prints the report when it cannot be saved to %s', async (_, name, reason) => {
    const args = ['check', 'practice', '--format', 'json', '--output', path.join(home, name)];
    const { code, stdout, stderr } = await runCommand(args);
    expect(code).toBe(3);
    expect(reportOf(stdout).verdict).toBe('pass');
    expect(stderr).toMatch(new RegExp(`could not be saved to .*: ${reason}\\. It was printed instead\\.\n$`));
  });

  it('writes to what is no regular file and never replaces it', async () => {
    const { code } = await runCommand(['check', 'practice', '--output', '/dev/null']);
    expect(code).toBe(0);
    expect(await readFile('/dev/null', 'utf8')).toBe('');
  });

  it('keeps what is known when it is cancelled', async () => {
    const silent = await listen();
    const { child, finished } = startCommand(['check', '--url', `127.0.0.1:${portOf(silent)}`, '--format', 'json']);
    let progress = '';
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        progress += chunk.toString();
        if (progress.includes('Connection to Creatio: ok')) resolve();
      });
    });
    child.kill('SIGINT');
    const { code, stdout, stderr } = await finished;
    silent.close();
    const report = reportOf(stdout);
    expect([code, report.outcome, report.verdict]).toEqual([3, 'cancelled', 'unknown']);
    expect(report.checks.find((check) => check.id === 'creatio.tcp')?.status).toBe('pass');
    expect(stderr).toContain('The run was cancelled.');
  });

  it('does not mind a reader that goes away', async () => {
    const { child, finished } = startCommand(['check', 'practice', '--format', 'json']);
    child.stdout.destroy();
    const { code, stderr } = await finished;
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/EPIPE|console itself failed/);
  });

  it('says when standard output cannot be written to', async () => {
    const readOnly = await open(built, 'r');
    const child = spawn(process.execPath, [built, 'explain', 'healthy'], { stdio: ['ignore', readOnly.fd, 'pipe'] });
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const code = await new Promise((resolve) => {
      child.on('close', resolve);
    });
    await readOnly.close();
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/^The result could not be written to standard output: .+\.\n$/),
    ]);
  });

  it('keeps a damaged file of environments and says where', async () => {
    const folder = await mkdtemp(path.join(home, 'damaged-'));
    await writeFile(path.join(folder, 'profiles.json'), '{"schemaVersion":1,');
    const { code, stderr } = await runCommand(['check', '--all'], { CREATIO_OAUTH_HOME: folder });
    expect(code).toBe(3);
    expect(stderr).toContain('is damaged');
    expect(await readdir(folder)).toContainEqual(expect.stringMatching(/^profiles\.set-aside-/));
    expect(await readdir(folder)).not.toContain('profiles.json');
  });

  it('goes on with the last good copy of a damaged file', async () => {
    const folder = await mkdtemp(path.join(home, 'restored-'));
    await createProfileStore({ folder }).save(environment('Kept', practice.creatioUrl));
    await writeFile(path.join(folder, 'profiles.json'), '');
    const { code, stdout, stderr } = await runCommand(['check', 'kept'], { CREATIO_OAUTH_HOME: folder });
    expect(stderr).toContain(`last good copy, ${path.join(folder, 'profiles.backup-1.json')}`);
    expect(stdout).toContain('Kept');
    expect(code).not.toBe(3);
  });
});

describe('a mistake on the command line of check', () => {
  const secret = 'canarySecret0123456789abcdefghij';
  it.each<[args: string[], sentence: RegExp]>([
    [[], /Say which environment, or --all\. There are: "Production CRM", "Closed"\./],
    [['nobody'], /There is no environment "nobody"\. There are: "Production CRM", "Closed"\./],
    [['practice', '--all'], /only one of the three/],
    [['--url', 'a.example', 'practice'], /only one of the three/],
    [['practice', '--client-id', 'x'], /--client-id describes an environment given with --url/],
    [['--foo'], /Unknown option '--foo'/],
    [['--url'], /^--url needs a value\./],
    [['--timeout', '-5'], /^--timeout needs a value; one that begins with a hyphen is written --timeout=<value>\./],
    [['--all=x'], /^--all takes no value\./],
    [['--url', 'ftp://crm.example.com'], /given with --url cannot be used\. .* not with ftp/],
    [['--url', 'https://crm.example.com:70000'], /port/],
    [['--url', `https://admin:${secret}@crm.example.com`], /user name or a password/],
    [['--url', 'crm.example.com', '--identity-url', 'a b'], /given with --identity-url cannot be used/],
    [['--url', 'https://crm.example.com', '--client-id', ''], /1 to 200 characters/],
    [['--url', 'crm.example.com', '--platform', 'core'], /--platform takes auto, net-framework or net/],
    [['practice', '--format', 'xml'], /--format takes text, json, markdown or html/],
    [['practice', '--timeout', '0'], /--timeout takes a whole number from 1 to 600/],
    [['practice', '--timeout', '1.5'], /--timeout takes a whole number/],
    [['practice', '--concurrency', 'many'], /--concurrency takes a whole number from 1 to 100/],
    [['practice', '--output', ''], /--output takes the name of a file/],
    [['practice', '--client-secret', secret], /A secret among the arguments can be read by others/],
    [['practice', '--client-secret-env', 'NOT_SET_ANYWHERE'], /variable NOT_SET_ANYWHERE, named .* is not set/],
    [['practice', '--client-secret-env', secret], /named by --client-secret-env is not set/],
    [['practice', '--client-secret-env', 'EMPTY'], /EMPTY, named by --client-secret-env, is empty/],
    [['practice', '--client-secret-stdin'], /Standard input held no client secret/],
    [['practice', '--client-secret-stdin', '--client-secret-env', 'EMPTY'], /comes from one place/],
    [['--all', '--client-secret-env', 'EMPTY'], /belongs to one environment/],
  ])('%j is answered by one sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await runCommand(['check', ...args], { ...atHome(), EMPTY: '' });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n {4}at |node:internal/);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
    expect(stderr).not.toContain(secret);
  });

  it('ends with a sentence where its folder cannot even be made', async () => {
    const nowhere = process.platform === 'win32' ? 'Q:\\none' : '/proc/none';
    const { code, stderr } = await runCommand(['check', 'some'], { CREATIO_OAUTH_HOME: nowhere });
    expect(stderr).toBe('There is no environment "some". None is stored yet.\n');
    expect(code).toBe(3);
  });

  it('says that nothing is stored yet', async () => {
    const { code, stderr } = await runCommand(['check'], { CREATIO_OAUTH_HOME: path.join(home, 'nothing') });
    expect([code, stderr]).toEqual([3, expect.stringContaining('No environment is stored yet')]);
  });
});

/** A server that accepts connections and never answers. */
async function listen(): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}
