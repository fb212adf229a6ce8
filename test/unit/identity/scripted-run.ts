import { profileDefaults } from '../../../shared/profile.ts';
import type { FindingId } from '../../../shared/findings.ts';
import type { Profile } from '../../../shared/profile.ts';
import { checkResultSchema, type CheckResult } from '../../../shared/report.ts';
import type { Check, CheckContext, RunFacts } from '../../../electron/checks/types.ts';
import type { HttpExchange, HttpOutcome, HttpRequest, HttpResponse, Network } from '../../../electron/net/index.ts';

/** A reply as a test states it; what is left out is ordinary. */
export interface ScriptedReply {
  status?: number;
  statusText?: string;
  headers?: [string, string][];
  body?: string;
  truncated?: boolean;
  redirectsTo?: string;
  /** The exchange breaks; with `body` it does so in the middle of it. */
  failure?: { finding: FindingId; message: string };
}

export const now = new Date('2026-11-21T12:00:00.500Z');
export const identityUrl = 'https://identity.example.com:8090';
export const creatioUrl = 'https://crm.example.com';
export const secret = 'canary+secret%&=ü😀';

export const profile: Profile = {
  ...profileDefaults,
  id: 'p1',
  name: 'Test',
  creatioUrl,
  platform: 'net',
  identityServiceUrl: identityUrl,
  clientId: 'client-1',
  timeLimitSeconds: 5,
};

function outcomeOf(request: HttpRequest, reply: ScriptedReply): HttpOutcome {
  const body = reply.body ?? '';
  const response: HttpResponse | null =
    reply.failure !== undefined && reply.body === undefined
      ? null
      : {
          status: reply.status ?? 200,
          statusText: reply.statusText ?? '',
          httpVersion: '1.1',
          headers: reply.headers ?? [['Content-Type', 'application/json']],
          body,
          bodyBytes: Buffer.byteLength(body),
          charset: 'utf-8',
          truncated: reply.truncated ?? false,
        };
  const exchange: HttpExchange = {
    request: {
      method: request.method,
      url: request.url,
      headers: Object.entries(request.headers ?? {}),
      body: request.body ?? null,
    },
    response,
    failure: reply.failure === undefined ? null : { layer: 'http', code: null, ...reply.failure },
    remoteAddress: '127.0.0.1',
    timings: { dnsMs: null, tcpMs: null, tlsMs: null, firstByteMs: 0, bodyMs: 0, totalMs: 1 },
  };
  return { exchanges: [exchange], final: exchange, redirectsTo: reply.redirectsTo ?? null };
}

/** A network that answers by the address asked for, and keeps what was sent. */
function scriptedNetwork(replies: Record<string, ScriptedReply>): { network: Network; sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  const unused = (): never => {
    throw new Error('These checks only send requests.');
  };
  const network: Network = {
    secrets: [],
    route: unused,
    resolve: unused,
    connect: unused,
    inspectTls: unused,
    request(request) {
      sent.push(request);
      const reply = replies[request.url];
      if (reply === undefined) throw new Error(`No reply is scripted for ${request.url}`);
      return Promise.resolve(outcomeOf(request, reply));
    },
    close: () => Promise.resolve(),
  };
  return { network, sent };
}

export interface ScriptedRun {
  result: CheckResult;
  facts: RunFacts;
  sent: HttpRequest[];
  /** Everything that was to be masked. */
  kept: string[];
}

/** Runs one check against scripted replies; the result is checked against the report's schema. */
export async function runScripted(
  check: Check | undefined,
  replies: Record<string, ScriptedReply>,
  changes: Partial<Omit<CheckContext, 'facts'>> & { facts?: RunFacts } = {},
): Promise<ScriptedRun> {
  if (check === undefined) throw new Error('There is no such check.');
  const { network, sent } = scriptedNetwork(replies);
  const kept: string[] = [secret];
  const facts = changes.facts ?? {};
  const context: CheckContext = {
    profile,
    clientSecret: secret,
    network,
    now: () => now,
    exchangeEvidence: (title, { request, response, failure, remoteAddress, timings }) => ({
      kind: 'exchange',
      title,
      request,
      response,
      failure: failure?.message ?? null,
      remoteAddress,
      timings,
    }),
    keepSecret: (value) => void kept.push(value),
    ...changes,
    facts,
  };
  const finding = await check.run(context, new AbortController().signal);
  const spelled = JSON.stringify({
    id: check.id,
    title: check.title,
    startedAt: now.toISOString(),
    durationMs: 1,
    ...finding,
  });
  const masked = kept.reduce((text, value) => text.replaceAll(JSON.stringify(value).slice(1, -1), '***'), spelled);
  return { result: checkResultSchema.parse(JSON.parse(masked)), facts, sent, kept };
}
