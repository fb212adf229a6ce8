import { randomBytes } from 'node:crypto';
import type { IdentityServiceBehaviour } from './behaviour.ts';

export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
}

/** A client as it stands in the database of the Identity Service. */
export interface RegisteredClient extends ClientCredentials {
  grantTypes: readonly string[];
  scopes: readonly string[];
  /** Compared letter by letter. */
  redirectUris: readonly string[];
}

/** The two clients of the practice environment. */
export interface PracticeClients {
  /** The one in Creatio's system settings. */
  creatio: ClientCredentials;
  /** The one that stands for the administrator's own application, for the console to use. */
  console: ClientCredentials;
}

/** The scope and the API resource that stand for Creatio's default resource. */
export const resourceName = 'ApiAccess_practice';

/** Both secrets have characters that only a proper encoding carries through a form and a Basic header. */
const makeSecret = (): string => `${randomBytes(21).toString('base64url')}+%2F`;

/** The clients of a practice environment, with new secrets. */
export const createClients = (): PracticeClients => ({
  creatio: { clientId: 'PracticeCreatio1', clientSecret: makeSecret() },
  console: { clientId: 'practice-console', clientSecret: makeSecret() },
});

/** What the database of the Identity Service holds in a scenario. */
export function registeredClients(
  { creatio, console }: PracticeClients,
  variant: IdentityServiceBehaviour['clients'],
  redirectUri: string,
): readonly RegisteredClient[] {
  const scopes = variant === 'without-scopes' ? [] : [resourceName];
  const changed = (client: ClientCredentials): string => `${client.clientSecret} before it was changed`;
  const registeredCreatio: RegisteredClient = {
    clientId: creatio.clientId,
    clientSecret: variant === 'secrets-changed' ? changed(creatio) : creatio.clientSecret,
    grantTypes: ['implicit', 'client_credentials'],
    scopes,
    redirectUris: [],
  };
  if (variant === 'console-disabled') return [registeredCreatio];
  return [
    registeredCreatio,
    {
      clientId: console.clientId,
      clientSecret:
        variant === 'secrets-changed' || variant === 'console-secret-changed' ? changed(console) : console.clientSecret,
      grantTypes:
        variant === 'console-without-client-credentials'
          ? ['authorization_code']
          : ['client_credentials', 'authorization_code', 'refresh_token'],
      scopes,
      redirectUris: [redirectUri],
    },
  ];
}
