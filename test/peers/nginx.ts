import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { KeyPairCertificate } from '../../electron/practice/certificates.ts';

export interface Nginx {
  /** Port the server listens on, on 127.0.0.1. */
  port: number;
  close(): Promise<void>;
}

export interface NginxOptions {
  /** What stands in the server's block besides `listen` and its certificate. */
  server: string;
  /** What follows the port in `listen`, for example `http2`. */
  listen?: string;
  /** With a certificate it speaks TLS. */
  certificate?: KeyPairCertificate;
}

const startLimitMs = 10_000;

/** Starts Debian's nginx as one process, with a configuration and a folder of its own, on a free port. */
export async function startNginx({ server, listen = '', certificate }: NginxOptions): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
  const port = await freePort();
  await mkdir(join(folder, 'temp'));
  if (certificate) {
    await writeFile(join(folder, 'server.pem'), certificate.certificate);
    await writeFile(join(folder, 'server.key'), certificate.privateKey);
  }
  const tls = certificate ? 'ssl_certificate server.pem; ssl_certificate_key server.key;' : '';
  const kinds = ['body', 'fastcgi', 'uwsgi', 'scgi', 'proxy'];
  const places = kinds.map((kind) => `${kind === 'body' ? 'client_body' : kind}_temp_path temp/${kind};`).join('\n  ');
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events {}
http {
  access_log off;
  ${places}
  server {
    listen 127.0.0.1:${port}${certificate ? ' ssl' : ''} ${listen};
    ${tls}
    ${server}
  }
}
`,
  );
  const child = spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log'], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  const close = async () => {
    child.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + startLimitMs;
  while (!(await accepts(port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      const log = await readFile(join(folder, 'error.log'), 'utf8').catch(() => '');
      await close();
      throw new Error(`nginx does not start. ${log}`);
    }
    await wait(20);
  }
  return { port, close };
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
