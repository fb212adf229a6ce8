import type { CallName, ConsoleEvent, ParsedRequest } from '../../shared/contract.ts';
import { practiceProfileId, type Platform, type Profile } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import type { TokenHandle } from '../../shared/test-client.ts';
import type { TokenView } from '../../shared/token-view/index.ts';
import { UserError } from '../../shared/user-error.ts';
import type { Handlers } from '../ipc/index.ts';
import type { Network, ProfileNetworks } from '../net/index.ts';
import {
  createAttempts,
  createTokens,
  originsOf,
  readToken,
  suggestedRequest,
  enteredToken,
  type Attempts,
  type Tokens,
} from '../oauth/client/index.ts';
import { createBeginning } from './begin-attempt.ts';
import type { Environments } from './environments.ts';
import type { SavedRequests } from './saved-requests.ts';

export interface TestClientOptions {
  environments: () => Pick<Environments, 'find' | 'readSecret'>;
  savedRequests: SavedRequests;
  /** Which secrets an environment has, in the keychain or for this session. */
  secretNames: (profile: Profile) => SecretName[];
  networks: ProfileNetworks;
  /** The network of the practice environment, which trusts that environment's authority. */
  practiceNetwork: Network;
  /** The redirect address that is registered there. */
  practiceRedirect: () => Promise<string>;
  /** The platform that the last run of an environment found out, or null. */
  platformOf: (profileId: string) => Platform | null;
  /** Opens an authorization address in the system's browser; http only at one of these origins or on this computer. */
  openBrowser: (url: string, ownOrigins: readonly string[]) => Promise<void>;
  emit: (event: ConsoleEvent) => void;
  /** Told after a secret of an environment was kept or dropped. */
  onSecrets: () => void;
  onFault: (error: unknown) => void;
}

/** What the keychain and an export take, in bytes. */
const longestKept = 20_000;

type ClientCall = Extract<CallName, `client.${string}`>;

/** The test client, behind the contract's `client.*` calls. */
export interface TestClient {
  handlers: Pick<Handlers, ClientCall>;
  /** For whoever judges attempts and tokens in the main process. */
  attempts: Attempts;
  tokens: Tokens;
  /** The values of an environment's tokens that are no JWT, the newest first. They are not for the page. */
  opaqueTokens(profileId: string): string[];
  /** For an environment that was deleted. */
  forget(profileId: string): void;
  close(): Promise<void>;
}

/** Answers the calls of the page "Test client". */
export function createTestClient(options: TestClientOptions): TestClient {
  const { savedRequests, emit } = options;
  const tokensChanged = (profileId: string) => emit({ name: 'client.tokens-changed', payload: { profileId } });
  const requestsChanged = (profileId: string) => emit({ name: 'client.requests-changed', payload: { profileId } });
  const tokens = createTokens();
  const attempts = createAttempts({
    tokens,
    openBrowser: (url, { profile }) =>
      options.openBrowser(url, originsOf([profile.creatioUrl, profile.identityServiceUrl])),
    onChange: (attempt) => emit({ name: 'client.attempt-changed', payload: attempt }),
    onTokens: tokensChanged,
    onFault: options.onFault,
  });

  async function profileOf(id: string): Promise<Profile> {
    const profile = await options.environments().find(id);
    if (profile !== null) return profile;
    throw new UserError('profile-not-found', 'This environment no longer exists. Choose another one in the list.');
  }

  const platformOf = ({ id, platform }: Profile): Platform | null =>
    platform === 'auto' ? options.platformOf(id) : platform;

  const networkOf = async (profile: Profile): Promise<Network> =>
    profile.id === practiceProfileId ? options.practiceNetwork : options.networks.of(profile);

  /** What stands in a token; the keys of its signature are those of the server that it came from, else of the environment. */
  async function lookInto(tokenId: string): Promise<TokenView> {
    const { handle, value } = tokens.get(tokenId);
    const profile = await profileOf(handle.profileId);
    const all = attempts.list(profile.id);
    const request =
      all.find(({ id }) => id === handle.attemptId)?.request ??
      suggestedRequest(profile, { platform: platformOf(profile), hasSecret: false });
    const discovered = all.find((each) => each.discovered?.jwksUrl && each.request.tokenUrl === request.tokenUrl);
    return readToken(
      value,
      { jwksUrl: discovered?.discovered?.jwksUrl ?? null, discoveryUrl: request.discoveryUrl },
      { network: await networkOf(profile), timeLimitMs: profile.timeLimitSeconds * 1_000, now: () => new Date() },
    );
  }

  async function keepRefreshToken({
    tokenId,
    requestId,
  }: ParsedRequest<'client.keepRefreshToken'>): Promise<TokenHandle> {
    const { handle, value } = tokens.get(tokenId);
    if (handle.kind !== 'refresh_token') {
      throw new UserError('token-unknown', 'Only a refresh token can be kept; the others live too short for that.');
    }
    if (Buffer.byteLength(value) > longestKept) {
      throw new UserError(
        'token-too-long',
        'This refresh token is too long for the keychain. It stays until the console is closed.',
      );
    }
    await savedRequests.keepRefreshToken(handle.profileId, requestId, value);
    const kept = tokens.change(tokenId, { keptFor: requestId });
    changed(handle.profileId);
    return kept;
  }

  function changed(profileId: string): void {
    requestsChanged(profileId);
    tokensChanged(profileId);
    options.onSecrets();
  }

  const handlers: TestClient['handlers'] = {
    async 'client.suggest'({ profileId }) {
      const profile = await profileOf(profileId);
      const hasSecret = profile.id === practiceProfileId || options.secretNames(profile).includes('client-secret');
      const suggested = suggestedRequest(profile, { platform: platformOf(profile), hasSecret });
      if (profile.id !== practiceProfileId) return suggested;
      const { port, pathname } = new URL(await options.practiceRedirect());
      return { ...suggested, redirect: { how: 'loopback', port: Number(port), path: pathname } };
    },
    'client.start': createBeginning({
      attempts,
      tokens,
      savedRequests,
      profileOf,
      platformOf,
      networkOf,
      readSecret: (profileId, name) => options.environments().readSecret(profileId, name),
    }),
    async 'client.cancel'({ attemptId }) {
      attempts.cancel(attemptId);
      return null;
    },
    async 'client.continue'({ attemptId, redirect }) {
      attempts.continue(attemptId, redirect);
      return null;
    },
    async 'client.openBrowser'({ attemptId }) {
      await attempts.openBrowser(attemptId);
      return null;
    },
    'client.attempts': async ({ profileId }) => attempts.list(profileId),
    'client.explain': async ({ attemptId }) => attempts.explain(attemptId),
    async 'client.forgetAttempts'({ profileId }) {
      attempts.forget(profileId);
      return null;
    },
    'client.tokens': async ({ profileId }) => tokens.list(profileId),
    async 'client.enterToken'({ profileId, kind, value }) {
      await profileOf(profileId);
      const token = { kind, value: enteredToken(kind, value), type: null, expiresInSeconds: null, scope: null };
      const { handle } = tokens.add(token, { profileId, attemptId: null, origin: null });
      tokensChanged(profileId);
      return handle;
    },
    async 'client.forgetToken'({ tokenId }) {
      const { profileId } = tokens.get(tokenId).handle;
      tokens.forget(tokenId);
      tokensChanged(profileId);
      return null;
    },
    'client.readToken': ({ tokenId }) => lookInto(tokenId),
    'client.reveal': async (wanted) => ({
      value: 'tokenId' in wanted ? tokens.get(wanted.tokenId).value : attempts.reveal(wanted.attemptId, wanted.mask),
    }),
    'client.requests': ({ profileId }) => savedRequests.list(profileId),
    async 'client.saveRequest'(request) {
      const saved = await savedRequests.save(request);
      changed(request.profileId);
      return saved;
    },
    async 'client.removeRequest'({ profileId, id }) {
      await savedRequests.remove(profileId, id);
      changed(profileId);
      return null;
    },
    'client.keepRefreshToken': keepRefreshToken,
    async 'client.openRefreshToken'({ profileId, requestId }) {
      const { request } = await savedRequests.find(profileId, requestId);
      const value = await savedRequests.readRefreshToken(profileId, requestId);
      const token = { kind: 'refresh_token', value, type: null, expiresInSeconds: null, scope: null } as const;
      const [origin = null] = originsOf([request.tokenUrl]);
      const { handle } = tokens.add(token, { profileId, attemptId: null, origin });
      const opened = tokens.change(handle.id, { keptFor: requestId });
      tokensChanged(profileId);
      return opened;
    },
    async 'client.forgetRefreshToken'({ profileId, requestId }) {
      await savedRequests.forgetRefreshToken(profileId, requestId);
      for (const { id, keptFor } of tokens.list(profileId)) {
        if (keptFor === requestId) tokens.change(id, { keptFor: null });
      }
      changed(profileId);
      return null;
    },
  };
  return {
    handlers,
    attempts,
    tokens,
    opaqueTokens: (profileId) =>
      tokens.list(profileId).flatMap(({ id, form }) => (form === 'signed' ? [] : [tokens.get(id).value])),
    forget(profileId) {
      attempts.forget(profileId);
      tokens.forgetAll(profileId);
    },
    close: () => attempts.close(),
  };
}
