import type { CallResponse } from '../../shared/contract.ts';
import { reportExtensions, type WantedReport } from '../../shared/report-format.ts';
import type { Report } from '../../shared/report.ts';
import { UserError } from '../../shared/user-error.ts';
import { renderReport } from '../reports/render.ts';

export interface ReportsOptions {
  /** The last run of an environment in this session, or null. */
  lastRun: (profileId: string) => { runId: string; report: Report } | null;
  /** The report of a kept run, or null. */
  keptReport: (profileId: string, runId: string) => Promise<Report | null>;
  /** Asks where to and writes a text there; gives the file, or null when the user closed the question. Null where the host cannot. */
  saveFile: ((name: string, text: string) => Promise<string | null>) | null;
}

/** Reports that are handed on, for the page. Throw a UserError `run-not-found`. */
export interface Reports {
  make(wanted: WantedReport): Promise<CallResponse<'report.make'>>;
  save(wanted: WantedReport): Promise<CallResponse<'report.save'>>;
}

export function createReports({ lastRun, keptReport, saveFile }: ReportsOptions): Reports {
  async function reportOf({ profileId, runId }: WantedReport['source']): Promise<Report> {
    const last = lastRun(profileId);
    const report = last?.runId === runId ? last.report : await keptReport(profileId, runId);
    if (report !== null) return report;
    throw new UserError('run-not-found', 'This run is no longer kept. Run the diagnosis again.');
  }

  async function make({ source, format, replaceHosts }: WantedReport): Promise<{ name: string; text: string }> {
    const report = await reportOf(source);
    const about = replaceHosts ? '' : fileNamePart(report.profile.name);
    const when = report.startedAt.slice(0, 16).replaceAll(/[T:]/g, '-');
    return {
      name: `oauth-report-${about}${when}.${reportExtensions[format]}`,
      text: renderReport(report, format, replaceHosts),
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
