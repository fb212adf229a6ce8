import { logKindTitles, type LogKind, type MissingLogs } from '../../../shared/logs.ts';
import type { Platform } from '../../../shared/profile.ts';
import type { FoundSource } from '../types.ts';

/** What support asks for and what was not found, with why; what was told already comes first. */
export function missingLogs(
  sources: readonly FoundSource[],
  told: readonly MissingLogs[],
  platform: Platform,
): MissingLogs[] {
  const missing = distinct(told);
  const has = (kinds: readonly LogKind[]): boolean =>
    sources.some(({ kind, files }) => kinds.includes(kind) && files.length > 0) ||
    missing.some(({ kind }) => kinds.includes(kind));
  if (!has(['creatio-net', 'creatio-net-framework'])) {
    const kind = platform === 'net' ? 'creatio-net' : 'creatio-net-framework';
    missing.push({
      kind,
      title: logKindTitles[kind],
      why: 'No folder with logs of Creatio is known here. Name the folder of its website or of its logs, on a share or copied from the server, or run the console on the server.',
      remediation: 'creatio-logging',
    });
  }
  if (!has(['identity-service'])) {
    missing.push({
      kind: 'identity-service',
      title: logKindTitles['identity-service'],
      why: 'No log of the Identity Service is known here. It writes none until its logging is switched on; name its folder, on a share or copied from the server.',
      remediation: 'identity-service-logging',
    });
  }
  return missing;
}

/** Two nlog files, or a folder found twice, tell the same. */
const distinct = (told: readonly MissingLogs[]): MissingLogs[] =>
  told.filter((each, index) => told.findIndex(({ kind, why }) => kind === each.kind && why === each.why) === index);
