import { explainAddress } from './addresses.ts';
import { explainAuthorizationPage } from './authorization-page.ts';
import { readBody } from './body.ts';
import { explainCallback } from './callback.ts';
import { explainClock } from './clock.ts';
import { deviation, finding, found, together, type Found } from './found.ts';
import { explainGranted } from './granted.ts';
import { nextStepOf } from './next-step.ts';
import { explainNoOAuth, nonConforming } from './no-oauth-reply.ts';
import { explainError, isKnownError } from './oauth-errors.ts';
import {
  explainDeviceAuthorization,
  explainDiscovery,
  explainIntrospection,
  explainRevocation,
} from './other-endpoints.ts';
import { readTokenReply } from './token-reply.ts';
import { explainTransport } from './transport.ts';
import {
  certainties,
  type Explanation,
  type ExplanationContext,
  type ExplanationFinding,
  type SeenExchange,
} from './types.ts';
import { explainUse } from './use.ts';

export * from './types.ts';

type Response = NonNullable<SeenExchange['response']>;

/**
 * Explains an exchange by what it shows: what is wrong, how sure that is, what speaks for it, the entry of the remediation
 * catalogue, and what to try where the exchange does not tell. Never throws, whatever the reply. Secrets in the exchange may be
 * masked; words of the server are repeated in the evidence as they are.
 */
export function explainExchange(exchange: SeenExchange, context: ExplanationContext): Explanation {
  const all = together(partsOf(exchange, context), explainClock(exchange, context));
  const findings = ordered(all.findings);
  return { findings, experiments: all.experiments, nextStep: nextStepOf(findings, all.experiments) };
}

/** The surest first; what can be used all the same comes last. */
const ordered = (findings: readonly ExplanationFinding[]): ExplanationFinding[] =>
  [false, true].flatMap((usable) =>
    certainties.flatMap((certainty) =>
      findings.filter((each) => each.certainty === certainty && (each.deviation ?? false) === usable),
    ),
  );

/** Explains a sign-in by what came back to the redirect address, where no exchange of ours tells of it. */
export function explainSignIn(context: ExplanationContext): Explanation {
  const all = context.callback === undefined ? found([]) : explainCallback(context.callback, context);
  return { ...all, nextStep: nextStepOf(all.findings, all.experiments) };
}

function partsOf(exchange: SeenExchange, context: ExplanationContext): Found {
  const { response } = exchange;
  const reached = explainTransport(exchange, context);
  if (response === null || exchange.failure !== null) return reached ?? found([]);
  const body = readBody(response);
  const misplaced = explainAddress(exchange, response, body, context);
  if (misplaced !== null) return misplaced;
  if (reached !== null) return reached;
  switch (context.purpose) {
    case 'authorization':
      return explainAuthorizationPage(exchange, response, context);
    case 'token':
      return explainToken(exchange, response, context);
    case 'revocation':
      return explainRevocation(exchange, response, context);
    case 'introspection':
      return explainIntrospection(exchange, response, context);
    case 'device-authorization':
      return explainDeviceAuthorization(exchange, response, context);
    case 'discovery':
      return explainDiscovery(exchange, response, context);
    case 'use':
      return explainUse(exchange, response, context);
  }
}

function explainToken(exchange: SeenExchange, response: Response, context: ExplanationContext): Found {
  const reply = readTokenReply(response);
  const deviations = found(
    reply.deviations.map(({ id, words }) => deviation(id, words, nonConforming(context.direction))),
  );
  switch (reply.kind) {
    case 'granted':
      // In the place of a masked token nothing shows what is wrong with it.
      if (context.tokenDefect !== undefined) return unusable(context.tokenDefect, context, deviations);
      return together(
        response.status >= 300 ? tokenWithFailure(response, context) : found([]),
        explainGranted(reply.granted, context),
        deviations,
      );
    case 'refused':
      return together(
        isStatusInWords(reply.refused.error, response)
          ? explainNoOAuth(exchange, response, readBody(response), context)
          : explainError(reply.refused, response, context),
        deviations,
      );
    case 'unusable':
      return unusable(reply.words, context, deviations);
    case 'other':
      return together(explainNoOAuth(exchange, response, reply.body, context), deviations);
  }
}

function unusable(words: string, { direction }: ExplanationContext, deviations: Found): Found {
  const title = `The reply holds an access token that cannot be used: ${words}.`;
  return together(
    found([finding('access-token-unusable', 'shown', title, nonConforming(direction))], 'repeat'),
    deviations,
  );
}

/** Frameworks write into `error` what the status says anyway. */
const isStatusInWords = (error: string, { status }: Response): boolean =>
  [404, 405, 410, 415, 501].includes(status) && !isKnownError(error);

const tokenWithFailure = (response: Response, { direction }: ExplanationContext): Found =>
  found([
    finding(
      'token-with-failure',
      'shown',
      `The reply holds an access token, although its status ${response.status} means failure, so that most clients do not use it.`,
      nonConforming(direction),
    ),
  ]);
