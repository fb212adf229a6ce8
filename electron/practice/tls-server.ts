import { createServer, type Server } from 'node:https';
import type { ServerCertificate } from './server-certificates.ts';

/** A web server over TLS that listens to nothing yet. */
export function createTlsServer({ certificate, privateKey, clientAuthority }: ServerCertificate): Server {
  const clients = clientAuthority === null ? {} : { requestCert: true, rejectUnauthorized: true, ca: clientAuthority };
  return createServer({ cert: certificate, key: privateKey, ...clients });
}
