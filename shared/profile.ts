import { z } from 'zod';

/** The web platform a Creatio runs on; it decides the `/0` prefix of most addresses. */
export const platforms = ['net-framework', 'net'] as const;
export const platformSchema = z.enum(platforms);
export type Platform = z.infer<typeof platformSchema>;

export const platformTitles: Readonly<Record<Platform, string>> = {
  'net-framework': '.NET Framework',
  net: '.NET',
};

/** The path prefix of Creatio's services on a platform (Creatio Academy, "OAuth health monitoring"). */
export const pathPrefixOf: Readonly<Record<Platform, '' | '/0'>> = { 'net-framework': '/0', net: '' };

export const platformChoiceSchema = z.enum(['auto', ...platforms]);
export type PlatformChoice = z.infer<typeof platformChoiceSchema>;

const nameSchema = z.string().trim().min(1).max(200);
const urlSchema = z.url({ protocol: /^https?$/ }).max(2_000);

/** Time limit of one check, in seconds. */
export const timeLimitSecondsSchema = z.number().int().min(1).max(600);
export const defaultTimeLimitSeconds = 15;

/** The id of the built-in environment that works without anything installed. */
export const practiceProfileId = 'practice';

/** An environment: a Creatio with its Identity Service. It never holds a secret. */
export const profileSchema = z.strictObject({
  id: z.string().min(1).max(100),
  name: nameSchema,
  /** Base address of Creatio, without `/0` and without a trailing slash. */
  creatioUrl: urlSchema,
  platform: platformChoiceSchema,
  /** Base address of the Identity Service without a trailing slash; null when it is not known. */
  identityServiceUrl: urlSchema.nullable(),
  clientId: z.string().max(200).nullable(),
  timeLimitSeconds: timeLimitSecondsSchema,
});
export type Profile = z.infer<typeof profileSchema>;

/** What the page sends to add (`id` absent) or change an environment. */
export const profileInputSchema = profileSchema.extend({ id: profileSchema.shape.id.optional() });
export type ProfileInput = z.infer<typeof profileInputSchema>;
