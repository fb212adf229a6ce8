import type { FactsEvidence } from '../../../shared/report.ts';
import { sameOrigin } from '../../oauth/addresses.ts';
import { isSigningKey, privateKeyMaterial, readKeySet, type PublishedKey } from '../../oauth/json-web-keys.ts';
import { momentInWords } from '../../oauth/moments.ts';
import type { HttpOutcome, HttpResponse } from '../../net/index.ts';
import { inBrief } from '../reply/words.ts';
import type { Check, Finding } from '../types.ts';
import { doubted, readableReply, statusInWords, type Problem } from '../reply/readable.ts';
import { exchangesEvidence } from '../reply/exchanges.ts';
import { identityServiceOf, needsIdentityService } from './identity-service.ts';

/** Reads the keys with which the signatures of tokens are checked (RFC 7517) and sees whether they can be used. */
export const keys: Check = {
  id: 'identity.keys',
  title: 'Signing keys of the Identity Service',
  needs: ['identity.discovery'],
  applies: needsIdentityService,
  async run(context, signal) {
    const address = context.facts.discovery?.jwksUri ?? null;
    if (address === null) return skipped;
    const outcome = await context.network.request({
      method: 'GET',
      url: address,
      headers: { accept: 'application/json' },
      endsAt: context.endsAt,
      signal,
    });
    for (const material of privateKeyMaterial(outcome.final.response?.body ?? '')) context.keepSecret(material);
    const evidence: Finding['evidence'] = exchangesEvidence(context, 'Key set', outcome);
    const failed = ({ finding, sentence }: Problem): Finding => ({
      status: 'fail',
      summary: sentence,
      evidence,
      remediation: finding,
    });

    const elsewhere = !sameOrigin(address, identityServiceOf(context.profile));
    const reply = readableReply(outcome, 'The address of the signing keys');
    if (reply.problem !== null)
      return failed(elsewhere ? sentElsewhere(reply.problem, outcome, address) : reply.problem);
    const published = reply.response.status === 200 ? readKeySet(reply.response.body) : null;
    if (published === null) return failed(doubted(unavailable(reply.response, address), outcome.final));

    context.facts.publishedKeys = published;
    evidence.push(keyFacts(published, context.now(), elsewhere ? address : null));
    const usable = published.filter(isSigningKey);
    if (published.length === 0) return failed(none);
    if (usable.length === 0) return failed(unusable(published));
    return {
      status: 'pass',
      summary: `The Identity Service publishes ${counted(usable.length)} for checking signatures${elsewhere ? `, at another address (${inBrief(address)})` : ''}.`,
      evidence,
      remediation: null,
    };
  },
};

const skipped: Finding = {
  status: 'skip',
  summary: 'The discovery document names no address for the signing keys.',
  evidence: [],
  remediation: null,
};

/** An address that cannot even be asked is the fault of the document that names it, not of the network there. */
const sentElsewhere = ({ finding, sentence }: Problem, { final }: HttpOutcome, address: string): Problem => ({
  finding: final.response === null ? 'discovery-endpoints-elsewhere' : finding,
  sentence: `The discovery document sends clients to another address for the signing keys, ${inBrief(address)}. ${sentence}`,
});

const none: Problem = {
  finding: 'keys-empty',
  sentence: 'The Identity Service publishes no signing key, so nobody can check the signature of its tokens.',
};

const unusable = (published: readonly PublishedKey[]): Problem => ({
  finding: 'keys-unusable',
  sentence: `The Identity Service publishes ${counted(published.length)}, but none can be used for checking signatures: ${[
    ...new Set(published.map(({ problem }) => problem)),
  ].join('; ')}.`,
});

const unavailable = (response: HttpResponse, address: string): Problem => ({
  finding: 'keys-unavailable',
  sentence: `The signing keys cannot be read from ${inBrief(address)}: the reply (${statusInWords(response)}) is no key set.`,
});

const counted = (count: number): string => (count === 1 ? '1 key' : `${count} keys`);

const mostRows = 50;

function keyFacts(published: readonly PublishedKey[], now: Date, elsewhere: string | null): FactsEvidence {
  return {
    kind: 'facts',
    title: 'Published keys',
    rows: [
      ...(elsewhere === null ? [] : [{ label: 'Read from another address', value: inBrief(elsewhere) }]),
      { label: 'Keys', value: `${published.length}, usable ${published.filter(isSigningKey).length}` },
      ...published.slice(0, mostRows).map((key) => ({
        label: key.keyId === null ? 'Key without an id' : `Key ${inBrief(key.keyId)}`,
        value: [
          inBrief(key.description),
          key.problem ?? 'usable',
          ...(key.certificateValidTo === null
            ? []
            : [`its certificate ends ${momentInWords(key.certificateValidTo.getTime(), now.getTime())}`]),
        ].join('; '),
      })),
    ],
  };
}
