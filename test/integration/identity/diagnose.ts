import { profileDefaults } from '../../../shared/profile.ts';
import { creatioChecks } from '../../../electron/checks/creatio/index.ts';
import { diagnose } from '../../../electron/checks/diagnose.ts';
import { hostChecks } from '../../../electron/checks/host/index.ts';
import { identityChecks } from '../../../electron/checks/identity/index.ts';
import { tokenChecks } from '../../../electron/checks/token/index.ts';
import { createNetwork } from '../../../electron/net/index.ts';
import type { CheckId, CheckResult, Report } from '../../../shared/report.ts';

export interface Environment {
  identityServiceUrl: string;
  creatioUrl: string;
  clientId: string;
  clientSecret: string;
}

/** A whole run over real sockets. */
export async function run(environment: Environment): Promise<Report> {
  const { clientSecret, ...addresses } = environment;
  const network = createNetwork();
  try {
    return await diagnose({
      profile: { ...profileDefaults, id: 'p', name: 'Test', platform: 'net', timeLimitSeconds: 15, ...addresses },
      clientSecret,
      network,
      signal: new AbortController().signal,
      tool: { name: 'Test', version: '0' },
      host: { name: 'here', os: 'any' },
      findRemediation: () => null,
      checks: [...creatioChecks, ...hostChecks('identity'), ...identityChecks, ...tokenChecks],
    });
  } finally {
    await network.close();
  }
}

export function resultOf(report: Report, id: CheckId): CheckResult {
  const result = report.checks.find((check) => check.id === id);
  if (result === undefined) throw new Error(`The report has no check ${id}.`);
  return result;
}

/** Status and finding of the checks of this capability, in a line each. */
export const inShort = (report: Report): string[] =>
  report.checks
    .filter(({ id }) => /^identity\.(?:discovery|keys|clock)$|^token\./.test(id))
    .map(({ id, status, remediation }) => `${id} ${status}${remediation === null ? '' : ` ${remediation}`}`);
