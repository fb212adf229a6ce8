import type { ClientRequest } from '../../../shared/test-client.ts';
import { UserError } from '../../../shared/user-error.ts';

export type Parameters = (readonly [name: string, value: string])[];

/** What the protocol itself sends (RFC 6749, 7636, 8628, 7009, 7662); a further parameter does not replace it by accident. */
const reserved = new Set([
  'grant_type',
  'response_type',
  'client_id',
  'client_secret',
  'redirect_uri',
  'state',
  'code',
  'code_challenge',
  'code_challenge_method',
  'code_verifier',
  'refresh_token',
  'device_code',
  'token',
  'token_type_hint',
  'scope',
  'audience',
  'resource',
]);

/**
 * Throws a UserError `parameter-reserved` for a further parameter that would replace one of the protocol's own and does not say
 * that it is meant to.
 */
export function checkParameters({ parameters }: ClientRequest): void {
  const clash = parameters.find(({ name, override }) => !override && reserved.has(name.toLowerCase()));
  if (clash === undefined) return;
  throw new UserError(
    'parameter-reserved',
    `The further parameter "${clash.name}" has the name of one that the protocol itself sends. Fill in its own field, or mark it as meant to replace that.`,
  );
}

/** The protocol's own parameters with the further ones of a kind of request: those meant to replace stand in the place of their namesakes. */
export function withFurther(own: Parameters, request: ClientRequest, at: 'authorization' | 'token'): Parameters {
  const further = request.parameters.filter((parameter) => parameter.at === at || parameter.at === 'both');
  const replaced = new Set(further.filter(({ override }) => override).map(({ name }) => name));
  return [...own.filter(([name]) => !replaced.has(name)), ...further.map(({ name, value }) => [name, value] as const)];
}

/** `scope` (RFC 6749, section 3.3), `audience` and `resource` (RFC 8707), those that are given. */
export const scopeParameters = ({ scope, audience, resources }: ClientRequest): Parameters => [
  ...given('scope', scope.trim().replaceAll(/\s+/g, ' ')),
  ...given('audience', audience),
  ...resources.flatMap((resource) => given('resource', resource)),
];

const given = (name: string, value: string): Parameters => (value === '' ? [] : [[name, value]]);
