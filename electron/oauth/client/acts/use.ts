import { pathPrefixOf, platforms, type Platform } from '../../../../shared/profile.ts';
import type { ClientAct, Exchange } from '../../../../shared/test-client.ts';
import { below } from '../../addresses.ts';
import { basicHeader } from '../credentials.ts';
import { outsideWords } from '../outside-words.ts';
import type { HeldToken } from '../tokens.ts';
import type { ActContext, ActResult } from './context.ts';

type Target = Extract<ClientAct, { kind: 'use' }>['target'];

/** Services of Creatio that stand at the same address on every platform. */
const withoutPrefix = /^(?:ServiceModel\/AuthService\.svc|Login)(?:\/|$|\?)/i;

/** The address of a path of Creatio, with the prefix of a platform; one that was typed counts as that prefix. */
function creatioAddress(creatioUrl: string, path: string, platform: Platform): string {
  const bare = path.replace(/^\/+/, '').replace(/^0(?:\/+|$)/, '');
  const prefix = withoutPrefix.test(bare) ? '' : pathPrefixOf[platform];
  return below(creatioUrl, `${prefix}/${bare}`.replace(/^\//, ''));
}

/** The addresses to try: one, or where the platform is not known that of each. */
export function useAddresses(target: Target, { creatioUrl, platform }: ActContext['environment']): string[] {
  if (target.at === 'address') return [target.url];
  // Where nobody says it, a typed prefix does.
  const known = platform ?? (/^\/?0(?:\/|$)/.test(target.path) ? 'net-framework' : null);
  const tried = known === null ? platforms : [known];
  return [...new Set(tried.map((each) => creatioAddress(creatioUrl, target.path, each)))];
}

/** Reads an address with a token (RFC 6750, section 2.1), or with a user name and a password (RFC 7617). */
export async function use(context: ActContext, target: Target, token: HeldToken | null): Promise<ActResult> {
  const { request, credentials, environment } = context;
  const authorization =
    token === null ? basicHeader(request.username, credentials.clientSecret) : `Bearer ${token.value}`;
  let exchange: Exchange | null = null;
  for (const url of useAddresses(target, environment)) {
    exchange = await context.send({
      method: 'GET',
      url,
      headers: { Authorization: authorization, Accept: 'application/json, */*;q=0.5' },
      purpose: 'use',
      credentials: null,
      carriesCredential: true,
    });
    if (exchange.response?.status !== 404) break;
  }
  if (exchange === null) throw new Error('There is always an address to use a token at.');
  return resultOf(exchange);
}

function resultOf({ response, failure, redirectsTo }: Exchange): ActResult {
  if (response === null || failure !== null)
    return { state: 'failed', said: failure?.message ?? 'There was no reply.' };
  const { status, statusText } = response;
  const stated = `${status}${statusText === '' ? '' : ` ${outsideWords(statusText)}`}`;
  if (redirectsTo !== null) {
    return { state: 'failed', said: `The reply is a redirect (${stated}), which is not followed with a credential.` };
  }
  if (status >= 200 && status < 300) return { state: 'finished', said: `The request was answered with ${stated}.` };
  return { state: 'failed', said: `The request was turned down with ${stated}.` };
}
