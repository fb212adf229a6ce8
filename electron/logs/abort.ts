/** A share on a machine that is gone can keep a call waiting for minutes. */
const usualWaitMs = 15_000;

/** The file system did not answer. */
export class NoAnswer extends Error {}

/**
 * Waits for the file system, but no longer than that, and not when the signal is aborted: its calls themselves cannot be
 * cancelled. What they give afterwards is handed to `late`, for example to be closed.
 */
export async function answered<Value>(
  work: Promise<Value>,
  signal?: AbortSignal,
  late: (value: Value) => void = () => {},
): Promise<Value> {
  let settled = false;
  let stop = (): void => {};
  const ended = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswer('The file system does not answer.')), usualWaitMs);
    const onAbort = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
  });
  void work.then(
    (value) => {
      if (settled) late(value);
    },
    () => undefined,
  );
  try {
    signal?.throwIfAborted();
    return await Promise.race([work, ended]);
  } finally {
    settled = true;
    stop();
  }
}

/** Does something with each, some at a time, and keeps the order. */
export async function eachOf<Item, Value>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  let next = 0;
  const take = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) values[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, take));
  return values;
}
