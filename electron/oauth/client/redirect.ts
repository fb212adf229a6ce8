import { outsideWords } from './outside-words.ts';

/** What an authorization server's redirect brings: a code, or why there is none. */
export type RedirectReading =
  { code: string; problem: null } | { code: null; problem: { code: string; message: string } };

/** What the redirect has to fit. */
export interface ExpectedRedirect {
  redirectUrl: string;
  state: string;
  /** Null where it is not known; a stated one is then not compared. */
  issuer: string | null;
  /** Whether the issuer said that it states itself in each redirect. */
  issuerPromised: boolean;
}

const failed = (code: string, message: string): RedirectReading => ({ code: null, problem: { code, message } });

/**
 * Reads the address that a browser was redirected to (RFC 6749, sections 4.1.2 and 4.1.2.1), and whether it answers this very
 * request: its state (section 10.12) and, where it is stated, its issuer (RFC 9207). What does not fit is never used.
 */
export async function readRedirect(address: string, expected: ExpectedRedirect): Promise<RedirectReading> {
  const url = addressOf(address, expected.redirectUrl);
  if (url === null || !isAt(url, expected.redirectUrl)) {
    return failed('redirect-differs', otherAddress(expected.redirectUrl));
  }
  const { validateAuthResponse, AuthorizationResponseError, OperationProcessingError } = await import('oauth4webapi');
  const parameters = url.searchParams;
  const issuer = expected.issuer ?? parameters.get('iss') ?? 'unknown';
  try {
    const valid = validateAuthResponse(
      { issuer, authorization_response_iss_parameter_supported: expected.issuerPromised },
      { client_id: 'any' },
      parameters,
      expected.state,
    );
    if (valid.getAll('code').length > 1) return misfit(parameters, expected);
    const code = valid.get('code') ?? '';
    return code === ''
      ? failed(
          'code-missing',
          'The redirect brought neither a code nor an error, so there is nothing to get a token with.',
        )
      : { code, problem: null };
  } catch (error) {
    if (error instanceof AuthorizationResponseError) return refusal(error.error, error.error_description ?? '');
    if (error instanceof OperationProcessingError) return misfit(parameters, expected);
    return failed(
      'redirect-unreadable',
      'The redirect brought parameters that this grant does not know, for example a token in place of a code.',
    );
  }
}

function misfit(parameters: URLSearchParams, expected: ExpectedRedirect): RedirectReading {
  const doubled = ['state', 'iss', 'code', 'error'].find((name) => parameters.getAll(name).length > 1);
  if (doubled !== undefined) {
    return failed(
      'redirect-unreadable',
      `The redirect has "${doubled}" more than once, so it cannot be told which one counts.`,
    );
  }
  const issuer = parameters.get('iss');
  if (issuer !== null && expected.issuer !== null && issuer !== expected.issuer) {
    return failed(
      'issuer-mismatch',
      `The redirect comes from the issuer ${outsideWords(issuer)}, and ${expected.issuer} was asked. Its code was not used: it may be meant for another service.`,
    );
  }
  if (issuer === null && expected.issuerPromised) {
    return failed(
      'issuer-missing',
      'The service promises to name itself in each redirect, and this one names nobody. Its code was not used: it may come from another service.',
    );
  }
  return parameters.get('state') === null
    ? failed(
        'state-missing',
        'The redirect does not give back the state of the request, so it cannot be told whether it answers it. Its code was not used.',
      )
    : failed(
        'state-mismatch',
        'The redirect gives back another state than that of the request, so it does not answer it. It may come from an earlier attempt or from somebody else. Its code was not used.',
      );
}

const refusals: Readonly<Record<string, string>> = {
  access_denied: 'The service gave no code: the user, or the service itself, denied the access.',
  invalid_scope:
    'The service gave no code: it does not know a scope that was asked for, or does not allow it to this client.',
  unauthorized_client: 'The service gave no code: this client may not ask for one in this way.',
  invalid_request: 'The service gave no code: it does not understand the authorization request.',
  unsupported_response_type: 'The service gave no code: it does not offer the authorization code grant.',
  server_error: 'The service gave no code, because it failed itself.',
  temporarily_unavailable: 'The service gave no code, because it is overloaded or under maintenance.',
};

const refusal = (error: string, description: string): RedirectReading =>
  failed(
    /^\w{1,60}$/.test(error) ? error : 'refused',
    `${refusals[error] ?? `The service gave no code, and says ${outsideWords(error)}.`}${description === '' ? '' : ` It says: ${outsideWords(description)}`}`,
  );

/** A pasted address; the part from the question mark on will do. */
function addressOf(text: string, redirectUrl: string): URL | null {
  const address = text.startsWith('?') ? `${redirectUrl.replace(/[?#].*$/, '')}${text}` : text;
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function isAt(url: URL, redirectUrl: string): boolean {
  const expected = new URL(redirectUrl);
  return url.origin === expected.origin && url.pathname === expected.pathname;
}

/** Whether an address, which may be pasted, is one that a redirect leads to. */
export function isRedirectTo(redirectUrl: string, address: string): boolean {
  const url = addressOf(address, redirectUrl);
  return url !== null && isAt(url, redirectUrl);
}

/** What to say of an address that is none. */
export const otherAddress = (redirectUrl: string): string =>
  `The address is not ${redirectUrl}, to which the service was asked to redirect. Copy the whole address out of the browser after the redirect.`;
