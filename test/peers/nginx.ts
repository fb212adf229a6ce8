import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyPairCertificate } from '../../electron/practice/certificates.ts';
import { freePort } from '../fixtures/free-port.ts';
import { startProgram } from './program.ts';

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
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const program = await startProgram('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log'], port);
    return { port, close: () => program.close().then(remove) };
  } catch (error) {
    const log = await readFile(join(folder, 'error.log'), 'utf8').catch(() => '');
    await remove();
    throw new Error(log, { cause: error });
  }
}
