import { z } from 'zod';
import { certainties, type Explanation } from '../explanation/types.ts';
import { credentialModes } from './choices.ts';

const texts = z.array(z.string());
const bare = <Kind extends string>(kind: Kind) => z.strictObject({ kind: z.literal(kind) });

const changeSchema = z.discriminatedUnion('kind', [
  bare('compare-modes'),
  z.strictObject({ kind: z.literal('mode'), mode: z.enum(credentialModes) }),
  z.strictObject({ kind: z.literal('scopes'), scopes: texts.readonly() }),
  z.strictObject({ kind: z.literal('token-endpoint'), url: z.string() }),
  bare('exchange-endpoints'),
  z.strictObject({ kind: z.literal('wait'), seconds: z.number() }),
  bare('repeat'),
  z.strictObject({ kind: z.literal('sign-in'), scopes: texts.readonly() }),
  bare('refresh'),
  bare('introspect'),
  bare('revoke'),
  bare('new-token'),
  bare('send-token'),
  bare('inspect-token'),
  z.strictObject({ kind: z.literal('search-log'), texts: texts.readonly() }),
  bare('diagnosis'),
  bare('discovery'),
]);

/** What an attempt means, as explanation/ has it. */
export const explanationSchema: z.ZodType<Explanation> = z.strictObject({
  findings: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      certainty: z.enum(certainties),
      evidence: texts,
      remediation: z.string(),
      deviation: z.literal(true).exactOptional(),
    }),
  ),
  experiments: z.array(z.strictObject({ id: z.string(), title: z.string(), why: z.string(), change: changeSchema })),
  nextStep: z.string(),
});
