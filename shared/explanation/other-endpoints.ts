import { readBody } from './body.ts';
import { deviation, finding, found, together, type Found } from './found.ts';
import { explainNoOAuth, nonConforming } from './no-oauth-reply.ts';
import { explainError } from './oauth-errors.ts';
import { readError } from './token-reply.ts';
import type { ExplanationContext, SeenExchange } from './types.ts';
import { byDirection, statusInWords } from './words.ts';

type Response = NonNullable<SeenExchange['response']>;
type Explain = (exchange: SeenExchange, response: Response, context: ExplanationContext) => Found;

const isSuccess = ({ status }: Response): boolean => status >= 200 && status < 300;

/** The error that a reply names, or what answers in its place. */
function refused(exchange: SeenExchange, response: Response, context: ExplanationContext): Found {
  const body = readBody(response);
  const error = body.kind === 'members' ? readError(body.members) : null;
  return error === null ? explainNoOAuth(exchange, response, body, context) : explainError(error, response, context);
}

/** Revocation is answered with 200, whether or not the token was known (RFC 7009, section 2.2). */
export const explainRevocation: Explain = (exchange, response, context) => {
  if (!isSuccess(response)) return refused(exchange, response, context);
  const body = readBody(response);
  const error = body.kind === 'members' ? readError(body.members) : null;
  if (error !== null) return together(explainError(error, response, context), errorWithSuccess(response, context));
  return body.kind === 'html' ? explainNoOAuth(exchange, response, body, context) : found([]);
};

/** Introspection tells whether a token is active (RFC 7662, section 2.2). */
export const explainIntrospection: Explain = (exchange, response, context) => {
  const body = readBody(response);
  if (!isSuccess(response) || body.kind !== 'members') return refused(exchange, response, context);
  const error = readError(body.members);
  if (error !== null) return together(explainError(error, response, context), errorWithSuccess(response, context));
  const { active } = body.members;
  const inactive = finding(
    'token-inactive',
    'shown',
    'The server says that the token is not active: it has expired, was revoked, is unknown, or the caller may not ask about it.',
    'oauth-introspection',
    [`active is ${JSON.stringify(active)}.`],
  );
  if (active === true) return found([]);
  if (active === false) return found([inactive], 'new-token');
  const words = active === undefined ? 'active is missing' : 'active is not true or false';
  const unusable = deviation('active-unusable', `${words} (RFC 7662)`, nonConforming(context.direction));
  return /^(?:false|0)$/i.test(String(active)) ? found([inactive, unusable], 'new-token') : found([unusable]);
};

const deviceMembers = ['device_code', 'user_code', 'verification_uri', 'expires_in'] as const;
const dashed = (name: string): string => name.replaceAll('_', '-');
const deviceNames: Readonly<Record<string, string>> = { verification_uri: 'verification_url' };

/** The begin of the device flow (RFC 8628, section 3.2). */
export const explainDeviceAuthorization: Explain = (exchange, response, context) => {
  const body = readBody(response);
  if (!isSuccess(response) || body.kind !== 'members') return refused(exchange, response, context);
  const error = readError(body.members);
  if (error !== null) return together(explainError(error, response, context), errorWithSuccess(response, context));
  const { members } = body;
  const missing = deviceMembers.filter((name) => members[name] === undefined);
  const renamed = missing.filter((name) => members[deviceNames[name] ?? ''] !== undefined);
  return found(
    missing.map((name) =>
      renamed.includes(name)
        ? deviation(
            `device-${dashed(name)}-renamed`,
            `${name} is called ${deviceNames[name]}`,
            nonConforming(context.direction),
          )
        : finding(
            `device-${dashed(name)}-missing`,
            'shown',
            `The reply lacks ${name} (RFC 8628).`,
            nonConforming(context.direction),
          ),
    ),
  );
};

/** The discovery document (RFC 8414, section 3.2). */
export const explainDiscovery: Explain = (_exchange, response, { direction }) => {
  const answer = [statusInWords(response)];
  const entry = (id: string) => byDirection(direction, id, 'web-service-settings-outdated');
  if (response.status === 404 || response.status === 405 || response.status === 410) {
    const title = 'There is no discovery document at this address.';
    return found([finding('discovery-missing', 'shown', title, entry('discovery-missing'), answer)]);
  }
  if (response.status >= 500) {
    const title = 'The server failed when it was asked for its discovery document.';
    return found(
      [
        finding(
          'discovery-server-error',
          'shown',
          title,
          byDirection(direction, 'discovery-server-error', 'oauth-server-failed'),
          answer,
        ),
      ],
      'repeat',
    );
  }
  const body = readBody(response);
  if (!isSuccess(response) || body.kind !== 'members') {
    const title = 'What answers here is no discovery document.';
    return found([finding('discovery-not-json', 'shown', title, entry('discovery-not-json'), answer)], 'diagnosis');
  }
  const missing = ['issuer', 'token_endpoint', 'jwks_uri'].filter((name) => typeof body.members[name] !== 'string');
  if (missing.length === 0) return found([]);
  const title = `The discovery document lacks ${missing.join(' and ')}.`;
  return found([finding('discovery-incomplete', 'shown', title, entry('discovery-incomplete'), answer)]);
};

/** An error that comes with a status of success: clients that read the status alone go on without noticing. */
const errorWithSuccess = (response: Response, { direction }: ExplanationContext): Found =>
  found([
    deviation(
      'error-with-success',
      `it holds an error, and its status is ${response.status}`,
      nonConforming(direction),
    ),
  ]);
