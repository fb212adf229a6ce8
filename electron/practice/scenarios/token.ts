import type { OutcomeId } from '../../../shared/outcomes.ts';
import type { CannedReplyName } from '../canned-replies.ts';
import type { IdentityServiceBehaviour, PlayedScenario } from '../behaviour.ts';

const group = 'Token';

const token = (
  name: string,
  outcome: OutcomeId,
  title: string,
  description: string,
  identityService: IdentityServiceBehaviour,
): PlayedScenario => ({ name, title, description, group, outcome, identityService });

const use = (status: string, odata: CannedReplyName, title: string, description: string): PlayedScenario => ({
  name: `use-${status}`,
  title,
  description: `Creatio and this computer get a token. ${description}`,
  group,
  outcome: 'healthy',
  creatio: { odata },
});

/** Faults at the token endpoint, in the token, and where the token is used. */
export const tokenScenarios: readonly PlayedScenario[] = [
  token(
    'token-invalid-client',
    'healthy',
    'The secret of this client is wrong',
    'Creatio itself gets its token. The client that the console uses has another secret in the Identity Service.',
    { clients: 'console-secret-changed' },
  ),
  token(
    'token-client-disabled',
    'healthy',
    'This client is disabled',
    'Creatio itself gets its token. The reply is the same as for a wrong secret; only the log of the service tells them apart.',
    { clients: 'console-disabled' },
  ),
  token(
    'token-invalid-scope',
    'token-not-retrievable',
    'No scope is allowed (invalid_scope)',
    'The clients have no scopes in the Identity Service. The default resource may be missing.',
    { clients: 'without-scopes' },
  ),
  token(
    'token-unauthorized-client',
    'healthy',
    'The grant is not allowed for this client (unauthorized_client)',
    'Creatio itself gets its token. The client that the console uses may use the authorization code only.',
    { clients: 'console-without-client-credentials' },
  ),
  token(
    'token-unsupported-grant-type',
    'token-not-retrievable',
    'The grant is not known (unsupported_grant_type)',
    'The token endpoint does not know the client credentials grant.',
    { token: 'token-unsupported-grant-type' },
  ),
  token(
    'token-invalid-request',
    'token-not-retrievable',
    'The token request is not understood (invalid_request)',
    'Something on the way changes the request, for example its content type.',
    { token: 'token-invalid-request' },
  ),
  token(
    'token-401',
    'token-not-retrievable',
    'The client is refused with 401',
    'The reply is that of a service that follows the standard more closely: 401 with a challenge.',
    { token: 'token-401-challenge' },
  ),
  token(
    'token-endpoint-404',
    'token-not-retrievable',
    'The token endpoint is missing (404)',
    'The discovery document names an address that does not exist.',
    { token: 'not-found' },
  ),
  token(
    'token-server-error',
    'token-not-retrievable',
    'The token endpoint fails (500)',
    'The service cannot reach its database any more.',
    { token: 'server-error-empty' },
  ),
  token(
    'token-html',
    'token-not-retrievable',
    'A web page in place of a token',
    'A web page with status 200 comes from the token endpoint.',
    { token: 'other-page' },
  ),
  token(
    'token-type-missing',
    'healthy',
    'The reply lacks the type of the token',
    'There is a token, but the reply does not conform to the standard (RFC 6749, section 5.1).',
    { tokenTypeMissing: true },
  ),
  token(
    'token-opaque',
    'healthy',
    'The token cannot be looked into',
    'The service issues reference tokens. They work, but their content is known to the service alone.',
    { accessToken: 'opaque' },
  ),
  token(
    'token-expired',
    'healthy',
    'The token has already expired',
    'The service issues tokens that ended an hour ago, so Creatio turns them down.',
    { accessToken: 'expired' },
  ),
  token(
    'token-not-yet-valid',
    'healthy',
    'The token is not valid yet',
    'The service issues tokens that begin in an hour, so Creatio turns them down.',
    { accessToken: 'not-yet-valid' },
  ),
  token(
    'token-issuer-differs',
    'healthy',
    'The token names another issuer',
    'One side uses the internal name of the service, the other the external one. Creatio turns the token down.',
    { accessToken: 'issuer-differs' },
  ),
  token(
    'token-signature-invalid',
    'healthy',
    'The signature of the token is wrong',
    'The token was signed with another key than the published one, for example after a change of certificates.',
    { accessToken: 'signature-invalid' },
  ),
  token(
    'token-audience-missing',
    'healthy',
    'The token has no audience',
    'The token does not say for whom it is. The default resource may be missing.',
    { accessToken: 'audience-missing' },
  ),
  use('401', 'unauthorized-bearer', 'Creatio does not accept the token (401)', 'OData turns it down.'),
  use(
    '403',
    'forbidden',
    'The user behind the token may not read (403)',
    'The system user of the client lacks rights.',
  ),
  use('404', 'not-found', 'OData is not found (404)', 'The address of OData is missing.'),
  use('500', 'server-error-other-json', 'OData fails (500)', 'Creatio fails while it reads the data.'),
];
