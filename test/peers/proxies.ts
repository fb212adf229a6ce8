import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../fixtures/free-port.ts';
import { startProgram } from './program.ts';

export interface Proxy {
  port: number;
  close(): Promise<void>;
}

export interface Login {
  username: string;
  password: string;
}

/** Debian's tinyproxy, which knows the hosts of this computer; with a login it wants Basic authentication. */
export async function startTinyproxy(login: Login | null, settings = ''): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), 'tinyproxy-'));
  const port = await freePort();
  await writeFile(
    join(folder, 'tinyproxy.conf'),
    `Port ${port}
Listen 127.0.0.1
Timeout 20
LogFile "${join(folder, 'log')}"
${login === null ? '' : `BasicAuth ${login.username} ${login.password}`}
${settings}
`,
  );
  const program = await startProgram('tinyproxy', ['-d', '-c', join(folder, 'tinyproxy.conf')], port);
  return { port, close: () => program.close().then(() => rm(folder, { recursive: true, force: true })) };
}

/** Debian's microsocks; with a login it wants user name and password (RFC 1929). */
export async function startMicrosocks(login: Login | null): Promise<Proxy> {
  const port = await freePort();
  const wanted = login === null ? [] : ['-u', login.username, '-P', login.password];
  const program = await startProgram('microsocks', ['-i', '127.0.0.1', '-p', String(port), ...wanted], port);
  return { port, close: program.close };
}
