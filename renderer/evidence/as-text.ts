import type {
  AddressesEvidence,
  CertificatesEvidence,
  CheckResult,
  Evidence,
  ExchangeEvidence,
  FactsEvidence,
  Report,
} from '../../shared/report.ts';
import { phasesOf, proxyAsText, replyAsText, requestAsText } from '../../shared/exchange-text.ts';
import { serverViewLines } from '../../shared/server-view-text.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { stepStates, verdictStates } from '../parts/states.tsx';
import { duration, validityLeft } from '../parts/time.ts';

/** A whole run as plain text, for a mail or a ticket. */
export function reportAsText(report: Report): string {
  return [
    `${verdictStates[report.verdict].word}: ${report.headline}`,
    ...report.notes,
    '',
    `Environment: ${visibleText(report.profile.name)}, ${report.profile.creatioUrl}${report.profile.production === true ? ', a production environment' : ''}`,
    ...(report.routes ?? []).map(({ target, route }) => `Route to ${target}: ${route}`),
    `Checked: ${report.startedAt} on ${report.host.name} (${report.host.os}), ${duration(report.durationMs)}`,
    `Tool: ${report.tool.name} ${report.tool.version}`,
    '',
    ...report.checks.map(
      ({ title, status, durationMs, summary }) =>
        `[${stepStates[status].word}] ${title} (${duration(durationMs)}): ${summary}`,
    ),
    ...(report.serverView ? ['', ...serverViewLines(report.serverView)] : []),
    ...(report.remediation ? ['', 'What to do', ...solutionLines(report.remediation)] : []),
  ].join('\n');
}

function solutionLines({ cause, steps, sources }: NonNullable<Report['remediation']>): string[] {
  return [
    cause,
    ...steps.flatMap((step, index) => [
      `${index + 1}. ${step.text}${step.documented ? '' : ' (our advice)'}`,
      ...(step.path ? [`   ${step.path.join(' > ')}`] : []),
      ...(step.values ?? []).map(({ label, value }) => `   ${label}: ${value}`),
    ]),
    ...sources.map((source) => `${source.title} (${source.versions}): ${source.url}`),
  ];
}

/** A step with all its evidence as plain text. */
export function stepAsText(result: CheckResult): string {
  return [
    `[${stepStates[result.status].word}] ${result.title} (${result.id})`,
    result.summary,
    `Started ${result.startedAt}, took ${duration(result.durationMs)}`,
    ...result.evidence.flatMap((evidence) => ['', `-- ${evidence.title}`, ...evidenceLines(evidence)]),
  ].join('\n');
}

function evidenceLines(evidence: Evidence): string[] {
  switch (evidence.kind) {
    case 'exchange':
      return exchangeLines(evidence);
    case 'addresses':
      return addressLines(evidence);
    case 'certificates':
      return certificateLines(evidence);
    case 'facts':
      return factLines(evidence);
  }
}

function exchangeLines(evidence: ExchangeEvidence): string[] {
  const phases = phasesOf(evidence).map(({ title, ms }) => `${title} ${duration(ms)}`);
  return [
    ...(evidence.proxy ? [proxyAsText(evidence), ''] : []),
    requestAsText(evidence),
    '',
    ...(evidence.response ? [replyAsText(evidence)] : []),
    ...(evidence.failure === null ? [] : [evidence.failure]),
    `Times: ${[...phases, `in all ${duration(evidence.timings.totalMs)}`].join(', ')}`,
    ...(evidence.remoteAddress === null ? [] : [`Answered by ${evidence.remoteAddress}`]),
  ];
}

const addressLines = ({ addresses }: AddressesEvidence): string[] =>
  addresses.map(
    ({ address, ok, durationMs, failure }) =>
      `${address} (${ok === null ? 'not tried' : ok ? 'OK' : 'no connection'})` +
      `${durationMs === null ? '' : ` ${duration(durationMs)}`}${failure === null ? '' : `: ${failure}`}`,
  );

const certificateLines = ({ protocol, cipher, chain, problems }: CertificatesEvidence): string[] => [
  ...problems,
  ...(protocol === null ? [] : [`${protocol}${cipher === null ? '' : `, ${cipher}`}`]),
  ...chain.flatMap((certificate, index) => [
    `${index + 1}. ${certificate.subject}`,
    `   Issued by ${certificate.issuer}`,
    `   Valid from ${certificate.validFrom} to ${certificate.validTo} (${validityLeft(certificate.daysLeft)})`,
    ...(certificate.subjectAlternativeNames.length === 0
      ? []
      : [`   For ${certificate.subjectAlternativeNames.join(', ')}`]),
    `   SHA-256 ${certificate.fingerprint256}`,
  ]),
];

const factLines = ({ rows }: FactsEvidence): string[] => rows.map(({ label, value }) => `${label}: ${value}`);
