import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../../shared/user-error.ts';
import { bindContract } from '../ipc/index.ts';
import type { Services } from '../ipc/index.ts';
import { newStyleNonce, securityHeaders } from '../window/headers.ts';
import type { PageResponse } from '../window/page-files.ts';
import { createAccess } from './access.ts';
import type { Access } from './access.ts';
import { preloadPath, preloadScript, serveHostedPage } from './page.ts';
import { createSockets } from './sockets.ts';

export interface BrowserHostOptions {
  /** Port on 127.0.0.1; 0 takes a free one. */
  port: number;
  /** Folder of the built page. */
  pageFolder: string;
  /** The built preload. */
  preloadFile: string;
  services: Services;
  /** Takes one line about a fault of our own. */
  log(line: string): void;
}

export interface BrowserHost {
  /** The address to open; its token works once. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Gives the built page to a browser on this machine, with the product's headers, and carries the contract over a
 * WebSocket. Listens on 127.0.0.1 only. Throws a UserError when the port cannot be had.
 */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { pageFolder, preloadFile, services, log } = options;
  const script = preloadScript(await readFile(preloadFile, 'utf8'));
  const server = createServer();
  const access = createAccess(await listen(server, options.port));
  const sockets = createSockets();
  const unbind = bindContract({
    receiver: sockets.receiver,
    services,
    isTrustedSender: sockets.isOpenPage,
    send: sockets.send,
    log,
  });

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void respond(access, request, (path) => page(request.method ?? '', path)).then((reply) => {
      response.writeHead(reply.status, reply.headers).end(reply.body);
    });
  });
  const page = async (method: string, path: string): Promise<PageResponse> =>
    path === preloadPath && method === 'GET'
      ? text(200, script, { 'Content-Type': 'text/javascript; charset=utf-8' })
      : serveHostedPage(pageFolder, method, path);

  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    // Node leaves this socket to us: unheard, a connection that is reset would end the whole process.
    socket.on('error', () => socket.destroy());
    const allowed =
      request.url === '/host/socket' &&
      request.headers.origin !== undefined &&
      access.isOwnAddress(request) &&
      access.isSignedIn(request);
    if (allowed) sockets.accept(request, socket, head);
    else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
  });

  return {
    url: access.url,
    async close() {
      unbind();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Lets a request through to the page, or exchanges the token for the cookie, or says why not. */
async function respond(
  access: Access,
  request: IncomingMessage,
  page: (path: string) => Promise<PageResponse>,
): Promise<PageResponse> {
  if (!access.isOwnAddress(request)) return text(403, 'The console answers only at the address it printed.');
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  if (access.isSignedIn(request)) return query.includes('token=') ? redirectToPage() : page(path);
  const token = new URLSearchParams(query).get('token');
  if (token === null || request.method !== 'GET')
    return text(403, 'Open the whole address that the console printed: it carries the token that lets you in.');
  const cookie = access.signIn(token);
  if (cookie === null)
    return text(
      403,
      'This address was used already, or its token is wrong. A token works once. Start the console again and open the new address.',
    );
  const headers = { 'Set-Cookie': cookie };
  // A browser that came by a link keeps a strict cookie back along the whole redirect; a page that goes on by itself gets it.
  if (request.headers['sec-fetch-site'] === 'cross-site')
    return text(200, 'Opening the console.', { ...headers, Refresh: '0; url=/' });
  return redirectToPage(headers);
}

const redirectToPage = (headers: Readonly<Record<string, string>> = {}) => text(303, '', { Location: '/', ...headers });

/** A response that is no file of the page, under the very same rules. */
function text(status: number, body: string, headers: Readonly<Record<string, string>> = {}): PageResponse {
  const contentType = { 'Content-Type': 'text/plain; charset=utf-8' };
  return { status, body, headers: { ...securityHeaders(newStyleNonce()), ...contentType, ...headers } };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portError(error, port)));
    server.listen(port, '127.0.0.1', () => resolve(portOf(server.address(), port)));
  });
}

const portOf = (address: AddressInfo | string | null, asked: number) =>
  typeof address === 'object' && address !== null ? address.port : asked;

function portError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new UserError('port-in-use', `Port ${port} is in use by another program. Choose another with --port.`);
  if (error.code === 'EACCES')
    return new UserError('port-refused', `This account may not listen on port ${port}. Choose one above 1023.`);
  return error;
}
