import { tellingLines, type TellingLine } from '../../../shared/telling-lines.ts';
import { levelOf, restOf, type LogEntry } from './entries.ts';
import type { StoredFile } from './store.ts';

/** Which entries are wanted, whenever they were. */
export interface EntryQuery {
  search: string;
  levels: readonly string[];
  tellingOnly: boolean;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const anyTelling = new RegExp(tellingLines.flatMap(({ texts }) => texts.map(escaped)).join('|'), 'i');

function tellingOf(text: string): TellingLine | null {
  if (!anyTelling.test(text)) return null;
  const lower = text.toLowerCase();
  return tellingLines.find(({ texts }) => texts.some((each) => lower.includes(each.toLowerCase()))) ?? null;
}

/** An entry that is wanted, with what it tells about OAuth. */
export interface Match {
  entry: LogEntry;
  telling: TellingLine | null;
}

/** Gives what an entry is as one that is wanted, or null where it is none. The cheap questions come first. */
export function createMatcher({ search, levels, tellingOnly }: EntryQuery) {
  const needle = search.toLowerCase();
  return (entry: LogEntry, file: StoredFile): Match | null => {
    const { text, cut } = entry;
    if (levels.length > 0 && !levels.includes(levelOf(text) ?? 'none')) return null;
    let found = needle === '' || text.toLowerCase().includes(needle);
    if (!cut && !found) return null;
    let telling = tellingOf(text);
    // Of a long entry the beginning is held alone; what is looked for can stand further on.
    if (cut && (!found || telling === null)) {
      for (const part of restOf(file, entry)) {
        found ||= part.toLowerCase().includes(needle);
        telling ??= tellingOf(part);
        if (found && telling !== null) break;
      }
    }
    return found && (!tellingOnly || telling !== null) ? { entry, telling } : null;
  };
}
