import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { runSummarySchema, summaryOf, type RunSummary } from '../../shared/history.ts';
import { reportSchema, type Report } from '../../shared/report.ts';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** No report comes near it; a file that somebody else wrote cannot take all memory. */
const largestReportBytes = 64 * 1024 * 1024;

/**
 * A kept run as one line: its summary as JSON, a tab, its report as JSON, deflated (RFC 1951) and in base64. A list of runs
 * is read without unpacking a single report. Neither half can hold a tab or the end of a line.
 */
export async function lineOf(runId: string, report: Report): Promise<string> {
  const packed = await deflate(JSON.stringify(report), { level: 1 });
  return `${JSON.stringify(summaryOf(runId, report))}\t${packed.toString('base64')}\n`;
}

/** The summary in a line; null when the line is torn or of something else. */
export function summaryIn(line: string): RunSummary | null {
  const end = line.indexOf('\t');
  if (end < 0) return null;
  try {
    return runSummarySchema.parse(JSON.parse(line.slice(0, end)));
  } catch {
    return null;
  }
}

/** Whether a line is that of a run, found out without reading it whole: the id stands first in it. */
export const isLineOf = (line: string, runId: string): boolean => line.startsWith(`{"runId":${JSON.stringify(runId)},`);

/** The report in a line; null when the line is torn or of something else. */
export async function reportIn(line: string): Promise<Report | null> {
  try {
    const packed = Buffer.from(line.slice(line.indexOf('\t') + 1), 'base64');
    const text = await inflate(packed, { maxOutputLength: largestReportBytes });
    return reportSchema.parse(JSON.parse(text.toString('utf8')));
  } catch {
    return null;
  }
}
