import type { Remediation, Report } from '../../shared/report.ts';
import type { ServerView } from '../../shared/server-view.ts';
import { concludeLook, sameAddress, type CreatioSays } from './conclusion.ts';
import type { Look } from './look.ts';
import { resultsOf } from './results/index.ts';
import { machineOf, outsideWords } from './words.ts';

export { sameAddress } from './conclusion.ts';
export type { Look } from './look.ts';
export { readLook, readLookFile } from './read.ts';
export { serverScript, type ServerScript } from './script/index.ts';

/** A look as it came in. */
export interface ReceivedLook {
  look: Look;
  receivedAt: string;
}

export interface ViewOptions extends ReceivedLook {
  /** What Creatio says of itself in the last run; null without one. */
  creatio: CreatioSays | null;
  /** The base address of the Identity Service in the environment; null where it has none any more. */
  address: string | null;
  /** The machine of the console. */
  hostName: string;
  findEntry: (id: string) => Remediation | null;
}

/** What the script saw, in sentences, and what follows from it together with the run. */
export function viewOf({ look, receivedAt, creatio, address, hostName, findEntry }: ViewOptions): ServerView {
  const results = resultsOf(look);
  const { headline, notes, remediation } = concludeLook({
    look,
    results,
    creatio,
    address: address ?? look.address,
    hostName,
    now: Date.parse(receivedAt),
  });
  const entry = remediation === null ? null : findEntry(remediation);
  return {
    machine: { name: machineOf(look), os: outsideWords(look.machine.os) },
    script: look.tool.shell,
    lookedAt: look.time,
    receivedAt,
    address: outsideWords(look.address),
    headline,
    notes,
    results,
    remediation: entry === null ? null : { id: entry.id, title: entry.title },
  };
}

/**
 * The report with what was seen on the server. Where Creatio reports its Identity Service as unavailable and the server
 * shows why, the way to mend that stands in place of the general one.
 * @param address the one of the Identity Service in the environment
 */
export function withServerView(
  report: Report,
  serverView: ServerView,
  address: string | null,
  findEntry: (id: string) => Remediation | null,
): Report {
  const cause = serverView.results.some(({ status }) => status === 'fail') ? serverView.remediation : null;
  const isTheSame = address !== null && sameAddress(serverView.address, address);
  const leads = report.outcome === 'identity-service-unavailable' && isTheSame && cause !== null;
  return { ...report, serverView, remediation: (leads ? findEntry(cause.id) : null) ?? report.remediation };
}
