/**
 * What becomes of the fields of something that two people change at once: a field that differs from its base is taken as it
 * is in `mine`, every other one as it is in `stored`, where somebody else may have changed it.
 */
export function mergeFields<Fields extends object>(base: Fields, stored: Fields, mine: Fields): Fields {
  const merged = { ...mine };
  for (const key in mine) if (isSame(mine[key], base[key])) merged[key] = stored[key];
  return merged;
}

/**
 * The same of a list, whose entries are told apart by a key: what either side added is there, what either side removed is
 * gone, unless the other side changed it meanwhile and comes last. The entries of `mine` come first, in their order.
 */
export function mergeList<Entry>(
  [base, stored, mine]: readonly [readonly Entry[], readonly Entry[], readonly Entry[]],
  keyOf: (entry: Entry) => string,
  merge: (base: Entry, stored: Entry, mine: Entry) => Entry = (_base, _stored, own) => own,
): Entry[] {
  if (isSame(mine, base)) return [...stored];
  if (isSame(stored, base)) return [...mine];
  const byKey = (entries: readonly Entry[]) => new Map(entries.map((entry) => [keyOf(entry), entry]));
  const [baseBy, storedBy, mineBy] = [byKey(base), byKey(stored), byKey(mine)];
  const kept = mine.flatMap((entry) => {
    const [before, now] = [baseBy.get(keyOf(entry)), storedBy.get(keyOf(entry))];
    if (before === undefined) return [entry];
    if (now === undefined) return isSame(entry, before) ? [] : [entry];
    return [merge(before, now, entry)];
  });
  const added = stored.filter((entry) => !mineBy.has(keyOf(entry)) && !baseBy.has(keyOf(entry)));
  return [...kept, ...added];
}

/** Of JSON values that were made in the same way, so that their fields stand in the same order. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
