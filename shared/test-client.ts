import { z } from 'zod';
import { attemptSchema, tokenHandleSchema } from './client/attempt.ts';
import { tokenKinds } from './client/choices.ts';
import { explanationSchema } from './client/explanation-schema.ts';
import { clientActSchema, clientRequestSchema, savedRequestSchema } from './client/request.ts';
import { tokenViewSchema } from './token-view/index.ts';

export type { Attempt, Comparison, ComparisonRow, Discovered, Scopes, TokenHandle } from './client/attempt.ts';
export type { Exchange, ExchangePurpose } from './client/exchange.ts';
export type { ClientAct, ClientRequest, ExtraParameter, SavedRequest } from './client/request.ts';

const idSchema = z.string().min(1).max(100);
const ofProfile = z.strictObject({ profileId: idSchema });
const ofAttempt = z.strictObject({ attemptId: idSchema });
const secretSchema = z.string().min(1).max(4_000);
/** A token can be as long as the largest header that servers take. */
const tokenSchema = z.string().trim().min(1).max(64_000);

/** What must be said on purpose before a secret or a token goes where it usually does not. */
const deliberately = {
  /** The name of the production environment as the user typed it; without it `confirmation-needed` is thrown where it is asked for. */
  confirmed: z.string().max(400).optional(),
  /** Sends to another origin than those of the environment and the request; without it `destination-differs` is thrown. */
  elsewhere: z.boolean().optional(),
};

/** The calls of the page "Test client". Secrets travel to the main process; one comes back on `client.reveal` alone. */
export const clientCalls = {
  /** What the fields begin with for an environment, without a request to anyone. */
  'client.suggest': { request: ofProfile, response: clientRequestSchema },
  /**
   * Does something. Answered once it has begun; `client.attempt-changed` tells the rest. Throws a UserError before anything is sent:
   * `confirmation-needed`, `destination-differs`, `request-incomplete:<field>`, `parameter-reserved`, `address-invalid`, `token-unknown`,
   * `secret-missing`, or those of the keychain.
   */
  'client.start': {
    request: z.strictObject({
      profileId: idSchema,
      act: clientActSchema,
      request: clientRequestSchema,
      /** The client secret or the password, in place of the kept one that `request.secret` names. Not kept. */
      typedSecret: secretSchema.optional(),
      ...deliberately,
    }),
    response: attemptSchema,
  },
  /** Ends an attempt; nothing happens when it is over. */
  'client.cancel': { request: ofAttempt, response: z.null() },
  /** Hands over the address that the browser was redirected to, for an attempt that waits for it. */
  'client.continue': {
    request: z.strictObject({ attemptId: idSchema, redirect: z.string().trim().min(1).max(20_000) }),
    response: z.null(),
  },
  /** Opens the authorization address of a waiting attempt once more in the system's browser. */
  'client.openBrowser': { request: ofAttempt, response: z.null() },
  /** Attempts of this session, the newest first. */
  'client.attempts': { request: ofProfile, response: z.array(attemptSchema) },
  /** What an attempt means; null while it is under way. Its findings lead to entries of the catalogue. */
  'client.explain': { request: ofAttempt, response: explanationSchema.nullable() },
  'client.forgetAttempts': { request: ofProfile, response: z.null() },
  /** Tokens of this session, the newest first. */
  'client.tokens': { request: ofProfile, response: z.array(tokenHandleSchema) },
  /**
   * Takes a token from elsewhere, for example one that Creatio holds, to use, inspect, refresh or revoke it. Throws a UserError
   * `token-unusable` for what no request can carry.
   */
  'client.enterToken': {
    request: z.strictObject({ profileId: idSchema, kind: z.enum(tokenKinds), value: tokenSchema }),
    response: tokenHandleSchema,
  },
  'client.forgetToken': { request: z.strictObject({ tokenId: idSchema }), response: z.null() },
  /** What stands in a token and whether its signature is right. The keys for that are read from the address that discovery names. */
  'client.readToken': { request: z.strictObject({ tokenId: idSchema }), response: tokenViewSchema },
  /** One secret in plain, by a deliberate act: what a marker of an attempt stands for, or a token. */
  'client.reveal': {
    request: z.union([
      z.strictObject({ attemptId: idSchema, mask: z.int().min(1).max(999_999) }),
      z.strictObject({ tokenId: idSchema }),
    ]),
    response: z.strictObject({ value: z.string() }),
  },
  'client.requests': { request: ofProfile, response: z.array(savedRequestSchema) },
  /** Adds or (with an id) changes a saved request. Its secret goes to the keychain, or stays until the console is closed. */
  'client.saveRequest': {
    request: z.strictObject({
      profileId: idSchema,
      id: z.uuid().optional(),
      name: z.string().trim().min(1).max(200),
      request: clientRequestSchema,
      /** What is not named is kept. */
      secret: z
        .discriminatedUnion('action', [
          z.strictObject({ action: z.literal('remove') }),
          z.strictObject({
            action: z.literal('set'),
            value: secretSchema,
            keep: z.enum(['keychain', 'session']),
          }),
        ])
        .optional(),
    }),
    response: savedRequestSchema,
  },
  /** With its secret and its refresh token. */
  'client.removeRequest': { request: z.strictObject({ profileId: idSchema, id: z.uuid() }), response: z.null() },
  /** Puts a refresh token into the keychain, for a saved request. */
  'client.keepRefreshToken': {
    request: z.strictObject({ tokenId: idSchema, requestId: z.uuid() }),
    response: tokenHandleSchema,
  },
  /** A kept refresh token as one of this session. */
  'client.openRefreshToken': {
    request: z.strictObject({ profileId: idSchema, requestId: z.uuid() }),
    response: tokenHandleSchema,
  },
  'client.forgetRefreshToken': {
    request: z.strictObject({ profileId: idSchema, requestId: z.uuid() }),
    response: z.null(),
  },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>;

export const clientEvents = {
  /** An attempt began, went on or ended: all of it. */
  'client.attempt-changed': attemptSchema,
  /** Tokens of an environment came, went or changed. */
  'client.tokens-changed': z.strictObject({ profileId: z.string() }),
  'client.requests-changed': z.strictObject({ profileId: z.string() }),
} as const satisfies Record<string, z.ZodType>;
