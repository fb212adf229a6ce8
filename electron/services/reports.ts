import type { CallResponse } from '../../shared/contract.ts';
import { reportExtensions, type WantedReport } from '../../shared/report-format.ts';
import type { Report } from '../../shared/report.ts';
import type { Session } from '../../shared/wizard.ts';
import { UserError } from '../../shared/user-error.ts';
import { renderReport, renderSession } from '../reports/render.ts';

export interface ReportsOptions {
  /** The last run of an environment in this session, or null. */
  lastRun: (profileId: string) => { runId: string; report: Report } | null;
  /** The report of a kept run, or null. */
  keptReport: (profileId: string, runId: string) => Promise<Report | null>;
  /** A guided session. Throws a UserError where it is not there. */
  readSession: (sessionId: string) => Promise<Session>;
  /** Asks where to and writes a text there; gives the file, or null when the user closed the question. Null where the host cannot. */
  saveFile: ((name: string, text: string) => Promise<string | null>) | null;
}

/** Reports that are handed on, for the page. Throw a UserError `run-not-found`, or as a session is read. */
export interface Reports {
  make(wanted: WantedReport): Promise<CallResponse<'report.make'>>;
  save(wanted: WantedReport): Promise<CallResponse<'report.save'>>;
}

/** Makes reports of runs and sessions, and saves them where the host can. */
export function createReports({ lastRun, keptReport, readSession, saveFile }: ReportsOptions): Reports {
  async function reportOf({ profileId, runId }: { profileId: string; runId: string }): Promise<Report> {
    const last = lastRun(profileId);
    const report = last?.runId === runId ? last.report : await keptReport(profileId, runId);
    if (report !== null) return report;
    throw new UserError('run-not-found', 'This run is no longer kept. Run the diagnosis again.');
  }

  async function make({ source, format, replaceHosts }: WantedReport): Promise<{ name: string; text: string }> {
    // The name of an environment may be that of a host.
    const nameOf = (what: string, environment: string, at: string): string =>
      `oauth-${what}-${replaceHosts ? '' : fileNamePart(environment)}${at.slice(0, 16).replaceAll(/[T:]/g, '-')}.${reportExtensions[format]}`;
    if (source.kind === 'session') {
      const session = await readSession(source.sessionId);
      return {
        name: nameOf('session', session.profileName, session.events[0]?.at ?? ''),
        text: renderSession(session, format, { replaceHosts }),
      };
    }
    const report = await reportOf(source);
    return {
      name: nameOf('report', report.profile.name, report.startedAt),
      text: renderReport(report, format, { replaceHosts }),
    };
  }

  return {
    make,
    async save(wanted) {
      const { name, text } = await make(wanted);
      if (saveFile === null) return { kind: 'text', name, text };
      const file = await saveFile(name, text);
      return file === null ? { kind: 'cancelled' } : { kind: 'saved', file };
    },
  };
}

/** A name as it may stand in that of a file on every system, with a hyphen behind it; empty where nothing of it may. */
function fileNamePart(name: string): string {
  const part = name
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  const short = [...part].slice(0, 40).join('');
  return short === '' ? '' : `${short}-`;
}
