import { setTimeout as pause } from 'node:timers/promises';
import type { Exchange } from '../../../../shared/test-client.ts';
import { parseServiceAddress } from '../../addresses.ts';
import { parseJsonObject } from '../../json.ts';
import { endpointRequest } from '../credentials.ts';
import { scopeParameters, withFurther } from '../parameters.ts';
import { outsideWords } from '../outside-words.ts';
import { tokenOutcome } from '../token-outcome.ts';
import { limitInWords, withTimeLimit } from '../time-limit.ts';
import type { ActContext, ActResult } from './context.ts';
import { askForToken, required, resultOf } from './token.ts';

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
/** Where the reply names none (RFC 8628, section 3.2), and how much longer after `slow_down` (section 3.5); in seconds. */
const usualInterval = 5;
const slower = 5;

interface DeviceAuthorization {
  deviceCode: string;
  userCode: string;
  verificationUrl: string;
  urlWithCode: string | null;
  expiresInSeconds: number;
  intervalSeconds: number;
}

/** The device authorization grant (RFC 8628): a person enters a code on another page while the console asks for the token. */
export async function deviceAuthorization(context: ActContext): Promise<ActResult> {
  const { request, credentials } = context;
  required(request, 'tokenUrl');
  const parameters = withFurther(scopeParameters(request), request, 'authorization');
  const asked = endpointRequest(
    required(request, 'deviceAuthorizationUrl'),
    parameters.some(([name]) => name === 'client_id') ? parameters : [['client_id', request.clientId], ...parameters],
    request.credentials,
    credentials,
  );
  const exchange = await context.send({
    ...asked,
    purpose: 'device-authorization',
    credentials: request.credentials,
    carriesCredential: true,
  });
  const device = readDevice(exchange);
  if (device === null) return { state: 'failed', said: refusalOf(exchange) };
  context.keepSecret('device_code', device.deviceCode);
  const seconds = Math.min(request.waitSeconds, device.expiresInSeconds);
  context.tell({
    state: 'waiting-for-device',
    said: `Open ${outsideWords(device.verificationUrl)} and enter the code ${outsideWords(device.userCode)}; the console asks for the token meanwhile.`,
    waiting: {
      until: new Date(context.now().getTime() + seconds * 1_000).toISOString(),
      url: device.verificationUrl,
      urlWithCode: device.urlWithCode,
      redirectUrl: null,
      userCode: device.userCode,
    },
  });
  const limit = withTimeLimit(context.signal, seconds * 1_000);
  try {
    return await poll(context, device, limit.signal);
  } catch (error) {
    if (!limit.isUp() || context.signal.aborted) throw error;
    const message = `Nobody entered the code within ${limitInWords(seconds)}.`;
    return { state: 'timed-out', said: message, problem: { code: 'time-limit', message } };
  } finally {
    limit.clear();
  }
}

async function poll(context: ActContext, device: DeviceAuthorization, signal: AbortSignal): Promise<ActResult> {
  let interval = device.intervalSeconds;
  let pending = false;
  for (;;) {
    await pause(interval * 1_000, undefined, { signal });
    // Of the replies that only say "not yet" the last one is kept.
    if (pending) context.dropLastExchange();
    const exchange = await askForToken(context, [
      ['grant_type', grantType],
      ['device_code', device.deviceCode],
    ]);
    const { error } = tokenOutcome(exchange, '');
    pending = error === 'authorization_pending' || error === 'slow_down';
    if (!pending) return resultOf(exchange, context);
    if (error === 'slow_down') interval += slower;
  }
}

function readDevice({ response, failure }: Exchange): DeviceAuthorization | null {
  const members = response === null || failure !== null ? null : parseJsonObject(response.body);
  if (members === null) return null;
  const { device_code: deviceCode, user_code: userCode } = members;
  // Google gives the address the name that it had in the drafts of the standard.
  const verificationUrl = pageOf(members['verification_uri'] ?? members['verification_url']);
  if (typeof deviceCode !== 'string' || typeof userCode !== 'string' || verificationUrl === null) return null;
  return {
    deviceCode,
    userCode: userCode.slice(0, 100),
    verificationUrl,
    urlWithCode: pageOf(members['verification_uri_complete'] ?? members['verification_url_complete']),
    expiresInSeconds: positive(members['expires_in']) ?? 600,
    intervalSeconds: Math.min(positive(members['interval']) ?? usualInterval, 60),
  };
}

const positive = (value: unknown): number | null => {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number > 0 ? number : null;
};

/** An address that a person can open in a browser; null for anything else. */
const pageOf = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= 2_000 && parseServiceAddress(value) !== null ? value : null;

function refusalOf(exchange: Exchange): string {
  const { error, said } = tokenOutcome(exchange, '');
  const answered = exchange.response !== null && exchange.failure === null && error === null;
  return answered
    ? 'The reply is not one of a device authorization endpoint: it has no device code, no user code or no address that can be opened.'
    : said;
}
