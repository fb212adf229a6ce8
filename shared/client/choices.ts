/** How a token request carries the client's credentials (RFC 6749, section 2.3.1). */
export const credentialModes = ['body', 'basic', 'basic-raw', 'query', 'none'] as const;
export type CredentialMode = (typeof credentialModes)[number];

export const credentialModeTitles: Readonly<Record<CredentialMode, string>> = {
  body: 'In request body',
  basic: 'As Basic auth header, form-encoded',
  'basic-raw': 'As Basic auth header, raw',
  query: 'In query string as a GET request',
  none: 'None, for a public client',
};

/** The value of Creatio's field "Send client credentials in token requests"; null where none fits. */
export const creatioFieldOf: Readonly<Record<CredentialMode, string | null>> = {
  body: 'In request body',
  basic: 'As Basic auth header',
  'basic-raw': 'As Basic auth header',
  query: 'In query string as a GET request',
  none: null,
};

/** Ways to a first token (RFC 6749, sections 4.1 and 4.4; RFC 8628). */
export const grants = ['client_credentials', 'authorization_code', 'device_code'] as const;
export type Grant = (typeof grants)[number];

export const tokenKinds = ['access_token', 'refresh_token', 'id_token'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** How an attempt stands; from `finished` on it is over. */
export const attemptStates = [
  'running',
  'waiting-for-browser',
  'waiting-for-redirect',
  'waiting-for-device',
  'finished',
  'failed',
  'cancelled',
  'timed-out',
] as const;
export type AttemptState = (typeof attemptStates)[number];

export const isOver = (state: AttemptState): boolean => !state.startsWith('waiting-') && state !== 'running';
