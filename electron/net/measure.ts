/** Milliseconds since a moment of `performance.now()`, to a tenth. */
export const elapsedMs = (since: number): number => Math.round((performance.now() - since) * 10) / 10;
