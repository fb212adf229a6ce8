import { discoveryAddress } from '../../oauth/addresses.ts';
import { readDiscoveryDocument, type DiscoveryDocument } from '../../oauth/discovery-document.ts';
import type { HttpResponse } from '../../net/index.ts';
import type { Evidence } from '../../../shared/report.ts';
import { inBrief } from '../reply/words.ts';
import type { Check, Finding } from '../types.ts';
import { contentOf, serverErrorInWords, titleInWords } from '../reply/content.ts';
import { doubted, readableReply, statusInWords, type Problem } from '../reply/readable.ts';
import { readClock } from './clock-reading.ts';
import { documentFacts, documentProblems, endpointsElsewhere } from './document-judgement.ts';
import { exchangesEvidence } from '../reply/exchanges.ts';
import { identityServiceOf, needsIdentityService } from './identity-service.ts';

/**
 * Reads what the Identity Service publishes about itself. Whoever checks its tokens starts here, and it is the
 * documented way to see whether the service runs (Creatio Academy, "Deploy the Identity Service").
 */
export const discovery: Check = {
  id: 'identity.discovery',
  title: 'Discovery of the Identity Service',
  needs: ['identity.address', 'identity.tcp', 'identity.tls'],
  applies: needsIdentityService,
  async run(context, signal) {
    const { facts, network } = context;
    const identityServiceUrl = identityServiceOf(context.profile);
    facts.identityClock = null;
    facts.identityAnswered = false;
    const outcome = await network.request({
      method: 'GET',
      url: discoveryAddress(identityServiceUrl),
      headers: { accept: 'application/json' },
      endsAt: context.endsAt,
      signal,
    });
    facts.identityAnswered = true;
    facts.identityClock = readClock(outcome, context.now());
    const evidence = exchangesEvidence(context, 'Discovery document', outcome);

    const reply = readableReply(outcome, 'The Identity Service');
    if (reply.problem !== null) return failed(reply.problem, evidence);
    const { response } = reply;
    const document = response.status === 200 ? readDiscoveryDocument(response.body) : null;
    if (document === null)
      return failed(doubted(absentDocument(response, outcome.final.request.url), outcome.final), evidence);

    facts.discovery = document;
    return judge(document, identityServiceUrl, evidence);
  },
};

function judge(document: DiscoveryDocument, identityServiceUrl: string, evidence: Evidence[]): Finding {
  const elsewhere = endpointsElsewhere(document, identityServiceUrl);
  const shown = [...evidence, documentFacts(document, elsewhere)];
  if (document.defects.length > 0) {
    return failed(
      {
        finding: 'discovery-incomplete',
        sentence: `The discovery document of the Identity Service is incomplete: ${document.defects.join(', ')}.`,
      },
      shown,
    );
  }
  const problems = documentProblems(document, identityServiceUrl, elsewhere);
  const [first] = problems;
  if (first === undefined) {
    return {
      status: 'pass',
      summary: `The Identity Service publishes its discovery document, with the token endpoint ${inBrief(document.tokenEndpoint ?? '')}.`,
      evidence: shown,
      remediation: null,
    };
  }
  return {
    status: 'warn',
    summary: problems.map(({ sentence }) => sentence).join(' '),
    evidence: shown,
    remediation: first.finding,
  };
}

const failed = ({ finding, sentence }: Problem, evidence: Evidence[]): Finding => ({
  status: 'fail',
  summary: sentence,
  evidence,
  remediation: finding,
});

function absentDocument(response: HttpResponse, url: string): Problem {
  const status = statusInWords(response);
  if (response.status >= 500) {
    return {
      finding: 'discovery-server-error',
      sentence: `The Identity Service failed when asked for its discovery document (${status}).${serverErrorInWords(response)}`,
    };
  }
  if (response.status === 401 || response.status === 403) {
    return {
      finding: 'access-refused',
      sentence: `The discovery document at ${url} is refused (${status}): the web server or a gateway may restrict access, or another site may answer there.${titleInWords(response)}`,
    };
  }
  if (response.status >= 400) {
    return {
      finding: 'discovery-missing',
      sentence: `There is no discovery document at ${url} (${status}), so another site may answer there or the address may be wrong.${titleInWords(response)}`,
    };
  }
  return {
    finding: 'discovery-not-json',
    sentence: `At ${url} there is ${contentOf(response.body)} (${status}) in place of a discovery document, so another site may answer there.`,
  };
}
