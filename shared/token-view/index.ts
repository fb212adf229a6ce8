import { z } from 'zod';

export { claimMeanings, headerMeanings, momentClaims } from './claim-meanings.ts';

/** What became of the signature of a token. */
const signatureStates = [
  'valid',
  'wrong',
  /** It names a key that is not published, and no other fits. */
  'key-unknown',
  /** Algorithm none, or no algorithm. */
  'unsigned',
  /** HS256 and its like: only who knows the secret can check it, and could have made it. */
  'shared-secret',
  'algorithm-unknown',
  /** No address of the keys is known, or it could not be read. */
  'keys-unread',
  'keys-unusable',
  /** The token has no signature that could be checked: it is opaque or encrypted. */
  'none',
] as const;
export type SignatureState = (typeof signatureStates)[number];

const memberSchema = z.strictObject({
  name: z.string(),
  /** As JSON, a text without its quotes. */
  value: z.string(),
  /** What the standards say that it means; null for one that they do not know. */
  meaning: z.string().nullable(),
  /** Of a moment. */
  at: z.iso.datetime().nullable(),
});
export type TokenMember = z.infer<typeof memberSchema>;

/** A token looked into. Nothing but the state of its signature says that its words are true. */
export const tokenViewSchema = z.strictObject({
  form: z.enum(['opaque', 'signed', 'encrypted']),
  /** What it is, one sentence. */
  said: z.string(),
  header: z.array(memberSchema),
  claims: z.array(memberSchema),
  issuedAt: z.iso.datetime().nullable(),
  notBefore: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  signature: z.strictObject({ state: z.enum(signatureStates), said: z.string() }),
  /** Null where the token states none. */
  scopes: z.array(z.string()).nullable(),
  audience: z.array(z.string()),
  /** What is wrong or doubtful, with the entry of the catalogue. */
  problems: z.array(z.strictObject({ said: z.string(), remediation: z.string() })),
});
export type TokenView = z.infer<typeof tokenViewSchema>;

/** Scopes as they were asked for, as the reply names them, and as the token has them. */
export interface ScopeRow {
  scope: string;
  asked: boolean;
  /** Null where the reply says nothing. */
  inReply: boolean | null;
  /** Null where the token says nothing. */
  inToken: boolean | null;
}

/** Puts scopes beside each other, those that were asked for first (RFC 6749, sections 3.3 and 5.1). */
export function compareScopes(
  asked: readonly string[],
  reply: readonly string[] | null,
  token: readonly string[] | null,
): ScopeRow[] {
  const all = new Set([...asked, ...(reply ?? []), ...(token ?? [])]);
  return [...all].map((scope) => ({
    scope,
    asked: asked.includes(scope),
    inReply: reply?.includes(scope) ?? null,
    inToken: token?.includes(scope) ?? null,
  }));
}
