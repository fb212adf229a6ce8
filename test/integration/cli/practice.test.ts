import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runCommand, startCommand } from './command-line.ts';

const lineSchema = z.strictObject({
  scenario: z.string(),
  creatioUrl: z.url(),
  identityServiceUrl: z.url(),
  platform: z.literal('auto'),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  trustedCertificates: z.array(z.string()),
});
const parse = (line: string) => lineSchema.parse(JSON.parse(line));

describe('practice', () => {
  it('prints its addresses, switches by name, tells of an unknown one, and ends at a signal', async () => {
    const running = startCommand(['practice']);
    const first = parse(await running.nextLine());
    expect(first.scenario).toBe('healthy');
    expect((await fetch(`${first.creatioUrl}/0/api/OAuthHealthCheck`)).status).toBe(200);
    running.child.stdin.write('no-such-scenario\n\nsettings-empty\n');
    const second = parse(await running.nextLine());
    expect(second.scenario).toBe('settings-empty');
    expect((await fetch(`${second.creatioUrl}/0/api/OAuthHealthCheck`)).status).toBe(500);
    running.child.stdin.end('gzip\n');
    const third = parse(await running.nextLine());
    expect((await fetch(`${third.creatioUrl}/0/api/OAuthHealthCheck`)).status).toBe(200);
    running.child.kill('SIGTERM');
    const { code, stderr } = await running.finished;
    expect(code).toBe(0);
    expect(stderr).toMatch(/^The practice environment has no scenario "no-such-scenario"\./);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('says when its port is taken', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => {
      blocker.listen(0, '127.0.0.1', resolve);
    });
    const address = blocker.address();
    if (address === null || typeof address === 'string') throw new Error('not listening on a port');
    const { code, stdout, stderr } = await runCommand(['practice', '--port', String(address.port)]);
    blocker.close();
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(String(address.port));
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('lists its scenarios', async () => {
    const { code, stdout } = await runCommand(['practice', '--list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^healthy +\S/m);
    expect(stdout).toMatch(/^token-not-retrievable +\S/m);
  });

  it.each<[args: string[], sentence: RegExp]>([
    [['--scenario', 'nope'], /has no scenario "nope"/],
    [['--port', '70000'], /--port takes a whole number from 1 to 65534/],
    [['--port', 'x'], /--port takes a whole number/],
    [['healthy'], /takes options only/],
    [['--foo'], /Unknown option '--foo'/],
  ])('answers %j by one sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await runCommand(['practice', ...args]);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
