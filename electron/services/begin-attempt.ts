import type { ParsedRequest } from '../../shared/contract.ts';
import type { Platform, Profile } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import type { Attempt, ClientAct, ClientRequest } from '../../shared/test-client.ts';
import { UserError } from '../../shared/user-error.ts';
import type { Network } from '../net/index.ts';
import {
  addressesOf,
  checkAddresses,
  checkDestinations,
  checkParameters,
  originsOf,
  requireComplete,
  tokenOrigins,
  type Attempts,
  type Tokens,
} from '../oauth/client/index.ts';
import type { SavedRequests } from './saved-requests.ts';

export interface BeginningOptions {
  attempts: Attempts;
  tokens: Tokens;
  savedRequests: Pick<SavedRequests, 'find'>;
  /** Throws a UserError `profile-not-found`. */
  profileOf: (id: string) => Promise<Profile>;
  /** As far as it is known. */
  platformOf: (profile: Profile) => Platform | null;
  networkOf: (profile: Profile) => Promise<Network>;
  readSecret: (profileId: string, name: SecretName) => Promise<string | null>;
}

/** A secret in plain, empty for none, and where it may go besides the environment; null where none is sent. */
interface Secret {
  value: string;
  origins: readonly string[] | null;
}

/** Begins an attempt once all is settled that it needs, and once it is sure where its secrets go: see `client.start`. */
export function createBeginning(
  options: BeginningOptions,
): (wanted: ParsedRequest<'client.start'>) => Promise<Attempt> {
  async function secretOf(
    { id: profileId }: Profile,
    act: ClientAct,
    request: ClientRequest,
    typed: string | undefined,
  ): Promise<Secret> {
    // A document is asked for without credentials, and a token needs no secret beside it.
    if (act.kind === 'discover' || (act.kind === 'use' && act.tokenId !== null)) return { value: '', origins: null };
    if (typed !== undefined) {
      // What is typed is typed for the addresses beside it.
      const target = act.kind === 'use' && act.target.at === 'address' ? act.target.url : null;
      return { value: typed, origins: originsOf([...addressesOf(request), target]) };
    }
    if (request.secret === null) return { value: '', origins: null };
    const value = await options.readSecret(profileId, request.secret);
    if (value === null) {
      throw new UserError('secret-missing', 'No secret is kept for this request. Enter it, or choose another one.');
    }
    const [kind, id] = request.secret.split(':');
    if (kind !== 'request-secret' || id === undefined) return { value, origins: [] };
    // It goes where the request was saved to go, whatever its fields say by now.
    return { value, origins: originsOf(addressesOf((await options.savedRequests.find(profileId, id)).request)) };
  }

  return async ({ profileId, act, request, typedSecret, confirmed, elsewhere }) => {
    const profile = await options.profileOf(profileId);
    requireComplete(act, request);
    checkParameters(request);
    checkAddresses(request);
    const tokenId = 'tokenId' in act ? act.tokenId : null;
    const token = tokenId === null ? null : options.tokens.get(tokenId);
    const secret = await secretOf(profile, act, request, typedSecret);
    const environment = { ...profile, platform: options.platformOf(profile) };
    checkDestinations(
      {
        environment,
        act,
        request,
        tokenOrigins: token === null ? null : tokenOrigins(token.origin, request, profile),
        secretOrigins: secret.origins,
      },
      { confirmed, elsewhere },
    );
    const network = await options.networkOf(profile);
    return options.attempts.start({ profile: environment, act, request, secret: secret.value, network });
  };
}
