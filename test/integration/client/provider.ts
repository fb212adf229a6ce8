import { createServer, type RequestListener } from 'node:http';
import AuthorizationServer from 'oidc-provider';
import { listen } from '../identity/servers.ts';

/** Client secrets with signs that only a proper encoding carries. */
export const canarySecret = 'canary+secret %2F:&=?/$1';

export interface Provider {
  url: string;
  close(): Promise<void>;
}

interface ProviderClient {
  client_id: string;
  client_secret?: string;
  token_endpoint_auth_method: string;
  grant_types?: string[];
  redirect_uris?: string[];
  scope?: string;
}

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** A client of a program on this computer, which may use any port of the loopback address (RFC 8252, section 7.3). */
const native = (client: ProviderClient) => ({
  application_type: 'native',
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials', deviceGrant],
  redirect_uris: ['http://127.0.0.1/callback', 'https://crm.example.com/0/oauth'],
  response_types: ['code'],
  ...client,
});

/** An authorization server written by others, with logins, refresh tokens that rotate, revocation, introspection and devices. */
export async function openFullProvider(): Promise<Provider> {
  let answer: RequestListener = (_request, response) => response.end();
  const server = createServer((request, response) => answer(request, response));
  const url = await listen(server);
  const warn = console.warn;
  // It warns of its own defaults for development, which is what this is.
  console.warn = () => undefined;
  const provider = new AuthorizationServer(url, {
    clients: [
      native({ client_id: 'body', client_secret: canarySecret, token_endpoint_auth_method: 'client_secret_post' }),
      native({ client_id: 'basic', client_secret: canarySecret, token_endpoint_auth_method: 'client_secret_basic' }),
      native({
        client_id: 'public',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
      }),
    ],
    scopes: ['openid', 'offline_access', 'read', 'write'],
    cookies: { keys: ['test'] },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    features: {
      devInteractions: { enabled: true },
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      revocation: { enabled: true },
      deviceFlow: { enabled: true },
    },
  });
  console.warn = warn;
  answer = provider.callback();
  return {
    url,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
