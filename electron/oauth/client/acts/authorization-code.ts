import { createHash, randomBytes } from 'node:crypto';
import type { ClientRequest } from '../../../../shared/test-client.ts';
import { UserError } from '../../../../shared/user-error.ts';
import { withQuery } from '../credentials.ts';
import { scopeParameters, withFurther, type Parameters } from '../parameters.ts';
import { isRedirectTo, otherAddress, readRedirect } from '../redirect.ts';
import { limitInWords, withTimeLimit } from '../time-limit.ts';
import type { ActContext, ActResult } from './context.ts';
import { askForToken, required, resultOf } from './token.ts';

/** 256 bits, as RFC 7636, section 4.1, and RFC 6749, section 10.10, ask for. */
const unguessable = (): string => randomBytes(32).toString('base64url');

/** The S256 challenge of a verifier (RFC 7636, section 4.2). */
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/**
 * The authorization code grant (RFC 6749, section 4.1) with PKCE, in the system's browser (RFC 8252): the redirect comes to a port of
 * this computer, or the user pastes it.
 */
export async function authorizationCode(context: ActContext): Promise<ActResult> {
  const { request } = context;
  required(request, 'authorizationUrl');
  required(request, 'tokenUrl');
  const limit = withTimeLimit(context.signal, request.waitSeconds * 1_000);
  try {
    return await authorize(context, limit.signal);
  } catch (error) {
    if (error instanceof UserError) return { state: 'failed', said: error.message, problem: problemOf(error) };
    if (!limit.isUp() || context.signal.aborted) throw error;
    const message = `Nothing came back from the browser within ${limitInWords(request.waitSeconds)}. The login may have been given up, the browser closed, or the service redirected elsewhere: what the browser shows tells.`;
    return { state: 'timed-out', said: message, problem: { code: 'time-limit', message } };
  } finally {
    limit.clear();
  }
}

async function authorize(context: ActContext, signal: AbortSignal): Promise<ActResult> {
  const { request } = context;
  const state = unguessable();
  const verifier = request.pkce ? unguessable() : null;
  if (verifier !== null) context.keepSecret('code_verifier', verifier);
  const loopback = request.redirect.how === 'loopback' ? await context.openRedirect(request.redirect, signal) : null;
  try {
    const redirectUrl = request.redirect.how === 'pasted' ? request.redirect.url : (loopback?.url ?? '');
    const url = authorizationAddress(request, { redirectUrl, state, verifier });
    const until = new Date(context.now().getTime() + request.waitSeconds * 1_000).toISOString();
    context.tell({
      state: loopback === null ? 'waiting-for-redirect' : 'waiting-for-browser',
      said:
        loopback === null
          ? 'Log in in the browser; then copy the address that it was redirected to, and paste it here.'
          : 'Log in in the browser; the console waits for the redirect.',
      waiting: { until, url, urlWithCode: null, redirectUrl, userCode: null },
      authorization: { url, redirect: null },
    });
    const next = (): Promise<string> =>
      Promise.race([context.pasted(signal), ...(loopback === null ? [] : [loopback.arrived])]);
    let came = next();
    // Where the browser cannot be opened nobody waits any more.
    came.catch(() => undefined);
    await openInBrowser(context, url);
    for (;;) {
      const address = await came;
      if (isRedirectTo(redirectUrl, address)) {
        return await redeem(context, address, { url, redirectUrl, state, verifier });
      }
      // Whoever pasted something else can paste again; the code is still to come.
      context.tell({ said: otherAddress(redirectUrl) });
      came = next();
    }
  } finally {
    await loopback?.close();
  }
}

/** Where no browser opens by itself, the user takes the address to one; an address that must not be opened ends the attempt. */
async function openInBrowser(context: ActContext, url: string): Promise<void> {
  try {
    await context.openBrowser(url);
  } catch (error) {
    if (error instanceof UserError && error.code === 'link-refused') throw error;
    context.tell({
      said: 'No browser could be opened here. Copy the address, and open it in a browser of this computer.',
    });
  }
}

interface Asked {
  url: string;
  redirectUrl: string;
  state: string;
  verifier: string | null;
}

async function redeem(context: ActContext, address: string, asked: Asked): Promise<ActResult> {
  const { request } = context;
  const authorization = { url: asked.url, redirect: address };
  const reading = await readRedirect(address, {
    ...asked,
    issuer: request.issuer,
    issuerPromised: context.issuerPromised,
  });
  if (reading.code === null) {
    return { state: 'failed', said: reading.problem.message, problem: reading.problem, authorization };
  }
  context.keepSecret('code', reading.code);
  context.tell({ state: 'running', said: 'The code came; it is exchanged for a token.', waiting: null, authorization });
  const exchange = await askForToken(context, [
    ['grant_type', 'authorization_code'],
    ['code', reading.code],
    ['redirect_uri', asked.redirectUrl],
    ...(asked.verifier === null ? [] : ([['code_verifier', asked.verifier]] as const)),
  ]);
  return { ...resultOf(exchange, context), authorization };
}

function authorizationAddress(request: ClientRequest, { redirectUrl, state, verifier }: Omit<Asked, 'url'>): string {
  const own: Parameters = [
    ['response_type', 'code'],
    ['client_id', request.clientId],
    ['redirect_uri', redirectUrl],
    ...scopeParameters(request),
    ['state', state],
    ...(verifier === null
      ? []
      : ([
          ['code_challenge', challengeOf(verifier)],
          ['code_challenge_method', 'S256'],
        ] as const)),
  ];
  const query = new URLSearchParams();
  for (const [name, value] of withFurther(own, request, 'authorization')) query.append(name, value);
  return withQuery(required(request, 'authorizationUrl'), query);
}

const problemOf = ({ code, message }: UserError): { code: string; message: string } => ({ code, message });
