import { z } from 'zod';
import { attemptStates, credentialModes, tokenKinds } from './choices.ts';
import { exchangeSchema } from './exchange.ts';
import { clientActSchema, clientRequestSchema } from './request.ts';

/** A token that the main process holds in memory; its value is told on request alone. */
export const tokenHandleSchema = z.strictObject({
  id: z.string(),
  profileId: z.string(),
  kind: z.enum(tokenKinds),
  /** The attempt it came with; null for one that was entered. */
  attemptId: z.string().nullable(),
  receivedAt: z.iso.datetime(),
  /** As the reply states it: type, lifetime and scope. */
  type: z.string().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  scope: z.string().nullable(),
  /** What it looks like from outside. */
  form: z.enum(['opaque', 'signed', 'encrypted']),
  length: z.int(),
  /** `replaced`: a refresh brought another (rotation). */
  state: z.enum(['current', 'replaced', 'revoked']),
  /** The saved request with which a refresh token is kept in the keychain; null where it is not. */
  keptFor: z.string().nullable(),
});
export type TokenHandle = z.infer<typeof tokenHandleSchema>;

/** What a discovery document offers (RFC 8414, section 2). */
const discoveredSchema = z.strictObject({
  issuer: z.string().nullable(),
  authorizationUrl: z.string().nullable(),
  tokenUrl: z.string().nullable(),
  revocationUrl: z.string().nullable(),
  introspectionUrl: z.string().nullable(),
  deviceAuthorizationUrl: z.string().nullable(),
  jwksUrl: z.string().nullable(),
  grants: z.array(z.string()).nullable(),
  authenticationMethods: z.array(z.string()).nullable(),
  scopes: z.array(z.string()).nullable(),
  /** S256 or not; null where the document does not say. */
  challengeMethods: z.array(z.string()).nullable(),
  /** Whether the service promises to name itself in each redirect (RFC 9207, section 3). */
  issuerInRedirect: z.boolean().optional(),
  /** What is missing or not usable, in words. */
  defects: z.array(z.string()),
});
export type Discovered = z.infer<typeof discoveredSchema>;

const comparisonRowSchema = z.strictObject({
  credentials: z.enum(credentialModes),
  exchangeId: z.string().nullable(),
  /**
   * `token`: a token came. `client-accepted`: the server refused something else and had accepted the client by then.
   * `client-refused`: it did not accept the client, or did not find its credentials. `unclear`: it cannot be told.
   * `not-tried`: the comparison had stopped before, or the request has no secret.
   */
  result: z.enum(['token', 'client-accepted', 'client-refused', 'unclear', 'not-tried']),
  httpStatus: z.int().nullable(),
  error: z.string().nullable(),
  /** One sentence. */
  said: z.string(),
});
export type ComparisonRow = z.infer<typeof comparisonRowSchema>;

const comparisonSchema = z.strictObject({
  rows: z.array(comparisonRowSchema),
  /** The value for Creatio's field "Send client credentials in token requests"; null where none can be recommended. */
  creatioField: z.string().nullable(),
  /** One or two sentences. */
  recommendation: z.string(),
  /** Why it stopped before its end, for example that the server asks for fewer requests; null where it did not. */
  stopped: z.string().nullable(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** Scopes, those asked for and those granted. A reply without `scope` grants what was asked for (RFC 6749, section 5.1). */
const scopesSchema = z.strictObject({
  asked: z.array(z.string()),
  granted: z.array(z.string()),
  dropped: z.array(z.string()),
  added: z.array(z.string()),
  /** Whether the reply (or the token) names them, or says nothing. */
  stated: z.boolean(),
});
export type Scopes = z.infer<typeof scopesSchema>;

/** What a person has to do for an attempt to go on. */
const waitingSchema = z.strictObject({
  /** Until when there is time. */
  until: z.iso.datetime(),
  /** The address that the browser was sent to; of a device the one to open. */
  url: z.string(),
  /** Of a device: the same with the code in it, where the service offers that (RFC 8628, section 3.3.1). */
  urlWithCode: z.string().nullable(),
  redirectUrl: z.string().nullable(),
  /** The code to enter at `url` (RFC 8628, section 3.3). */
  userCode: z.string().nullable(),
});

/** Everything about one thing that was done: each exchange, and what came of it. Its texts hold no secret. */
export const attemptSchema = z.strictObject({
  id: z.string(),
  profileId: z.string(),
  act: clientActSchema,
  request: clientRequestSchema,
  startedAt: z.iso.datetime(),
  /** Null while it is under way. */
  durationMs: z.number().nullable(),
  state: z.enum(attemptStates),
  /** How it stands or what came of it, one sentence. */
  said: z.string(),
  /**
   * What ended it other than a reply of the server, for example `state-mismatch`, `issuer-mismatch`, `access_denied`, `port-in-use`,
   * `time-limit`; null where an exchange tells it all.
   */
  problem: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  waiting: waitingSchema.nullable(),
  /** The authorization request that the browser was sent to, and the redirect that came back. */
  authorization: z.strictObject({ url: z.string(), redirect: z.string().nullable() }).nullable(),
  exchanges: z.array(exchangeSchema),
  tokens: z.array(tokenHandleSchema),
  scopes: scopesSchema.nullable(),
  comparison: comparisonSchema.nullable(),
  discovered: discoveredSchema.nullable(),
  /** What an introspection says of the token; null without one. */
  active: z.boolean().nullable(),
  /** Whether a refresh brought another refresh token; null where there was none. */
  rotated: z.boolean().nullable(),
});
export type Attempt = z.infer<typeof attemptSchema>;
