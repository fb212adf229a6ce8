/**
 * What the members of a token's header mean (RFC 7515, section 4.1; RFC 9068).
 */
export const headerMeanings: Readonly<Record<string, string>> = {
  alg: 'The algorithm of the signature',
  typ: 'The kind of token; at+jwt is an access token',
  kid: 'The id of the key with which it is signed',
  x5t: 'The fingerprint (SHA-1) of the certificate whose key signed it',
  'x5t#S256': 'The fingerprint (SHA-256) of the certificate whose key signed it',
  x5c: 'The certificate whose key signed it; nobody may trust it for that',
  x5u: 'An address of that certificate; nobody may trust it for that',
  jku: 'An address of keys; nobody may trust it for that',
  jwk: 'A key; nobody may trust it for that',
  cty: 'The kind of content',
  crit: 'What a reader has to understand',
  enc: 'The algorithm of the encryption',
  zip: 'The compression',
};

/**
 * What claims mean (RFC 7519, section 4.1; RFC 9068; OpenID Connect Core 1.0, sections 2 and 5.1), and those that an Identity
 * Service and well-known providers add.
 */
export const claimMeanings: Readonly<Record<string, string>> = {
  iss: 'Issuer: who made the token',
  sub: 'Subject: the user or the client for whom it acts',
  aud: 'Audience: for whom the token is meant; others have to refuse it',
  exp: 'Expires: from then on it is refused',
  nbf: 'Not before: until then it is refused',
  iat: 'Issued at',
  jti: 'The id of this token',
  client_id: 'The client that asked for it',
  scope: 'Scopes: what it allows',
  scp: 'Scopes: what it allows',
  roles: 'Roles of the subject',
  groups: 'Groups of the subject',
  entitlements: 'Rights of the subject',
  azp: 'The client for which it was issued',
  appid: 'The client for which it was issued (Microsoft Entra)',
  auth_time: 'When the user signed in',
  acr: 'How strongly the user signed in',
  amr: 'How the user signed in',
  idp: 'Where the user signed in; local is the service itself',
  sid: 'The session of the user',
  nonce: 'Ties it to one sign-in',
  at_hash: 'Ties it to the access token that came with it',
  c_hash: 'Ties it to the authorization code',
  s_hash: 'Ties it to the state of the sign-in',
  cnf: 'The key that the caller has to prove',
  act: 'Who acts for the subject',
  may_act: 'Who may act for the subject',
  events: 'What happened',
  typ: 'The kind of token',
  ver: 'The version of its form',
  tid: 'The tenant (Microsoft Entra)',
  oid: 'The id of the object in the directory (Microsoft Entra)',
  name: 'The name of the user',
  given_name: 'The first name of the user',
  family_name: 'The last name of the user',
  preferred_username: 'The name with which the user signs in',
  email: 'The e-mail address of the user',
  email_verified: 'Whether that address was verified',
  locale: 'The language of the user',
  zoneinfo: 'The time zone of the user',
  updated_at: 'When what is known of the user was changed',
};

/** Claims that are moments, in seconds since 1970 (RFC 7519, section 2: NumericDate). */
export const momentClaims: readonly string[] = ['exp', 'nbf', 'iat', 'auth_time', 'updated_at'];
