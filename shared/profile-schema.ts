import * as z from 'zod/mini';
import { platformChoices } from './profile.ts';

/** Control characters would reach the terminal and the page; none belongs in these fields. */
const withoutControls = /^\P{Cc}*$/u;
const nameSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(200), z.regex(withoutControls));
const urlSchema = z.url({ protocol: /^https?$/ }).check(z.maxLength(2_000), z.regex(withoutControls));

/** An environment: a Creatio with its Identity Service. It never holds a secret. */
export const profileSchema = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(100)),
  name: nameSchema,
  /** Base address of Creatio, without `/0` and without a trailing slash. */
  creatioUrl: urlSchema,
  platform: z.enum(platformChoices),
  /** Base address of the Identity Service without a trailing slash; null when it is not known. */
  identityServiceUrl: z.nullable(urlSchema),
  clientId: z.nullable(z.string().check(z.maxLength(200), z.regex(withoutControls))),
  /** Time limit of one check, in seconds. */
  timeLimitSeconds: z.int().check(z.minimum(1), z.maximum(600)),
});

/** What the page sends to add (`id` absent) or change an environment. */
export const profileInputSchema = z.extend(profileSchema, { id: z.optional(profileSchema.shape.id) });
