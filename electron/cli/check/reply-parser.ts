import { cachedDataVersionTag, setFlagsFromString } from 'node:v8';

/** What V8 sets by itself, in Node 24 and in the versions before. */
const usualBudgets = [13_000_000, 1_800_000];

const setBudget = (budget: number): void => setFlagsFromString(`--wasm-tiering-budget=${budget}`);

let tag: number | null = null;

/**
 * Keeps V8 from compiling the parser of undici anew, which is WebAssembly: it would do so after three replies, at its best
 * and in the background, and the end of this short process would wait for it: 40 ms, more than all requests take. For the
 * moment before the first request, because what is loaded under this flag cannot be had as kept code.
 */
export function leaveReplyParserAsItIs(): void {
  if (tag !== null) return;
  performance.now(); // The clock of the checks is loaded at its first use.
  tag = cachedDataVersionTag();
  setBudget(1_000_000_000);
}

/** For the moment when the parser is there: what is loaded from now on is loaded as usual. */
export function loadAsUsual(): void {
  for (const budget of usualBudgets) {
    if (tag === null || cachedDataVersionTag() === tag) return;
    setBudget(budget);
  }
}
