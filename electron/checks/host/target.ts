import type { CheckId } from '../../../shared/report.ts';
import type { Profile } from '../../../shared/profile.ts';

/** The two machines a diagnosis looks at. */
export type TargetName = 'creatio' | 'identity';

/** What a target is called in the middle of a sentence. */
export const titleOfTarget: Readonly<Record<TargetName, string>> = {
  creatio: 'Creatio',
  identity: 'the Identity Service',
};

/** The address of a target as the environment states it, or null. */
export const addressOf = (profile: Profile, target: TargetName): string | null =>
  target === 'creatio' ? profile.creatioUrl : profile.identityServiceUrl;

/** True, or why checks of this target have nothing to look at. */
export const isGiven = (profile: Profile, target: TargetName): true | string =>
  addressOf(profile, target) !== null || 'The environment names no Identity Service address.';

/** The check of a target that takes this step. */
export const hostCheckId = (target: TargetName, step: 'address' | 'dns' | 'tcp' | 'tls'): CheckId =>
  `${target}.${step}`;

/** Where to connect to: what a URL says about host, port and encryption. */
export interface Endpoint {
  /** Without the brackets of an IPv6 address. */
  hostname: string;
  port: number;
  secure: boolean;
}

/** The endpoint behind an http(s) URL. Throws a TypeError for anything that is no URL. */
export function endpointOf(address: string): Endpoint {
  const url = new URL(address);
  const secure = url.protocol === 'https:';
  return {
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    secure,
  };
}

/** The endpoint of a target whose address was found valid by its address check. */
export function endpointOfTarget(profile: Profile, target: TargetName): Endpoint {
  const address = addressOf(profile, target);
  if (address === null) throw new Error(`There is no address of ${titleOfTarget[target]}.`);
  return endpointOf(address);
}
