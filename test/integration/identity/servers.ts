import { generateKeyPairSync } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import AuthorizationServer from 'oidc-provider';

export interface LocalServer {
  url: string;
  close(): Promise<void>;
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
}

const closing = (server: Server): (() => Promise<void>) =>
  async function close() {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };

export async function serve(listener: RequestListener): Promise<LocalServer> {
  const server = createServer(listener);
  return { url: await listen(server), close: closing(server) };
}

/** Runs the work with a server that is gone afterwards. */
export async function withServer<T>(opening: Promise<LocalServer>, work: (url: string) => Promise<T>): Promise<T> {
  const server = await opening;
  try {
    return await work(server.url);
  } finally {
    await server.close();
  }
}

export interface ProviderClient {
  client_id: string;
  client_secret: string;
  grant_types?: string[];
  token_endpoint_auth_method?: string;
}

const signingKeys = [
  { ...generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ format: 'jwk' }), kid: 'rsa' },
  { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }), kid: 'ec' },
].map((key) => ({ ...key, use: 'sig' }));

export interface ProviderOptions {
  clients: ProviderClient[];
  /** Algorithm of signed access tokens; null for opaque ones. */
  algorithm?: string | null;
  clientCredentials?: boolean;
  /** What the provider calls itself, when not its address. */
  issuer?: string;
}

/** An authorization server written by others (the package oidc-provider), certified for OpenID Connect. */
export async function openProvider(options: ProviderOptions): Promise<LocalServer> {
  const { clients, algorithm = 'RS256', clientCredentials = true } = options;
  let answer: RequestListener = (_request, response) => response.end();
  const server = createServer((request, response) => answer(request, response));
  const url = await listen(server);
  const provider = new AuthorizationServer(options.issuer ?? url, {
    clients: clients.map((client) => ({
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: client.grant_types === undefined ? [] : ['https://app.example.com/callback'],
      response_types: client.grant_types === undefined ? [] : ['code'],
      ...client,
    })),
    jwks: { keys: signingKeys },
    cookies: { keys: ['test'] },
    // Nothing issued here is ever looked up again.
    adapter: () => ({ upsert: () => Promise.resolve(), find: () => Promise.resolve(undefined) }),
    ttl: { ClientCredentials: 600 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: clientCredentials },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:example:creatio',
        getResourceServerInfo: () => ({
          scope: 'read write',
          audience: 'urn:example:creatio',
          accessTokenFormat: algorithm === null ? 'opaque' : 'jwt',
          accessTokenTTL: 600,
          ...(algorithm === null ? {} : { jwt: { sign: { alg: algorithm } } }),
        }),
      },
    },
  });
  answer = provider.callback();
  return { url, close: closing(server) };
}

/** A Creatio that knows its OData service only, and gives a contact for whatever token. */
export const openCreatio = (): Promise<LocalServer> =>
  serve((request, response) => {
    const known = request.url?.startsWith('/odata/Contact') ?? false;
    const authorized = /^Bearer \S+$/.test(request.headers.authorization ?? '');
    response.writeHead(known ? (authorized ? 200 : 401) : 404, { 'content-type': 'application/json' });
    response.end(known && authorized ? JSON.stringify({ value: [{ Name: 'Canary Person' }] }) : '{}');
  });
