import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadCatalogue } from '../../../shared/remediation/index.ts';
import { remediationSchema } from '../../../shared/report.ts';
import { runCommand } from './command-line.ts';

const { ids } = await loadCatalogue();

describe('explain', () => {
  it('lists every id', async () => {
    const { code, stdout } = await runCommand(['explain']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual([...ids]);
    const json = await runCommand(['explain', '--format', 'json']);
    expect(z.array(remediationSchema).parse(JSON.parse(json.stdout))).toHaveLength(ids.length);
  });

  it('prints an entry for a version and a platform', async () => {
    const { stdout } = await runCommand(['explain', 'settings-empty', '--version', '8.0', '--platform', 'net']);
    expect(stdout).toContain('System settings');
    expect(stdout).toContain('Create default resource');
    expect(stdout).not.toContain('Open settings');
    const later = await runCommand(['explain', 'settings-empty', '--version', '8.3', '--platform', 'net-framework']);
    expect(later.stdout).toContain('Diagnostic > Open settings');
    expect(later.stdout).not.toContain('Create default resource');
    const json = await runCommand(['explain', 'tls-expired', '--format', 'json']);
    expect(remediationSchema.parse(JSON.parse(json.stdout)).id).toBe('tls-expired');
  });

  it('shows the steps of every version, labelled, where none is given', async () => {
    const { stdout } = await runCommand(['explain', 'connect-identity-service']);
    for (const step of [
      /Open the Connection settings mini page.*8\.2\.1 and later\]\n.*Diagnostic > Open settings/,
      /Open the System settings section.*before 8\.2\.1\]\n.*System setup > System settings/,
      /Create default resource.*before 8\.1\]/,
      /Create default resource.*8\.1 and later, before 8\.2\]/,
    ]) {
      expect(stdout).toMatch(step);
    }
    const health = await runCommand(['explain', 'endpoint-missing']);
    expect(health.stdout).toContain('Health check, .NET Framework: ');
    expect(health.stdout).toContain('Health check, .NET: ');
  });

  it('says where to go on, and what proves the repair', async () => {
    const { stdout } = await runCommand(['explain', 'identity-service-unavailable']);
    expect(stdout).toMatch(
      /Test the Identity Service.*\n.*\n +Verified by: identity\.discovery\n +Follow what a failing/,
    );
    expect(stdout).toContain('There is no website of the Identity Service. See deploy-identity-service.');
    expect(stdout).toContain('It is mended when these checks pass: creatio.health, identity.discovery.');
    const webService = await runCommand(['explain', 'web-service-redirect-url']);
    expect(webService.stdout).toMatch(/It is mended when this is so: The user can be added/);
  });

  it.each<[args: string[], sentence: RegExp]>([
    [['explain', 'nope'], /There is no entry "nope"/],
    [['explain', 'healthy', 'cancelled'], /takes one id/],
    [['explain', 'healthy', '--version', 'new'], /--version takes a version of Creatio/],
    [['explain', 'healthy', '--platform', 'java'], /--platform takes auto, net-framework or net/],
    [['nope'], /There is no command "nope"\. The commands are check, practice, token, explain/],
  ])('answers %j by one sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await runCommand(args);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('help and version', () => {
  it.each([['--help'], ['-h'], ['help']])('%s names the commands and the exit codes', async (...args) => {
    const { code, stdout } = await runCommand(args);
    expect(code).toBe(0);
    for (const word of ['check', 'practice', 'explain', '3 unknown or could not run']) expect(stdout).toContain(word);
  });

  it('shows the help without a command, but as a mistake', async () => {
    expect(await runCommand([])).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('Usage:') });
  });

  it.each([
    ['check', '--client-secret-env'],
    ['practice', '--scenario'],
    ['explain', '--version'],
  ])('%s --help describes its options', async (command, option) => {
    expect(await runCommand([command, '--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining(option) });
    expect(await runCommand(['help', command])).toMatchObject({ code: 0, stdout: expect.stringContaining(option) });
  });

  it('prints the version of the package', async () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')));
    expect(await runCommand(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});
