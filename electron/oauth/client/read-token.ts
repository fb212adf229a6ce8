import type { TokenView } from '../../../shared/token-view/index.ts';
import type { Network } from '../../net/index.ts';
import { readDiscoveryDocument } from '../discovery-document.ts';
import { decodeToken } from '../json-web-token.ts';
import { readKeys, viewToken, type KeysToCheckWith } from '../token-view.ts';

/** Where the keys for a token may be; the token itself is never asked. */
export interface KeySource {
  /** As a discovery document named it. */
  jwksUrl: string | null;
  /** A document that names it, where none was read yet. */
  discoveryUrl: string | null;
}

/** Looks into a token. Of a signed one the signature is checked with the keys that its issuer publishes; this never rejects. */
export async function readToken(
  value: string,
  source: KeySource,
  { network, timeLimitMs, now }: { network: Network; timeLimitMs: number; now: () => Date },
): Promise<TokenView> {
  const signal = AbortSignal.timeout(timeLimitMs);
  const keys = decodeToken(value).form === 'signed' ? await keysFrom(source, network, signal) : notNeeded;
  return viewToken(value, keys, now());
}

const notNeeded: KeysToCheckWith = { keys: [], problem: null };

async function keysFrom(
  { jwksUrl, discoveryUrl }: KeySource,
  network: Network,
  signal: AbortSignal,
): Promise<KeysToCheckWith> {
  try {
    return await readKeys(network, jwksUrl ?? (await namedIn(discoveryUrl, network, signal)), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    return { keys: null, problem: 'The signing keys could not be read in time.' };
  }
}

async function namedIn(discoveryUrl: string | null, network: Network, signal: AbortSignal): Promise<string | null> {
  if (discoveryUrl === null) return null;
  const { final } = await network.request({
    method: 'GET',
    url: discoveryUrl,
    headers: { accept: 'application/json' },
    signal,
  });
  return readDiscoveryDocument(final.response?.body ?? '')?.jwksUri ?? null;
}
