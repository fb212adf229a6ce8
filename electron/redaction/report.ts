import { z } from 'zod/mini';
import type { Redaction, Stretch } from './stream/redactor.ts';

/** What was replaced, without any of it: rules, files, lines and counts. */
export const redactionReportSchema = z.object({
  schemaVersion: z.literal(1),
  total: z.number(),
  rules: z.array(z.object({ rule: z.string(), protects: z.string(), count: z.number() })),
  files: z.array(
    z.object({
      file: z.string(),
      total: z.number(),
      rules: z.array(
        z.object({
          rule: z.string(),
          count: z.number(),
          /** The first lines where it was found, from 1. */
          lines: z.optional(z.array(z.number())),
        }),
      ),
    }),
  ),
});
export type RedactionReport = z.infer<typeof redactionReportSchema>;

export interface ReportOptions {
  /** How many lines are named for each rule in a file; none where absent. */
  lines?: number;
}

/** Counts what is found, file by file. */
export interface Counter {
  add(file: string, stretch: Stretch): void;
  /** Adds what was counted elsewhere of a part of a file, in which so many line breaks are before. */
  addCounted(file: string, counted: readonly CountedRule[], lineBreaksBefore: number): void;
  /** Rules and files in the order of their first finding, so that the same input gives the same report. */
  report(): RedactionReport;
}

/** How often a rule, by its number, found something in a part of a file, and the first lines, from 1. */
export interface CountedRule {
  rule: number;
  count: number;
  lines: readonly number[];
}

interface Count {
  count: number;
  lines: number[];
}

export function createCounter({ rules }: Redaction, { lines = 0 }: ReportOptions = {}): Counter {
  const files = new Map<string, Map<number, Count>>();
  const sum = (counts: Iterable<Count>): number => [...counts].reduce((total, { count }) => total + count, 0);
  const idOf = (rule: number): string => rules[rule]?.id ?? '';

  const countOf = (file: string, rule: number): Count => {
    const counts = files.get(file) ?? new Map<number, Count>();
    files.set(file, counts);
    const count = counts.get(rule) ?? { count: 0, lines: [] };
    counts.set(rule, count);
    return count;
  };
  const addLine = (count: Count, line: number): void => {
    if (count.lines.length < lines && count.lines.at(-1) !== line) count.lines.push(line);
  };

  return {
    add(file, { findings }) {
      if (!files.has(file)) files.set(file, new Map());
      for (const { rule, line } of findings) {
        const count = countOf(file, rule);
        count.count += 1;
        addLine(count, line);
      }
    },
    addCounted(file, counted, lineBreaksBefore) {
      if (!files.has(file)) files.set(file, new Map());
      for (const { rule, count: more, lines: inPart } of counted) {
        const count = countOf(file, rule);
        count.count += more;
        for (const line of inPart) addLine(count, lineBreaksBefore + line);
      }
    },
    report() {
      const inOrder = rules.map((rule, number) => ({
        rule: rule.id,
        protects: rule.protects,
        count: sum([...files.values()].flatMap((counts) => counts.get(number) ?? [])),
      }));
      return {
        schemaVersion: 1,
        total: sum(inOrder.map(({ count }) => ({ count, lines: [] }))),
        rules: inOrder.filter(({ count }) => count > 0),
        files: [...files].map(([file, counts]) => ({
          file,
          total: sum(counts.values()),
          rules: [...counts].map(([rule, count]) => ({
            rule: idOf(rule),
            count: count.count,
            ...(lines === 0 ? {} : { lines: count.lines }),
          })),
        })),
      };
    },
  };
}
