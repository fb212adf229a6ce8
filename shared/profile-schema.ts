import { z } from 'zod';
import { platformChoices } from './profile.ts';

/** Control characters would reach the terminal and the page; none belongs in these fields. */
const withoutControls = /^\P{Cc}*$/u;
const nameSchema = z.string().trim().min(1).max(200).regex(withoutControls);
const urlSchema = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .regex(withoutControls);

/** An environment: a Creatio with its Identity Service. It never holds a secret. */
export const profileSchema = z.strictObject({
  id: z.string().min(1).max(100),
  name: nameSchema,
  /** Base address of Creatio, without `/0` and without a trailing slash. */
  creatioUrl: urlSchema,
  platform: z.enum(platformChoices),
  /** Base address of the Identity Service without a trailing slash; null when it is not known. */
  identityServiceUrl: urlSchema.nullable(),
  clientId: z.string().max(200).regex(withoutControls).nullable(),
  /** Time limit of one check, in seconds. */
  timeLimitSeconds: z.number().int().min(1).max(600),
});

/** What the page sends to add (`id` absent) or change an environment. */
export const profileInputSchema = profileSchema.extend({ id: profileSchema.shape.id.optional() });
