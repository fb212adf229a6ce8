import type { FactsEvidence } from '../../../shared/report.ts';
import { decodeToken, type JsonWebToken } from '../../oauth/json-web-token.ts';
import { durationInWords, momentInWords } from '../../oauth/moments.ts';
import { checkSignature, type SignatureReading } from '../../oauth/token-signature.ts';
import { inBrief } from '../reply/words.ts';
import type { Check, CheckContext, Finding } from '../types.ts';
import { claimProblems, type ClaimProblem } from './claims.ts';

/** Looks into the access token as those do who have to accept it: times, issuer, audience, signature. */
export const inspect: Check = {
  id: 'token.inspect',
  title: 'Contents of the access token',
  needs: ['token.request'],
  after: ['identity.discovery', 'identity.keys'],
  applies: () => true,
  run(context) {
    const { accessToken } = context.facts;
    if (accessToken === undefined) return Promise.resolve(noToken);
    const decoded = decodeToken(accessToken.value);
    switch (decoded.form) {
      case 'opaque':
        return Promise.resolve(
          passed('The access token is opaque: only the Identity Service can look into it, which is no fault.'),
        );
      case 'encrypted':
        return Promise.resolve(
          passed('The access token is encrypted: only Creatio can look into it, which is no fault.'),
        );
      case 'signed':
        return Promise.resolve(judge(decoded.token, context));
    }
  },
};

const noToken: Finding = {
  status: 'skip',
  summary: 'There is no access token to look into.',
  evidence: [],
  remediation: null,
};

const passed = (summary: string): Finding => ({ status: 'pass', summary, evidence: [], remediation: null });

function judge(token: JsonWebToken, { facts, now }: CheckContext): Finding {
  const nowMs = now().getTime();
  const signature = checkSignature(token, facts.publishedKeys);
  const difference = facts.identityClock?.differenceMs ?? null;
  const problems = [
    ...signatureProblems(signature),
    ...claimProblems(token.claims, nowMs, difference, facts.discovery?.issuer ?? null),
  ];
  const evidence = [tokenFacts(token, signature, nowMs)];
  const gravest = problems.find(({ status }) => status === 'fail') ?? problems[0];
  if (gravest !== undefined) {
    const others = problems.filter((problem) => problem !== gravest);
    return {
      status: gravest.status,
      summary: [gravest, ...others].map(({ sentence }) => sentence).join(' '),
      evidence,
      remediation: gravest.finding,
    };
  }
  const left =
    token.claims.expiresAt === null ? '' : ` for another ${durationInWords(token.claims.expiresAt * 1_000 - nowMs)}`;
  return {
    status: 'pass',
    summary: `The access token is valid${left}; its signature ${
      signature.valid === null ? `was ${signature.words}` : 'matches the published keys'
    }.`,
    evidence,
    remediation: null,
  };
}

const signatureProblems = ({ valid, words }: SignatureReading): ClaimProblem[] =>
  valid === false
    ? [
        {
          status: 'fail',
          finding: 'token-signature-invalid',
          sentence: `The signature of the access token cannot be trusted: ${words}.`,
        },
      ]
    : [];

function tokenFacts(
  { algorithm, keyId, type, claims }: JsonWebToken,
  signature: SignatureReading,
  nowMs: number,
): FactsEvidence {
  const moment = (seconds: number | null): string =>
    seconds === null ? 'not stated' : momentInWords(seconds * 1_000, nowMs);
  const listed = (values: readonly string[]): string =>
    values.length === 0 ? 'none' : inBrief(values.join(', '), 2_000);
  return {
    kind: 'facts',
    title: 'What the access token says',
    rows: [
      { label: 'Type', value: inBrief(type ?? 'not stated') },
      { label: 'Signature algorithm', value: inBrief(algorithm ?? 'not stated') },
      { label: 'Signing key', value: inBrief(keyId ?? 'not stated') },
      { label: 'Signature', value: signature.words },
      { label: 'Issuer', value: inBrief(claims.issuer ?? 'not stated') },
      { label: 'Audience', value: listed(claims.audience) },
      { label: 'Client', value: inBrief(claims.clientId ?? 'not stated') },
      { label: 'Subject', value: inBrief(claims.subject ?? 'not stated') },
      { label: 'Scopes', value: listed(claims.scopes) },
      { label: 'Issued', value: moment(claims.issuedAt) },
      { label: 'Valid from', value: moment(claims.notBefore) },
      { label: 'Expires', value: moment(claims.expiresAt) },
      { label: 'All claims', value: listed(claims.names) },
    ],
  };
}
