import { clientRequestSchema } from '../../../shared/client/request.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { ClientRequest } from '../../../shared/test-client.ts';
import { UserError } from '../../../shared/user-error.ts';
import { parseServiceAddress, sameOrigin } from '../../oauth/addresses.ts';
import { emptyRequest, suggestedRequest } from '../../oauth/client/index.ts';
import type { TokenOptions } from './options.ts';

/** The request that the command line asks for, on top of what the environment suggests. Throws a UserError. */
export function requestFrom(options: TokenOptions, profile: Profile, hasSecret: boolean): ClientRequest {
  const isNamed = options.environment !== null;
  const platform = profile.platform === 'auto' ? null : profile.platform;
  const suggested = isNamed ? suggestedRequest(profile, { platform, hasSecret: false }) : emptyRequest;
  const tokenUrl = addressOption('token-url', options.tokenUrl) ?? suggested.tokenUrl;
  const parsed = clientRequestSchema.safeParse({
    ...suggested,
    direction: directionOf(tokenUrl, isNamed ? profile : null),
    tokenUrl,
    authorizationUrl: addressOption('authorization-url', options.authorizationUrl) ?? suggested.authorizationUrl,
    deviceAuthorizationUrl: addressOption('device-url', options.deviceUrl) ?? suggested.deviceAuthorizationUrl,
    clientId: options.clientId ?? suggested.clientId,
    credentials: options.credentials ?? (hasSecret ? suggested.credentials : 'none'),
    grant: options.grant === 'refresh_token' ? 'client_credentials' : options.grant,
    redirect: { how: 'loopback', port: options.redirectPort, path: '/callback' },
    scope: options.scope,
    audience: options.audience,
    resources: [...options.resources],
  } satisfies ClientRequest);
  if (parsed.success) return parsed.data;
  const [field] = parsed.error.issues[0]?.path ?? [];
  throw new UserError('request-unusable', `The value given for ${String(field ?? 'the request')} cannot be sent.`);
}

function addressOption(name: string, address: string | undefined): string | null {
  if (address === undefined) return null;
  if (parseServiceAddress(address) !== null) return address;
  throw new UserError(
    'address-invalid',
    `The address given with --${name} cannot be used. It begins with http:// or https:// and holds no user name.`,
  );
}

/** Without an environment only the path tells: IdentityServer4 has its token endpoint at connect/token. */
function directionOf(tokenUrl: string | null, profile: Profile | null): ClientRequest['direction'] {
  if (tokenUrl === null) return 'creatio';
  const own = [profile?.creatioUrl, profile?.identityServiceUrl].filter((url) => url !== undefined && url !== null);
  const isOwn = own.some((url) => sameOrigin(url, tokenUrl));
  return isOwn || (profile === null && /\/connect\/token\/?$/.test(tokenUrl)) ? 'creatio' : 'web-service';
}
