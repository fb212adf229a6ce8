/**
 * Runs a task for every item, at most so many at the same time, and gives the results in the order of the items. After an
 * abort no further task is started; its place stays empty.
 */
export async function runBatch<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  signal: AbortSignal,
  task: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: (Result | undefined)[] = items.map(() => undefined);
  const waiting = items.entries();
  async function work(): Promise<void> {
    for (const [index, item] of waiting) {
      if (signal.aborted) return;
      results[index] = await task(item);
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
  return results.filter((result) => result !== undefined);
}
