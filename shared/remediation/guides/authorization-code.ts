import { creatioDiscoveryAddresses, identityServiceAddress } from '../addresses.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, named } from '../entry.ts';
import {
  accessTokenRequest,
  authorizationCode,
  codeVerifier,
  deployIdentityService,
  externalApplications,
  externalCodeRequests,
  revocation,
} from '../sources.ts';
import { applicationsPath } from '../steps/paths.ts';

const byCode = documentedIn(authorizationCode);
const byCodeRequests = documentedIn(externalCodeRequests);

/** Applications that act on behalf of a user. */
export const authorizationCodeGuides = {
  'authorization-code-grant': (facts) => ({
    title: 'Set up the authorization code grant',
    cause:
      'An application that acts on behalf of a user needs the authorization code grant, which Creatio has from 8.3 on: the user signs in and consents, the application gets an access token and a refresh token.',
    steps: [
      advice('Before 8.3 there is only the client credentials grant.', {
        before: '8.3',
        branches: [{ label: 'The application may act by itself.', entry: 'authorize-application' }],
      }),
      byCode('Look at the Diagnostic tab first: every checkbox has to be ticked.', {
        path: [...applicationsPath, 'Diagnostic'],
        from: '8.3',
        checks: ['creatio.health'],
        branches: [{ label: 'A checkbox is not ticked.', when: { check: 'creatio.health', is: 'problem' } }],
      }),
      byCode('Click New and choose the grant type "On behalf of a user (authorization code)".', {
        path: [...applicationsPath, 'New'],
        from: '8.3',
      }),
      byCode(
        'Enter the Authorized redirect URIs. The request has to name one of them exactly, with port and trailing slash.',
        { from: '8.3' },
      ),
      byCode('Choose an Application logo if you like; users see it in their profile and while they consent.', {
        from: '8.3',
      }),
      byCode('Choose the Permitted users. From 8.3.1 on roles can be chosen as well.', { from: '8.3' }),
      byCode('Save. The user starts in the application, signs in to Creatio there, and consents.', { from: '8.3' }),
      byCodeRequests('The application reads the addresses from the discovery document of Creatio itself.', {
        values: creatioDiscoveryAddresses(facts),
        from: '8.3',
      }),
      advice(
        'It sends the user to authorization_endpoint with these parameters. The code challenge is a hash of a code verifier (PKCE, S256).',
        {
          values: named(
            'Parameter',
            'client_id',
            'redirect_uri',
            'response_type=code',
            'state',
            'scope',
            'code_challenge',
            'code_challenge_method=S256',
          ),
          sources: [codeVerifier],
          from: '8.3',
        },
      ),
      advice(
        'It asks for offline_access to get a refresh token. The name of the other scope stands in the lookup OAuth resources.',
        {
          values: [copied('Scope', 'offline_access'), ...named('Scope', 'ApplicationAccess_<32 hexadecimal digits>')],
          path: ['System Designer', 'Lookups', 'OAuth resources'],
          from: '8.3',
        },
      ),
      advice('It exchanges the code at token_endpoint at once, with its secret if it has one.', {
        values: named(
          'Parameter',
          'grant_type=authorization_code',
          'code',
          'redirect_uri',
          'code_verifier',
          'client_id',
        ),
        sources: [accessTokenRequest],
        from: '8.3',
        branches: [{ label: 'The answer is invalid_grant.', entry: 'token-invalid-grant' }],
      }),
      advice('It renews with the refresh token, and keeps the old one when the reply brings no new one.', {
        values: named('Parameter', 'grant_type=refresh_token', 'refresh_token', 'scope'),
        from: '8.3',
      }),
      advice(
        'If the code flow fails at the Identity Service, compare AllowedScopes in its appsettings.json with the file in the archive. An installer of 2026 also sets these scopes; the sample of the documents lacks them, so this is a suspicion only.',
        {
          values: named('Scope', 'generate_auth_code', 'revoke_client_tokens', 'get_service_info'),
          sources: [deployIdentityService],
          from: '8.3',
        },
      ),
      byCode('The Monitoring tab of the application shows who has consented.', { from: '8.3' }),
      byCode('The User sessions tab shows user, beginning, end, address and client of each session.', {
        from: '8.3.1',
      }),
      documentedIn(externalApplications)(
        'Users see their applications in their profile: connected ones, which they can review and revoke, and available ones.',
        { path: ['Your profile', 'External applications'], from: '8.3' },
      ),
      documentedIn(authorizationCode, externalApplications)(
        'An administrator revokes access for everyone or for one user on the page of the application.',
        { from: '8.3', branches: [{ label: 'You want to see what revoking does.', entry: 'revoke-token' }] },
      ),
      advice(
        'From 8.3.2 on a user can have several sessions at once. When the feature IgnoreAccessSharedOnInTokenValidation is off, there is one for each user.',
        { values: named('Additional feature', 'IgnoreAccessSharedOnInTokenValidation'), from: '8.3.2' },
      ),
    ],
    provenBy: ['creatio.health'],
    proof: 'A permitted user signs in from the application, consents, and the application reads data of Creatio.',
    sources: [authorizationCode, externalApplications, externalCodeRequests],
  }),

  'revoke-token': (facts) => ({
    title: 'Revoke a token',
    cause:
      'A token that was lost or is no longer wanted should stop working. An access token in JWT form stays valid until it runs out, even after it was revoked.',
    steps: [
      advice('Send the token with POST to the revocation address. GET is answered with 405.', {
        values: identityServiceAddress(facts).map(({ value, ...rest }) => ({
          ...rest,
          label: 'Revocation address',
          value: `${value}/connect/revocation`,
        })),
        sources: [revocation],
      }),
      advice('Status 200 does not mean that the token was known: an unknown token is answered with 200 as well.', {
        sources: [revocation],
      }),
      advice('Revoke the refresh token; an access token in JWT form cannot be called back. Keep its lifetime short.', {
        branches: [{ label: 'The lifetime has to be changed.', entry: 'token-lifetime' }],
      }),
      advice(
        'Whether a token is active can be asked only by an API resource with a secret of its own (introspection).',
      ),
      documentedIn(externalApplications)('Users revoke the access of an application in their profile.', {
        path: ['Your profile', 'External applications'],
        from: '8.3',
      }),
    ],
    provenBy: [],
    proof: 'The refresh token is answered with invalid_grant.',
    sources: [revocation],
  }),
} satisfies Record<string, EntryMaker>;
