import type { CredentialMode } from '../client/choices.ts';

/** How sure a finding is: the exchange shows it, it is the usual cause, or it is one of several that fit. */
export const certainties = ['shown', 'likely', 'possible'] as const;
export type Certainty = (typeof certainties)[number];

/** What a request was for; each endpoint has errors of its own. */
export type ExchangePurpose =
  'authorization' | 'token' | 'revocation' | 'introspection' | 'device-authorization' | 'discovery' | 'use';

/** Who calls whom: an application calls Creatio, or Creatio calls a web service of others. */
export type Direction = 'creatio' | 'web-service';

export type Headers = readonly (readonly [name: string, value: string])[];

/** One exchange, as far as its explanation needs it; secrets in it may be masked. */
export interface SeenExchange {
  request: { method: string; url: string; headers: Headers; body: string | null };
  response: {
    status: number;
    statusText: string;
    headers: Headers;
    /** Decoded, without the byte order mark. */
    body: string;
    byteOrderMark?: true;
    /** The charset it was decoded from. */
    charset?: string;
    truncated: boolean;
  } | null;
  /** Why no whole reply came. */
  failure: { finding: string; message: string } | null;
}

/** What came back to the redirect address after the browser was sent to the authorization endpoint. */
export interface SeenCallback {
  /** The address that was called, with its query; null where none was called. */
  url: string | null;
  expectedState: string | null;
  /** From the discovery document; null where it is not known. */
  expectedIssuer: string | null;
  /** True when discovery promises the parameter `iss` (RFC 9207, section 3). */
  issuerPromised?: boolean;
  /** Why the redirect address was never called. */
  ended?: 'cancelled' | 'timeout' | 'port-taken';
}

/** What one other credential mode led to, of the same request. */
export interface ComparedMode {
  mode: CredentialMode;
  accepted: boolean;
}

/** What is known besides the exchange itself. */
export interface ExplanationContext {
  purpose: ExchangePurpose;
  direction: Direction;
  /** The grant of a token request, for example `client_credentials`. */
  grant?: string;
  mode?: CredentialMode;
  requestedScopes?: readonly string[];
  /** When the reply came, by the clock of this computer, in ms since 1970. */
  receivedAt?: number;
  authorizationEndpoint?: string | null;
  tokenEndpoint?: string | null;
  redirectUri?: string | null;
  /** True when the redirect address of the request was given by Creatio and not by this console. */
  redirectUriOfCreatio?: boolean;
  callback?: SeenCallback;
  comparison?: readonly ComparedMode[];
  /** What about the credentials themselves can make a server refuse them. They are told without a value. */
  credentials?: CredentialTraits;
  /** What the discovery document offers; absent where it is not known. */
  offeredGrants?: readonly string[];
  offeredScopes?: readonly string[];
  /** Lines of the Identity Service's log of that moment. */
  log?: string;
  /** True when a refresh token of the same user and client was issued before. */
  refreshTokenIssuedBefore?: boolean;
  /** True when this refresh token worked before. */
  refreshTokenWorkedBefore?: boolean;
  /** Seconds since the authorization code was issued. */
  codeAgeSeconds?: number;
  /** Why the token that came cannot be used, where the exchange is masked and does not show it. */
  tokenDefect?: string;
  /** Of a token that was granted or used: what is in it. */
  token?: SeenToken;
}

export interface CredentialTraits {
  /** Characters that form-encoding changes, so that `basic` and `basic-raw` differ. */
  encodingMatters?: boolean;
  /** White space at the beginning or the end. */
  surroundingSpace?: boolean;
  /** Characters of the longer of both. */
  longest?: number;
}

/** Times in seconds since 1970. */
export interface SeenToken {
  form: 'opaque' | 'signed' | 'encrypted';
  issuedAt: number | null;
  notBefore: number | null;
  expiresAt: number | null;
  /** Null where the token states none. */
  scopes: readonly string[] | null;
  audience: readonly string[];
}

/** What to change in the request to learn more. */
export type RequestChange =
  | { kind: 'compare-modes' }
  | { kind: 'mode'; mode: CredentialMode }
  | { kind: 'scopes'; scopes: readonly string[] }
  | { kind: 'token-endpoint'; url: string }
  | { kind: 'exchange-endpoints' }
  | { kind: 'wait'; seconds: number }
  | { kind: 'repeat' }
  | { kind: 'sign-in'; scopes: readonly string[] }
  | { kind: 'refresh' }
  | { kind: 'introspect' }
  | { kind: 'revoke' }
  | { kind: 'new-token' }
  | { kind: 'send-token' }
  | { kind: 'inspect-token' }
  | { kind: 'search-log'; texts: readonly string[] }
  | { kind: 'diagnosis' }
  | { kind: 'discovery' };

/** Something to try, because the exchange alone does not tell. */
export interface Experiment {
  id: string;
  title: string;
  /** What its result would tell. */
  why: string;
  change: RequestChange;
}

export interface ExplanationFinding {
  id: string;
  /** One or two sentences for people. */
  title: string;
  certainty: Certainty;
  /** What of the exchange speaks for it, each a sentence or a piece of the reply. */
  evidence: string[];
  /** The entry of the remediation catalogue. */
  remediation: string;
  /** There where it is a departure from the standard with which the reply can still be used. */
  deviation?: true;
}

/** What an exchange means. Without findings nothing is wrong with it. */
export interface Explanation {
  /** The gravest and surest first. */
  findings: ExplanationFinding[];
  /** The most telling first. */
  experiments: Experiment[];
  /** One sentence: what to do now. */
  nextStep: string;
}
