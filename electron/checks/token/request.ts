import type { Profile } from '../../../shared/profile.ts';
import type { FactsEvidence } from '../../../shared/report.ts';
import { durationInWords } from '../../oauth/moments.ts';
import { readTokenReply, tokensIn, type GrantedToken } from '../../oauth/token-reply.ts';
import { clientCredentialsForm, credentialDoubts, formEncoded } from '../../oauth/token-request.ts';
import { identityServiceOf, needsIdentityService } from '../identity/identity-service.ts';
import { exchangesEvidence } from '../reply/exchanges.ts';
import { headerOf } from '../reply/headers.ts';
import { doubted, readableReply, type Problem } from '../reply/readable.ts';
import { inBrief } from '../reply/words.ts';
import type { Check, CheckContext, Finding } from '../types.ts';
import { chooseTokenEndpoint, type ChosenEndpoint } from './endpoint.ts';
import { refusalProblem, unreadableProblem } from './refusal.ts';

/**
 * Asks for an access token with the client's own credentials, as Creatio does: both in the form-encoded body
 * (RFC 6749, section 4.4; Creatio Academy, "Client credentials grant").
 */
export const request: Check = {
  id: 'token.request',
  title: 'Access token from the Identity Service',
  needs: ['identity.address', 'identity.tcp', 'identity.tls'],
  after: ['identity.discovery'],
  applies,
  async run(context, signal) {
    // Another time limit would pass, and tell nothing new.
    if (context.facts.identityAnswered === false) return unasked;
    const { clientId, clientSecret } = credentialsOf(context);
    const endpoint = chooseTokenEndpoint(context.facts.discovery, identityServiceOf(context.profile));
    context.keepSecret(formEncoded(clientSecret));
    const outcome = await context.network.request({
      method: 'POST',
      url: endpoint.url,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: clientCredentialsForm(clientId, clientSecret),
      carriesCredential: true,
      endsAt: context.endsAt,
      signal,
    });
    for (const token of tokensIn(outcome.final.response?.body ?? '')) context.keepSecret(token);
    const doubts = credentialDoubts(clientId, clientSecret);
    const conclude = (
      status: Finding['status'],
      summary: string,
      remediation: Finding['remediation'],
      rows: Row[] = [],
    ): Finding => ({
      status,
      summary,
      evidence: [
        ...exchangesEvidence(context, 'Token request', outcome),
        {
          kind: 'facts',
          title: 'How the console reads the reply',
          rows: [...endpointRows(endpoint), ...rows, ...doubts.map((value) => ({ label: 'Credentials', value }))],
        },
      ],
      remediation,
    });
    const failed = ({ finding, sentence }: Problem, rows?: Row[]): Finding => conclude('fail', sentence, finding, rows);

    const reply = readableReply(outcome, 'The token endpoint');
    if (reply.problem !== null) return failed(reply.problem);
    const { response } = reply;
    const reading = readTokenReply(response.status, headerOf(response, 'content-type'), response.body);
    switch (reading.kind) {
      case 'refused':
        return failed(refusalProblem(response, reading, doubts), [
          { label: 'Error', value: inBrief(reading.error) },
          { label: 'Description', value: inBrief(reading.description ?? 'none', 2_000) },
        ]);
      case 'granted':
        if (response.status < 200 || response.status > 299)
          return failed(doubted(unreadableProblem(response, endpoint.url, reading), outcome.final));
        context.facts.accessToken = reading.token;
        return reading.deviations.length === 0
          ? conclude('pass', `${granted(reading.token, clientId)}.`, null, grantRows(reading.token))
          : conclude(
              'warn',
              `${granted(reading.token, clientId)}, but the reply departs from the standard: ${reading.deviations.join(', ')}.`,
              'token-non-conforming',
              grantRows(reading.token),
            );
      default:
        return failed(doubted(unreadableProblem(response, endpoint.url, reading), outcome.final));
    }
  },
};

const unasked: Finding = {
  status: 'skip',
  summary:
    'No token was asked for, because the Identity Service kept silent when it was asked for its discovery document.',
  evidence: [],
  remediation: null,
};

type Row = FactsEvidence['rows'][number];

function applies(profile: Profile, clientSecret: string | null, secretProblem: string | null = null): true | string {
  const service = needsIdentityService(profile);
  if (service !== true) return service;
  if (profile.clientId === null || profile.clientId === '') return 'The environment names no client id.';
  if (secretProblem !== null) return secretProblem;
  if (clientSecret === null || clientSecret === '') return 'No client secret is set for this environment.';
  return true;
}

function credentialsOf({ profile, clientSecret }: CheckContext): { clientId: string; clientSecret: string } {
  const { clientId } = profile;
  if (clientId === null || clientSecret === null) throw new Error('The check ran without client credentials.');
  return { clientId, clientSecret };
}

const granted = ({ expiresIn }: GrantedToken, clientId: string): string =>
  `The Identity Service gave client ${clientId} an access token${
    expiresIn === null || expiresIn <= 0 ? '' : ` for ${durationInWords(expiresIn * 1_000)}`
  }`;

const grantRows = ({ type, expiresIn, scope }: GrantedToken): Row[] => [
  { label: 'Token type', value: inBrief(type ?? 'not stated') },
  { label: 'Valid for', value: expiresIn === null ? 'not stated' : `${expiresIn} s` },
  {
    label: 'Scope',
    value: inBrief(scope ?? 'not stated; then the requested one, here all that the client may have', 2_000),
  },
];

const endpointRows = ({ url, discovered, passedOver }: ChosenEndpoint): Row[] => [
  {
    label: 'Token endpoint',
    value: `${inBrief(url)}, ${discovered ? 'from the discovery document' : 'the usual one of an Identity Service'}`,
  },
  ...(passedOver === null
    ? []
    : [
        {
          label: 'Not asked',
          value: `${inBrief(passedOver)}, which the discovery document names: the secret goes to the address of this environment only`,
        },
      ]),
];
