import { clientRequestSchema } from '../../../shared/client/request.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { ClientRequest, SavedRequest } from '../../../shared/test-client.ts';
import { UserError } from '../../../shared/user-error.ts';
import { maskPatterns } from '../../reports/mask/patterns.ts';
import { parseServiceAddress } from '../addresses.ts';

type Kept = NonNullable<Profile['savedRequests']>[number];

/** A saved request as it stands in an environment; null for one that this console does not understand. */
export function readSavedRequest(
  profileId: string,
  { id, name, savedAt, request }: Kept,
  secrets: readonly string[],
): SavedRequest | null {
  const parsed = clientRequestSchema.safeParse(request);
  if (!parsed.success) return null;
  return {
    id,
    profileId,
    name,
    savedAt,
    request: parsed.data,
    hasSecret: secrets.includes(`request-secret:${id}`),
    hasRefreshToken: secrets.includes(`refresh-token:${id}`),
  };
}

const addressNames = {
  serviceUrl: 'address of the web service',
  discoveryUrl: 'discovery URL',
  authorizationUrl: 'auth code request URL',
  tokenUrl: 'access token request URL',
  revocationUrl: 'revoke token URL',
  introspectionUrl: 'introspection URL',
  deviceAuthorizationUrl: 'device authorization URL',
} as const;
const addressFields = [
  'serviceUrl',
  'discoveryUrl',
  'authorizationUrl',
  'tokenUrl',
  'revocationUrl',
  'introspectionUrl',
  'deviceAuthorizationUrl',
] as const satisfies readonly (keyof typeof addressNames)[];

/**
 * Throws a UserError `address-invalid` for an address with a user name or a password in it, which no request carries. That of the
 * browser is looked at when it is opened.
 */
export function checkAddresses(request: ClientRequest): void {
  const field = addressFields.find(
    (each) => each !== 'authorizationUrl' && request[each] && parseServiceAddress(request[each]) === null,
  );
  if (field === undefined) return;
  throw new UserError(
    'address-invalid',
    `The ${addressNames[field]} cannot be used. It begins with http:// or https:// and holds no user name.`,
  );
}

/** The name of an address that holds a secret, or null: such a request is not written to a file. */
export function secretAddress(request: ClientRequest): string | null {
  const field = addressFields.find((each) => {
    const address = request[each] ?? '';
    return maskPatterns(address) !== address;
  });
  return field === undefined ? null : addressNames[field];
}

/** The name of a further parameter that holds a secret, as its name tells, or null: such a request is not written to a file. */
export function secretParameter({ parameters }: ClientRequest): string | null {
  const isSecret = ({ name, value }: ClientRequest['parameters'][number]): boolean => {
    const text = `${name}=${value}`;
    return value !== '' && maskPatterns(text) !== text;
  };
  return parameters.find(isSecret)?.name ?? null;
}
