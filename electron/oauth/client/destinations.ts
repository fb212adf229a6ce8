import type { ClientAct, ClientRequest } from '../../../shared/test-client.ts';
import { UserError } from '../../../shared/user-error.ts';
import { useAddresses } from './acts/use.ts';
import type { Platform } from '../../../shared/profile.ts';

export interface Destinations {
  environment: {
    name: string;
    creatioUrl: string;
    identityServiceUrl: string | null;
    platform: Platform | null;
    production: boolean;
  };
  act: ClientAct;
  request: ClientRequest;
  /** Where the token may go besides the environment; null where none is sent. */
  tokenOrigins: readonly string[] | null;
  /** Where the secret may go besides the environment; null where none is sent. */
  secretOrigins: readonly string[] | null;
}

/** The said-on-purpose of a call, see `client.start`. */
export interface Deliberate {
  confirmed?: string | undefined;
  elsewhere?: boolean | undefined;
}

/**
 * Makes sure that a secret or a token goes only where it belongs, unless that is said on purpose. In a production environment
 * everything that goes to another server, and what revokes or tries several ways, wants the name of the environment.
 * @throws UserError `destination-differs` or `confirmation-needed`
 */
export function checkDestinations(what: Destinations, { confirmed, elsewhere = false }: Deliberate): void {
  const { environment, act } = what;
  const own = originsOf([environment.creatioUrl, environment.identityServiceUrl]);
  const targets = originsOf(targetsOf(what));
  const mayGo = (origin: string, origins: readonly string[] | null): boolean =>
    origins === null || own.includes(origin) || origins.includes(origin);
  const foreign = targets.find((origin) => !mayGo(origin, what.tokenOrigins) || !mayGo(origin, what.secretOrigins));
  if (foreign !== undefined && !elsewhere) {
    throw new UserError(
      'destination-differs',
      `This would send a secret or a token to ${foreign}, which is neither a server of "${environment.name}" nor the one it was meant for. Nothing was sent.`,
    );
  }
  if (!environment.production) return;
  const leaves = targets.find((origin) => !own.includes(origin));
  const reason =
    leaves !== undefined
      ? `It sends a secret or a token to ${leaves}.`
      : act.kind === 'compare'
        ? 'It sends the secret in several ways, which the service may count as failed logins.'
        : act.kind === 'revoke'
          ? 'It revokes a token, which may be in use.'
          : null;
  if (reason === null || confirmed?.trim().toLowerCase() === environment.name.trim().toLowerCase()) return;
  throw new UserError(
    'confirmation-needed',
    `"${environment.name}" is a production environment. ${reason} Enter its name to go on.`,
  );
}

/** Where the requests of an act go with something secret in them. A discovery document is asked for without. */
function targetsOf({ act, request, environment }: Destinations): (string | null)[] {
  switch (act.kind) {
    case 'discover':
      return [];
    case 'token':
      return [request.tokenUrl, request.grant === 'device_code' ? request.deviceAuthorizationUrl : null];
    case 'compare':
    case 'refresh':
      return [request.tokenUrl];
    case 'revoke':
      return [request.revocationUrl];
    case 'introspect':
      return [request.introspectionUrl];
    case 'use':
      return useAddresses(act.target, environment);
  }
}

/** The origins of addresses that were parsed before, each once. */
export const originsOf = (urls: readonly (string | null)[]): string[] => [
  ...new Set(urls.flatMap((url) => (url === null ? [] : [new URL(url).origin]))),
];

/** Every address of a request to which its own secret may go. A password goes to the web service, a client secret never does. */
export const addressesOf = (request: ClientRequest): (string | null)[] => [
  request.authentication === 'http-basic' ? (request.serviceUrl ?? null) : null,
  request.tokenUrl,
  request.revocationUrl,
  request.introspectionUrl,
  request.deviceAuthorizationUrl,
];

/**
 * Where a token may go besides the environment: back to where it came from, one of another service to what the request calls that
 * service, and one that was entered to the addresses beside which it was.
 */
export function tokenOrigins(
  origin: string | null,
  request: ClientRequest,
  { creatioUrl, identityServiceUrl }: Pick<Destinations['environment'], 'creatioUrl' | 'identityServiceUrl'>,
): string[] {
  const ofService = originsOf([request.serviceUrl ?? null]);
  if (origin === null) return [...originsOf(addressesOf(request)), ...ofService];
  return originsOf([creatioUrl, identityServiceUrl]).includes(origin) ? [] : [origin, ...ofService];
}
