import { filesPerPage, logKindTitles, type ListedFile, type LogEstimate, type LogSource } from '../../shared/logs.ts';
import { lineText } from '../../shared/visible-text.ts';
import type { FoundFile, FoundLogs, FoundSource, ReadingPlan } from '../logs/index.ts';

const momentOf = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : new Date(milliseconds).toISOString();

/** A file as the page sees it. */
export const listed = ({ id, name, bytes, firstAt, lastAt, archive, why }: FoundFile): ListedFile => ({
  id,
  name,
  bytes,
  firstAt: momentOf(firstAt),
  lastAt: momentOf(lastAt),
  archive: archive?.kind ?? null,
  why,
});

/** A source as the page sees it, with the first page of its files. */
export function listedSource({ id, kind, folder, part, why, files, timeZone, problem }: FoundSource): LogSource {
  const known = (moments: (number | null)[]): number[] => moments.filter((each) => each !== null);
  const first = known(files.map(({ firstAt }) => firstAt));
  const last = known(files.map(({ lastAt }) => lastAt));
  return {
    id,
    kind,
    title: part === null ? logKindTitles[kind] : `${logKindTitles[kind]}: ${lineText(part)}`,
    folder,
    why,
    fileCount: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    firstAt: momentOf(first.length === 0 ? null : first.reduce((one, other) => Math.min(one, other))),
    lastAt: momentOf(last.length === 0 ? null : last.reduce((one, other) => Math.max(one, other))),
    timeZone,
    files: files.slice(0, filesPerPage).map(listed),
    problem,
  };
}

/** What a plan comes to, by source. */
export function estimateOf(plan: ReadingPlan, found: FoundLogs | undefined): LogEstimate {
  const sourceOf = new Map(found?.sources.flatMap((source) => source.files.map(({ id }) => [id, source.id] as const)));
  const perSource = new Map<string, LogEstimate['perSource'][number]>();
  const of = (fileId: string): LogEstimate['perSource'][number] => {
    const id = sourceOf.get(fileId) ?? 'unknown';
    const sums = perSource.get(id) ?? { id, files: 0, bytes: 0, skipped: 0 };
    perSource.set(id, sums);
    return sums;
  };
  for (const { file, expectedBytes } of plan.files) {
    const sums = of(file.id);
    sums.files += 1;
    sums.bytes += expectedBytes;
  }
  for (const { file } of plan.skipped) of(file.id).skipped += 1;
  return {
    files: plan.files.length,
    bytes: plan.expectedBytes,
    bytesToRead: plan.bytesToRead,
    perSource: [...perSource.values()],
    left: plan.skipped.slice(0, filesPerPage).map(({ file, why }) => ({ id: file.id, name: file.name, why })),
    leftCount: plan.skipped.length,
    window:
      plan.window === null
        ? null
        : { from: new Date(plan.window.from).toISOString(), to: new Date(plan.window.to).toISOString() },
  };
}
