import { z } from 'zod';
import { secretNameSchema } from '../profile-schema.ts';
import { credentialModes, grants } from './choices.ts';

const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^\P{Cc}*$/u);
const address = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .regex(/^\P{Cc}*$/u);

/** A further parameter. One with the name of a protocol's own is refused, unless `override` says that it is meant to replace it. */
const parameterSchema = z.strictObject({
  name: line(200).min(1),
  value: line(4_000),
  /** In which requests it is sent. */
  at: z.enum(['authorization', 'token', 'both']),
  override: z.boolean().default(false),
});
export type ExtraParameter = z.output<typeof parameterSchema>;

/** Where the authorization server sends the browser back to. */
const redirectSchema = z.discriminatedUnion('how', [
  /** To this computer, to 127.0.0.1 alone (RFC 8252, section 7.3); without a port any free one. */
  z.strictObject({
    how: z.literal('loopback'),
    port: z.int().min(1).max(65_535).nullable(),
    path: line(300).regex(/^\/[^?#\s]*$/),
  }),
  /** To another address, for example Creatio's own; the user copies the address out of the browser and pastes it. */
  z.strictObject({ how: z.literal('pasted'), url: address }),
]);

/**
 * What an attempt is made with: the fields of Creatio's page for OAuth applications and those it lacks. It never holds a secret:
 * `secret` names one that is kept, and a typed one comes beside it.
 */
export const clientRequestSchema = z.strictObject({
  /** Who asks whom: an application asks Creatio and its Identity Service, or Creatio asks a web service of others. */
  direction: z.enum(['creatio', 'web-service']).default('creatio'),
  /** `http-basic` is the authentication of a web service with a user name and a password, without any token. */
  authentication: z.enum(['oauth2', 'http-basic']),
  clientId: line(400),
  /** Of `http-basic`. */
  username: line(400),
  /** Which kept secret is the client secret or the password; null for a typed one or none. */
  secret: z.nullable(secretNameSchema),
  /** The address of the web service itself, which is read with the token or the password. */
  serviceUrl: address.nullable().optional(),
  discoveryUrl: address.nullable(),
  authorizationUrl: address.nullable(),
  tokenUrl: address.nullable(),
  revocationUrl: address.nullable(),
  introspectionUrl: address.nullable(),
  deviceAuthorizationUrl: address.nullable(),
  redirect: redirectSchema,
  credentials: z.enum(credentialModes),
  grant: z.enum(grants),
  /** Separated by spaces; empty where none are asked for. */
  scope: line(4_000),
  audience: line(2_000),
  /** RFC 8707. */
  resources: z.array(line(2_000).min(1)).max(20),
  parameters: z.array(parameterSchema).max(50),
  /** Proof Key for Code Exchange with S256 (RFC 7636). */
  pkce: z.boolean(),
  /** What issues tokens, to be compared with `iss` of the redirect (RFC 9207); null where it is not known. */
  issuer: line(2_000).nullable(),
  /** How long a person has for the browser or the device, in seconds. */
  waitSeconds: z.int().min(1).max(1_800),
});
export type ClientRequest = z.output<typeof clientRequestSchema>;

/** A request that is kept with an environment. */
export const savedRequestSchema = z.strictObject({
  id: z.uuid(),
  profileId: z.string().min(1).max(100),
  name: line(200).min(1),
  savedAt: z.iso.datetime(),
  request: clientRequestSchema,
  /** Whether the keychain (or this session) holds a secret of its own for it, `request-secret:<id>`. */
  hasSecret: z.boolean(),
  /** Whether a refresh token is kept for it, `refresh-token:<id>`. */
  hasRefreshToken: z.boolean(),
});
export type SavedRequest = z.infer<typeof savedRequestSchema>;

/** What is done. All but `token`, `compare` and `discover` may name a token of this session. */
export const clientActSchema = z.discriminatedUnion('kind', [
  /** Reads the discovery document at `discoveryUrl`; without that, the one of the Identity Service, else the one of Creatio. */
  z.strictObject({ kind: z.literal('discover') }),
  /** Gets a token by the grant of the request. */
  z.strictObject({ kind: z.literal('token') }),
  /** Tries every way to send the credentials, a handful of requests at most. */
  z.strictObject({ kind: z.literal('compare') }),
  z.strictObject({ kind: z.literal('refresh'), tokenId: z.string().max(100) }),
  z.strictObject({ kind: z.literal('revoke'), tokenId: z.string().max(100) }),
  z.strictObject({ kind: z.literal('introspect'), tokenId: z.string().max(100) }),
  /**
   * Reads a path of Creatio (the platform's prefix is put before it), or an address, with the token; with `http-basic`
   * by user name and password.
   */
  z.strictObject({
    kind: z.literal('use'),
    tokenId: z.string().max(100).nullable(),
    target: z.discriminatedUnion('at', [
      z.strictObject({ at: z.literal('creatio'), path: line(2_000) }),
      z.strictObject({ at: z.literal('address'), url: address }),
    ]),
  }),
]);
export type ClientAct = z.infer<typeof clientActSchema>;
