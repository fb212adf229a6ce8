import * as z from 'zod';

/** Why a part did not succeed, in the words of the scripts; what they cannot tell apart is `other` with its detail. */
const lookReasons = [
  'not-found',
  'lookup-failed',
  'refused',
  'silent',
  'unreachable',
  'reset',
  'untrusted',
  'self-signed',
  'expired',
  'not-yet-valid',
  'wrong-name',
  'protocol-too-old',
  'plain-http',
  'client-certificate-wanted',
  'handshake-failed',
  'proxy-not-found',
  'proxy-refused',
  'proxy-login-wanted',
  'http-status',
  'no-reply',
  'too-large',
  'skipped',
  'not-needed',
  'no-tool',
  'other',
] as const;
export type LookReason = (typeof lookReasons)[number];

const text = (longest: number) => z.string().max(longest);
const partShape = {
  /** Null where it was not looked at; the reason then says why. */
  ok: z.boolean().nullable(),
  reason: z.enum(lookReasons).nullable(),
  /** The words of the tool or the system about it. */
  detail: text(2_000).nullable(),
  durationMs: z.number().min(0).max(3_600_000).nullable(),
};

const certificateSchema = z.strictObject({
  subject: text(2_000).nullable(),
  issuer: text(2_000).nullable(),
  /** As the tool writes it, readable for `Date.parse`. */
  validFrom: text(60).nullable(),
  validTo: text(60).nullable(),
  fingerprint256: text(200).nullable(),
});

/** The one line that the scripts print. */
export const lookSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal('creatio-oauth-server-view'), shell: z.enum(['sh', 'powershell']) }),
  machine: z.strictObject({ name: text(300), os: text(300) }),
  time: z.iso.datetime(),
  address: z.url({ protocol: /^https?$/ }).max(2_000),
  dns: z.strictObject({ ...partShape, addresses: z.array(text(100)).max(32) }),
  tcp: z.strictObject({ ...partShape, address: text(100).nullable() }),
  tls: z.strictObject({
    ...partShape,
    protocol: text(60).nullable(),
    /** Whether that machine trusts the certificate for this name; null where it was not judged. */
    trusted: z.boolean().nullable(),
    chain: z.array(certificateSchema).max(10),
  }),
  discovery: z.strictObject({
    ...partShape,
    status: z.number().int().min(100).max(999).nullable(),
    contentType: text(300).nullable(),
    issuer: text(2_000).nullable(),
    /** The start of the body, for a person. */
    start: text(2_000).nullable(),
    /** True where the certificate was left aside to see whether something answers at all. */
    unverified: z.boolean(),
    /** Whether the request went through a proxy of that machine. */
    proxy: z.boolean().nullable(),
  }),
  clock: z.strictObject({ /** The Date header of the reply. */ serverDate: text(100).nullable() }),
});
/** What was seen on a Creatio server, as the script printed it. */
export type Look = z.infer<typeof lookSchema>;
