import { z } from 'zod';
import { exchangeEvidenceSchema } from '../report.ts';
import { credentialModes } from './choices.ts';

const { request, response, timings, remoteAddress, proxy } = exchangeEvidenceSchema.shape;

const exchangePurposes = [
  'discovery',
  'token',
  'refresh',
  'device-authorization',
  'revocation',
  'introspection',
  'use',
] as const;

/**
 * One request and its reply as they went over the wire. In the main process the texts are as they were; what leaves it has
 * markers in the place of secrets (see masked-text.ts).
 */
export const exchangeSchema = z.strictObject({
  id: z.string(),
  purpose: z.enum(exchangePurposes),
  startedAt: z.iso.datetime(),
  /** How the client's credentials were sent; null where the request carries none. */
  credentials: z.enum(credentialModes).nullable(),
  /** Headers are as sent, in order. A body is text. */
  request,
  response: response
    .unwrap()
    .extend({
      bodyBase64: z.string().nullable(),
      /** There where a byte order mark stood before the body. */
      byteOrderMark: z.literal(true).exactOptional(),
    })
    .nullable(),
  /** Why there is no (whole) reply; null when there is one. */
  failure: z
    .strictObject({
      layer: z.enum(['dns', 'tcp', 'proxy', 'tls', 'http']),
      /** Id of the finding, which is that of an entry of the catalogue. */
      finding: z.string(),
      message: z.string(),
      code: z.string().nullable(),
    })
    .nullable(),
  /** Where the reply redirects to; no redirect is followed with a credential. */
  redirectsTo: z.string().nullable(),
  remoteAddress,
  timings,
  proxy,
  /** Directly or through which proxy, and why, in words. */
  route: z.string(),
  /** Of the connection; null without TLS. */
  tls: z
    .strictObject({
      protocol: z.string().nullable(),
      cipher: z.string().nullable(),
      /** Of the server's own certificate. */
      subject: z.string().nullable(),
      issuer: z.string().nullable(),
      validTo: z.string().nullable(),
      fingerprint256: z.string().nullable(),
    })
    .nullable(),
});
export type Exchange = z.infer<typeof exchangeSchema>;
export type ExchangePurpose = Exchange['purpose'];
