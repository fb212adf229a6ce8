/** What is kept in memory for a while under an id; the oldest gives way when there are too many. */
export interface KeptForAWhile<Value> {
  put(id: string, value: Value): void;
  get(id: string): Value | undefined;
  forget(id: string): void;
  close(): void;
}

/** A store whose values are forgotten after a time in ms, or when too many have come since. */
export function keepForAWhile<Value>(milliseconds: number, most: number): KeptForAWhile<Value> {
  const kept = new Map<string, { value: Value; timer: NodeJS.Timeout }>();
  function forget(id: string): void {
    clearTimeout(kept.get(id)?.timer);
    kept.delete(id);
  }
  return {
    put(id, value) {
      forget(id);
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size >= most) forget(oldest);
      const timer = setTimeout(() => forget(id), milliseconds);
      // A window that is closed has nothing to wait for.
      timer.unref();
      kept.set(id, { value, timer });
    },
    get: (id) => kept.get(id)?.value,
    forget,
    close() {
      for (const id of kept.keys()) forget(id);
    },
  };
}
