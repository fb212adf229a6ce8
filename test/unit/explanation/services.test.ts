import { describe, expect, it } from 'vitest';
import { explainExchange, explainSignIn, type ExplanationContext } from '../../../shared/explanation/index.ts';
import { loadCatalogue } from '../../../shared/remediation/index.ts';

const { find } = await loadCatalogue();

interface Asked extends Partial<ExplanationContext> {
  headers?: Readonly<Record<string, string>>;
}

/** The findings of a reply to a token request with client credentials, in brief; each has an entry in the catalogue. */
function findingsOf(status: number, body: unknown, { headers = {}, ...context }: Asked = {}): string[] {
  const isText = typeof body === 'string';
  const { findings } = explainExchange(
    {
      request: { method: 'POST', url: 'https://service.example.com/token', headers: [], body: 'grant_type=x' },
      response: {
        status,
        statusText: '',
        headers: Object.entries({ 'Content-Type': isText ? 'text/html' : 'application/json', ...headers }),
        body: isText ? body : JSON.stringify(body),
        truncated: false,
      },
      failure: null,
    },
    { purpose: 'token', direction: 'web-service', grant: 'client_credentials', mode: 'body', ...context },
  );
  for (const { remediation } of findings) expect(find(remediation, { platform: 'auto' }), remediation).not.toBeNull();
  return findings.map(({ certainty, id }) => `${certainty} ${id}`);
}

const refused = [
  'shown client-refused',
  'possible client-unknown-or-secret-wrong',
  'possible credentials-elsewhere',
] as const;
const token = { access_token: 'abc.def', token_type: 'Bearer', expires_in: 3600 };

describe('an error that blames the client is no word about the grant', () => {
  it.each<[string, string, readonly string[]]>([
    ['Keycloak', 'Invalid client or Invalid client credentials', refused],
    ['Keycloak: the secret', 'Invalid client secret', ['shown secret-wrong', 'shown client-refused']],
    ['Entra', 'AADSTS700016: Application x was not found.', ['shown client-unknown', 'shown client-refused']],
    ['Keycloak: the grant', 'Client not enabled to retrieve service account', ['shown grant-not-allowed']],
    ['nothing', '', ['shown grant-not-allowed']],
  ])('%s', (_service, error_description, expected) => {
    expect(findingsOf(401, { error: 'unauthorized_client', error_description })).toEqual(expected);
  });
});

describe('a cause is named only where the words name that one', () => {
  it.each<[string, readonly string[]]>([
    [
      'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).',
      refused,
    ],
    ['Unknown client or wrong secret', refused],
    ['The client_id and/or client_secret passed are incorrect.', refused],
    ['Incorrect client secret or id', refused],
    ['Unknown client.', ['shown client-unknown', 'shown client-refused']],
    [
      'The client secret supplied for a confidential client is invalid.',
      ['shown secret-wrong', 'shown client-refused'],
    ],
  ])('%s', (error_description, expected) => {
    expect(findingsOf(401, { error: 'invalid_client', error_description })).toEqual(expected);
  });
});

describe('errors in other clothes', () => {
  it.each<[string, number, unknown, readonly string[]]>([
    ['a number', 400, { error: 400, message: 'no' }, ['shown error-unknown']],
    ['a list of codes', 400, { error: ['invalid_client'] }, refused],
    ['a list called errors', 400, { errors: ['invalid_client'] }, refused],
    ['a list of objects', 400, { errors: [{ code: 'invalid_client', message: 'no' }] }, refused],
    ['an error within an error', 400, { error: { error: 'invalid_client' } }, refused],
    ['true', 400, { error: true, message: 'no' }, ['shown error-unknown']],
    ['false beside a token', 200, { ...token, error: false, errors: [] }, []],
    ['Okta', 401, { errorCode: 'invalid_client', errorSummary: 'no' }, refused],
    ['Apigee', 401, { ErrorCode: 'invalid_client', Error: 'ClientId is Invalid' }, refused],
    ['HubSpot', 400, { status: 'BAD_CLIENT_ID', message: 'missing or unknown client id' }, refused],
    ['a state that is no error', 200, { status: 'NOT_STARTED' }, ['shown token-missing']],
    ['a status in words', 404, { status: 404, error: 'Not Found', path: '/token' }, ['shown address-not-found']],
    ['a method in words', 405, { error: 'Method Not Allowed' }, ['shown address-not-found']],
    ['a media type in words', 415, { error: 'Unsupported Media Type' }, ['shown form-refused']],
    ['the standard with 404', 404, { error: 'invalid_scope' }, ['shown scope-refused']],
    ['Entra: the resource', 400, { error: 'invalid_resource' }, ['shown resource-unknown']],
    [
      'Entra: the tenant',
      400,
      { error: 'invalid_request', error_description: "AADSTS90002: Tenant 'x' not found." },
      ['shown tenant-unknown'],
    ],
    [
      'Entra: the scope',
      400,
      { error: 'invalid_request', error_description: "AADSTS900144: The body must contain the parameter: 'scope'." },
      ['shown scope-refused'],
    ],
    ['a redirect that is none', 302, { error: 'invalid_scope' }, ['shown scope-refused', 'shown error-with-success']],
    ['not modified', 304, '', ['shown empty-reply']],
    ['a page that begins in its middle', 200, '<br />\n<b>Warning</b>: x', ['shown not-json']],
    [
      'a form without a token',
      200,
      'oauth_token=a&oauth_token_secret=b',
      ['shown token-missing', 'shown form-encoded'],
    ],
  ])('%s', (_name, status, body, expected) => {
    expect(findingsOf(status, body)).toEqual(expected);
  });

  it('reads what Facebook says of a code', () => {
    const error = { message: 'This authorization code has been used.', type: 'OAuthException', code: 100 };
    expect(findingsOf(400, { error }, { grant: 'authorization_code' })).toEqual(['shown code-used']);
    expect(
      findingsOf(
        400,
        { error: { ...error, message: 'This authorization code has expired.' } },
        { grant: 'authorization_code' },
      ),
    ).toEqual(['shown code-expired']);
  });
});

describe('an authorization code that is refused', () => {
  const several = [
    'shown code-refused',
    'possible code-used',
    'possible redirect-url-differs',
    'possible code-verifier-refused',
  ];
  it.each<[string, readonly string[]]>([
    ['Code already redeemed', ['shown code-used']],
    ['The code is expired or already used', several],
    ['The code has been used, or it is of another client', several],
  ])('%s', (error_description, expected) => {
    const asked = { grant: 'authorization_code' };
    expect(findingsOf(400, { error: 'invalid_grant', error_description }, asked)).toEqual(expected);
  });
});

describe('a 401 of something in front of the token endpoint', () => {
  it.each<[string, readonly string[]]>([
    ['Negotiate, NTLM', ['shown windows-account-wanted']],
    ['Bearer', ['likely token-wanted']],
    ['Bearer realm="api"', ['likely token-wanted']],
    ['Basic realm="x"', ['shown client-refused', 'likely basic-wanted', 'possible client-unknown-or-secret-wrong']],
    ['Bearer error="invalid_client"', refused],
  ])('%s', (challenge, expected) => {
    expect(findingsOf(401, '', { headers: { 'WWW-Authenticate': challenge } })).toEqual(expected);
  });

  it('says what a gateway says', () => {
    expect(findingsOf(403, '<html><title>Access Denied</title>Reference&#32;&#35;18.abc</html>')).toEqual([
      'likely blocked-by-gateway',
    ]);
  });
});

describe('lifetimes and scopes that are none', () => {
  it.each<[string, object, readonly string[]]>([
    ['too large for anything', { expires_in: 1e300 }, ['shown lifetime-unusable']],
    ['a moment', { expires_in: 1_893_456_000 }, ['shown lifetime-moment']],
    ['a moment in ms', { expires_in: 1_893_456_000_000 }, ['shown lifetime-moment']],
    ['negative', { expires_in: -5 }, ['shown lifetime-unusable']],
    ['commas and spaces', { scope: 'a, b' }, ['shown scope-commas']],
  ])('%s', (_name, members, expected) => {
    expect(findingsOf(200, { ...token, ...members }, { requestedScopes: ['a', 'b'] })).toEqual(expected);
  });

  it('takes a Retry-After that is neither seconds nor a date for none', () => {
    const { findings } = explainExchange(
      {
        request: { method: 'POST', url: 'https://service.example.com/token', headers: [], body: '' },
        response: { status: 429, statusText: '', headers: [['Retry-After', '-5']], body: '', truncated: false },
        failure: null,
      },
      { purpose: 'token', direction: 'web-service', receivedAt: 0 },
    );
    expect(findings[0]?.title).not.toContain('come back');
  });
});

it.each<[string, readonly string[]]>([
  ['code=c&state=s&state=s', ['shown parameter-doubled']],
  ['code=c&code=d&state=s', ['shown parameter-doubled']],
  ['code=c&state=s&id_token=t', ['shown answer-in-fragment']],
  ['access_token=t&state=s', ['shown answer-in-fragment']],
  ['error=invalid_client&state=s', ['shown client-refused']],
  ['code=c&state=s&session_state=x', []],
])('explains the redirect with %s', (query, expected) => {
  const { findings } = explainSignIn({
    purpose: 'authorization',
    direction: 'web-service',
    callback: { url: `http://127.0.0.1/callback?${query}`, expectedState: 's', expectedIssuer: null },
  });
  expect(findings.map(({ certainty, id }) => `${certainty} ${id}`)).toEqual(expected);
});
