import type { z } from 'zod';
import type { profileInputSchema, profileSchema } from './profile-schema.ts';

/** The web platform a Creatio runs on; it decides the `/0` prefix of most addresses. */
export const platforms = ['net-framework', 'net'] as const;
export type Platform = (typeof platforms)[number];

export const platformTitles: Readonly<Record<Platform, string>> = {
  'net-framework': '.NET Framework',
  net: '.NET',
};

/** The path prefix of Creatio's services on a platform (Creatio Academy, "OAuth health monitoring"). */
export const pathPrefixOf: Readonly<Record<Platform, '' | '/0'>> = { 'net-framework': '/0', net: '' };

export const platformChoices = ['auto', ...platforms] as const;
export type PlatformChoice = (typeof platformChoices)[number];

/** Time limit of one check, in seconds, where none is set. */
export const defaultTimeLimitSeconds = 15;

/** The id of the built-in environment that works without anything installed. */
export const practiceProfileId = 'practice';

/** Where an environment's connections find their proxy. */
export const proxyModes = ['none', 'manual', 'environment', 'system'] as const;
export type ProxyMode = (typeof proxyModes)[number];

/** An environment: a Creatio with its Identity Service. It never holds a secret. */
export type Profile = z.output<typeof profileSchema>;

/** The settings of an environment without what belongs to this computer: its id and which secrets are kept. */
export type Settings = Omit<Profile, 'id' | 'secrets'>;

/** What the page sends to add (`id` absent) or change an environment; what it leaves out gets its default. */
export type ProfileInput = z.input<typeof profileInputSchema>;

/** The settings of an environment that have a value before an administrator gives one. */
export const settingDefaults = {
  group: null,
  production: false,
  creatioVersion: null,
  logFolders: { creatio: null, identityService: null },
  notes: '',
  caseNumber: null,
  trust: { authorityFile: null, acceptedCertificates: [], clientCertificate: null },
  proxy: { mode: 'system' as ProxyMode, url: null, username: null, bypass: [] },
  furtherClients: [],
};

/** The same of a whole profile. */
export const profileDefaults = { ...settingDefaults, secrets: [] };
