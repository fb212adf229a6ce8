import { fragmentParameter, queryParameter, queryParameters } from './form.ts';
import { finding, found, together, type Found } from './found.ts';
import { explainError } from './oauth-errors.ts';
import type { ExplanationContext, SeenCallback } from './types.ts';
import { byDirection, quoted } from './words.ts';

const noReply = { status: 302, statusText: 'Found', headers: [], body: '', truncated: false } as const;

/** What came back to the redirect address (RFC 6749, section 4.1.2; RFC 9207), or that nothing did. */
export function explainCallback(callback: SeenCallback, context: ExplanationContext): Found {
  const { url } = callback;
  if (url === null) return notCalled(callback, context);
  const doubled = ['state', 'iss', 'code', 'error'].find((name) => queryParameters(url, name).length > 1);
  if (doubled !== undefined) {
    const title = `The redirect address was called with “${doubled}” more than once, so the answer is not used.`;
    return found([finding('parameter-doubled', 'shown', title, 'oauth-callback-mistrusted')], 'sign-in-again');
  }
  const mistrust = mistrusted(url, callback);
  if (mistrust !== null) return mistrust;
  const error = queryParameter(url, 'error') ?? fragmentParameter(url, 'error');
  if (error !== null) {
    const description = queryParameter(url, 'error_description') ?? fragmentParameter(url, 'error_description') ?? '';
    return explainError({ error: error.trim().toLowerCase(), description }, noReply, {
      ...context,
      purpose: 'authorization',
    });
  }
  const hasToken = ['access_token', 'id_token', 'token'].some((name) => queryParameter(url, name) !== null);
  if (queryParameter(url, 'code') && !hasToken) return found([]);
  if (hasToken || fragmentParameter(url, 'access_token') !== null || fragmentParameter(url, 'code') !== null) {
    const title = hasToken
      ? 'The server answers with a token in the address, where a code alone was asked for: it is set up for another flow.'
      : 'The server answers in the fragment of the address, which no server sees: it is set up for the implicit flow.';
    return found([
      finding(
        'answer-in-fragment',
        'shown',
        title,
        byDirection(context.direction, 'authorization-code-grant', 'oauth-grant-not-allowed'),
      ),
    ]);
  }
  const title = 'The redirect address was called with neither a code nor an error.';
  const entry = byDirection(context.direction, 'authorization-code-grant', 'oauth-reply-unusual');
  return found([finding('code-missing', 'shown', title, entry)], 'sign-in-again');
}

/** A callback that does not belong to the sign-in that was begun, whatever else it says. */
function mistrusted(url: string, callback: SeenCallback): Found | null {
  const state = queryParameter(url, 'state') ?? fragmentParameter(url, 'state');
  if (callback.expectedState !== null && state !== callback.expectedState) {
    const title =
      state === null
        ? 'The redirect address was called without the state of this sign-in, so the answer is not used.'
        : 'The redirect address was called with another state than that of this sign-in, so the answer is not used.';
    return found([finding('state-differs', 'shown', title, 'oauth-callback-mistrusted')], 'sign-in-again');
  }
  const issuer = queryParameter(url, 'iss');
  if (callback.expectedIssuer === null) return null;
  if (issuer === null && !callback.issuerPromised) return null;
  if (issuer === callback.expectedIssuer) return null;
  const title =
    issuer === null
      ? 'The server promises to name itself in its answer (iss, RFC 9207) and did not, so the answer is not used.'
      : 'Another issuer answered than the one of the discovery document (iss, RFC 9207), so the answer is not used.';
  return found(
    [
      finding('issuer-differs', 'shown', title, 'oauth-callback-mistrusted', [
        issuer === null ? '' : `It names ${quoted(issuer)}.`,
        `Expected was ${quoted(callback.expectedIssuer)}.`,
      ]),
    ],
    'discovery',
  );
}

function notCalled(callback: SeenCallback, context: ExplanationContext): Found {
  const { direction } = context;
  const unfinished = (id: string, title: string) => finding(id, 'shown', title, 'oauth-sign-in-unfinished');
  if (callback.ended === 'port-taken') {
    return found([
      unfinished(
        'port-taken',
        'Another program listens at the port of the redirect address, so the answer of the server would not arrive here.',
      ),
    ]);
  }
  const ended = unfinished(
    callback.ended === 'cancelled' ? 'sign-in-cancelled' : 'sign-in-timeout',
    callback.ended === 'cancelled'
      ? 'The sign-in was cancelled before the server answered.'
      : 'Nobody came back to the redirect address in time.',
  );
  return together(
    found([
      ended,
      finding(
        'redirect-url-differs',
        'possible',
        'If the browser shows an error of the server, the redirect address or the client is unknown there: such errors are shown to the user and never sent back.',
        byDirection(direction, 'authorization-code-grant', 'web-service-redirect-url'),
        context.redirectUri ? [`The request named ${context.redirectUri}.`] : [],
      ),
      ...(direction === 'web-service'
        ? [
            finding(
              'access-restricted',
              'possible',
              'If the browser shows a refusal, the service may let only known addresses or domains in.',
              'web-service-access-restricted',
            ),
          ]
        : []),
    ]),
    found([], 'sign-in-again'),
  );
}
