import type { CheckResult, Evidence } from '../../shared/report.ts';
import { isMasked } from './exchange-evidence.ts';
import type { Mask } from './mask/mask.ts';

type Apply = Mask['apply'];
const orNull = (text: string | null, apply: Apply): string | null => (text === null ? null : apply(text));
const headersOf = (headers: [string, string][], apply: Apply): [string, string][] =>
  headers.map(([name, value]) => [apply(name), apply(value)]);

function maskedEvidence(evidence: Evidence, mask: Mask): Evidence {
  if (evidence.kind === 'exchange' && isMasked(evidence, mask)) return evidence;
  const { apply } = mask;
  const title = apply(evidence.title);
  switch (evidence.kind) {
    case 'exchange': {
      const { request, response } = evidence;
      return {
        ...evidence,
        title,
        request: {
          ...request,
          url: apply(request.url),
          headers: headersOf(request.headers, apply),
          body: orNull(request.body, apply),
        },
        response: response && {
          ...response,
          statusText: apply(response.statusText),
          headers: headersOf(response.headers, apply),
          body: apply(response.body),
        },
        failure: orNull(evidence.failure, apply),
        ...(evidence.proxy === undefined
          ? {}
          : {
              proxy: {
                ...evidence.proxy,
                request: apply(evidence.proxy.request),
                reply: orNull(evidence.proxy.reply, apply),
              },
            }),
      };
    }
    case 'addresses': {
      const addresses = evidence.addresses.map((entry) => ({ ...entry, failure: orNull(entry.failure, apply) }));
      return { ...evidence, title, addresses };
    }
    case 'certificates': {
      const chain = evidence.chain.map((certificate) => ({
        ...certificate,
        subject: apply(certificate.subject),
        issuer: apply(certificate.issuer),
        subjectAlternativeNames: certificate.subjectAlternativeNames.map(apply),
      }));
      return { ...evidence, title, chain, problems: evidence.problems.map(apply) };
    }
    case 'facts': {
      const rows = evidence.rows.map(({ label, value }) => ({ label: apply(label), value: apply(value) }));
      return { ...evidence, title, rows };
    }
  }
}

/** A result with every text that could hold a secret masked; ids, states and times stay as they are. */
export const maskedResult = (result: CheckResult, mask: Mask): CheckResult => ({
  ...result,
  summary: mask.apply(result.summary),
  evidence: result.evidence.map((evidence) => maskedEvidence(evidence, mask)),
});
