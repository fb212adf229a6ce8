import type { ExchangeEvidence } from '../../../shared/report.ts';
import type { HttpExchange, NetworkFailure } from '../../net/index.ts';
import { readClock, type ClockReading } from '../identity/clock-reading.ts';
import { proxyReplyOf } from '../reply/proxy.ts';
import type { CheckContext, Probe } from '../types.ts';

function ofProxy(exchange: HttpExchange): NetworkFailure | null {
  const reply = proxyReplyOf(exchange);
  if (reply === null) return null;
  const message = `The proxy ${exchange.proxy?.name} answered in place of Creatio; its mark is ${reply.mark}.`;
  return { layer: 'proxy', finding: reply.finding, message, code: null };
}

export interface ProbeResult {
  /** What the reply tells of the server's clock. */
  clock: ClockReading | null;
  probe: Probe;
  /** The body of the first reply. */
  body: string;
  failure: NetworkFailure | null;
  evidence: ExchangeEvidence[];
}

/** Asks an address that tells something by being there: a plain 200 counts, a redirect does not, whatever lies behind it. */
export async function probe(context: CheckContext, url: string, signal: AbortSignal): Promise<ProbeResult> {
  const outcome = await context.network.request({ method: 'GET', url, endsAt: context.endsAt, signal });
  const clock = readClock(outcome, context.now());
  const { exchanges } = outcome;
  const [first] = exchanges;
  const response = first?.response ?? null;
  // A proxy's own answer is none of the server.
  const failure = first?.failure ?? (first && first.proxy ? ofProxy(first) : null);
  return {
    clock,
    probe: {
      url,
      ok: response?.status === 200 && failure === null,
      answered: response !== null && failure?.layer !== 'proxy',
      answer: response === null ? 'no answer' : `${response.status} ${response.statusText}`.trim(),
    },
    body: response?.body ?? '',
    failure,
    evidence: exchanges.map((exchange, hop) =>
      context.exchangeEvidence(hop === 0 ? `Request to ${new URL(url).pathname}` : `Redirect ${hop}`, exchange),
    ),
  };
}
