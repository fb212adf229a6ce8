import type { ExchangeEvidence } from '../../../shared/report.ts';
import type { NetworkFailure } from '../../net/index.ts';
import type { CheckContext, Probe } from '../types.ts';

export interface ProbeResult {
  probe: Probe;
  /** The body of the first reply. */
  body: string;
  failure: NetworkFailure | null;
  evidence: ExchangeEvidence[];
}

/** Asks an address that tells something by being there: a plain 200 counts, a redirect does not, whatever lies behind it. */
export async function probe(context: CheckContext, url: string, signal: AbortSignal): Promise<ProbeResult> {
  const { exchanges } = await context.network.request({ method: 'GET', url, signal });
  const [first] = exchanges;
  const response = first?.response ?? null;
  const failure = first?.failure ?? null;
  return {
    probe: {
      url,
      ok: response?.status === 200 && failure === null,
      answered: response !== null,
      answer: response === null ? 'no answer' : `${response.status} ${response.statusText}`.trim(),
    },
    body: response?.body ?? '',
    failure,
    evidence: exchanges.map((exchange, hop) =>
      context.exchangeEvidence(hop === 0 ? `Request to ${new URL(url).pathname}` : `Redirect ${hop}`, exchange),
    ),
  };
}
