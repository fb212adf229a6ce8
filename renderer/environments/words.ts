import type { PlatformChoice } from '../../shared/profile.ts';

/** Platforms as the page names them. */
export const platformWords: Readonly<Record<PlatformChoice, string>> = {
  auto: 'Automatic',
  'net-framework': '.NET Framework',
  net: '.NET',
};

/** The platforms in the order in which they are offered. */
export const platformChoices = ['auto', 'net-framework', 'net'] as const satisfies readonly PlatformChoice[];
