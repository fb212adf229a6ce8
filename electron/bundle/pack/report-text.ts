import type { Redaction, RedactionReport } from '../../redaction/index.ts';
import { jsonItems, jsonOf } from './json-text.ts';
import { createPackedLines } from './packed-lines.ts';

/** What was replaced in all files. */
export type ReplacedInAll = Pick<RedactionReport, 'total' | 'rules'>;

/** The report of what was replaced, put together file by file; what is told of each is kept packed. */
export interface ReportText {
  add(report: RedactionReport): void;
  inAll(): ReplacedInAll;
  /** The whole report in JSON. */
  pieces(): Iterable<string>;
}

export function createReportText({ rules }: Redaction): ReportText {
  const counts = new Map<string, number>();
  const files = createPackedLines();
  const inAll = (): ReplacedInAll => {
    const protectedBy = new Map(rules.map(({ id, protects }) => [id, protects]));
    const counted = [...protectedBy].flatMap(([rule, protects]) => {
      const count = counts.get(rule) ?? 0;
      return count === 0 ? [] : [{ rule, protects, count }];
    });
    return { total: counted.reduce((sum, { count }) => sum + count, 0), rules: counted };
  };
  return {
    add(report) {
      for (const { rule, count } of report.rules) counts.set(rule, (counts.get(rule) ?? 0) + count);
      for (const line of jsonItems(report.files)) files.add(line);
    },
    inAll,
    pieces: () => jsonOf({ schemaVersion: 1, ...inAll() }, { files: files.lines() }),
  };
}
