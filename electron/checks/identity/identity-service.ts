import type { Profile } from '../../../shared/profile.ts';
import { isGiven } from '../host/target.ts';

/** True when the environment names its Identity Service, else the reason why nothing can be asked of it. */
export const needsIdentityService = (profile: Profile): true | string => isGiven(profile, 'identity');

/** The address of the Identity Service, for checks that apply only where there is one. */
export function identityServiceOf({ identityServiceUrl }: Profile): string {
  if (identityServiceUrl === null) throw new Error('The check ran without an Identity Service address.');
  return identityServiceUrl;
}
