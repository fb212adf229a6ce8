import { contextBytes, cutOf, type Pseudonyms } from '../../redaction/index.ts';
import type { Lane, PackReply, SearchReply } from './lanes.ts';
import type { Placed } from './messages.ts';

/** What is taken of a file at once. */
const blockBytes = 512 * 1024;
/** Room for context before, and for what the end of the former block left undecided. */
const roomBytes = blockBytes + 64 * 1024;

/** A block as it comes out. Its memory is used again once it is taken. */
export interface Packed extends Omit<PackReply, 'plain' | 'deflated'> {
  plain: Uint8Array;
  deflated: Uint8Array;
}

/** Takes what comes out, in the order of what went in. */
export interface Output {
  block(packed: Packed): Promise<void>;
  end(): Promise<void>;
}

/**
 * Redacts files on several lanes at once, block by block. Blocks are searched before it is known how the search of those
 * before them ends; where a value reaches over a block's end, the next block is searched again by the lane that knows it.
 * Names are given and results come out in the order of the blocks.
 */
export interface Pipeline {
  /**
   * Resolves when the file is read; what it became comes out later. A chunk is copied before the next is asked for. Throws
   * what failed, also of files before.
   */
  file(chunks: AsyncIterable<Uint8Array>, output: Output): Promise<void>;
  /** Resolves when everything has come out. */
  settled(): Promise<void>;
}

export interface PipelineOptions {
  lanes: readonly Lane[];
  pseudonyms: Pseudonyms;
  deflate: boolean;
}

interface Accepted {
  lane: Lane;
  reaches: boolean;
  packed: Promise<PackReply>;
}

interface Slot {
  number: number;
  memory: Buffer;
  /** Where it is written to when it was redacted. */
  output: Buffer;
  free: boolean;
}

const placedIn = (memory: Buffer, placed: Placed): Uint8Array =>
  typeof placed === 'number' ? memory.subarray(0, placed) : placed;

export function createPipeline({ lanes, pseudonyms, deflate }: PipelineOptions): Pipeline {
  // Shared with the lanes, so that nothing is copied, and few, so that memory stays flat.
  const slots: Slot[] = Array.from({ length: lanes.length * 2 + 1 }, (_, number) => {
    const [input, output] = [new SharedArrayBuffer(roomBytes), new SharedArrayBuffer(roomBytes)];
    for (const lane of lanes) lane.share({ slot: number, input, output });
    return { number, memory: Buffer.from(input), output: Buffer.from(output), free: true };
  });
  let lastBlock = 0;
  let accepting: Promise<Accepted | null> = Promise.resolve(null);
  let output: Promise<void> = Promise.resolve();
  let inFlight = 0;
  let failure: { error: unknown } | null = null;
  let wake: (() => void) | null = null;

  const changed = (): void => {
    wake?.();
    wake = null;
  };
  const watched = <T>(promise: Promise<T>): Promise<T> => {
    promise.catch((error: unknown) => {
      failure ??= { error };
      changed();
    });
    return promise;
  };
  async function freeSlot(): Promise<Slot> {
    for (;;) {
      if (failure !== null) throw failure.error;
      const slot = inFlight < slots.length ? slots.find(({ free }) => free) : undefined;
      if (slot !== undefined) return slot;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  const leastBusy = (): Lane => lanes.reduce((best, lane) => (lane.load < best.load ? lane : best));

  /** Searches a block at once, and packs it when its turn has come. */
  function enter(slot: Slot, length: number, position: number, from: number, last: boolean, to: Output): void {
    lastBlock += 1;
    const block = lastBlock;
    const request = { block, slot: slot.number, length, position, from, last };
    const chosen = leastBusy();
    const before = accepting;
    const first: Promise<SearchReply> = watched(chosen.search({ ...request, follows: false }));
    slot.free = false;
    inFlight += 1;
    accepting = watched(
      (async () => {
        const former = await before;
        let lane = chosen;
        let found = await first;
        if (former?.reaches === true) {
          chosen.drop(block);
          lane = former.lane;
          found = await lane.search({ ...request, follows: true });
        }
        const names = found.unknown.map(([kind, value]) => [kind, value, pseudonyms.of(kind, value)] as const);
        const packed = watched(lane.pack({ block, slot: slot.number, names, deflate }));
        return { lane, reaches: found.reaches, packed };
      })(),
    );
    const accepted = accepting;
    give(async () => {
      const packed = await (await accepted)?.packed;
      if (packed !== undefined) {
        const plain = placedIn(slot.output, packed.plain);
        await to.block({ ...packed, plain, deflated: placedIn(slot.memory, packed.deflated) });
      }
      slot.free = true;
      inFlight -= 1;
      changed();
    });
  }
  function give(next: () => Promise<void>): void {
    output = watched(output.then(next));
  }

  return {
    async file(chunks, to) {
      let slot = await freeSlot();
      let length = 0;
      let from = 0;
      let position = 0;
      for await (const chunk of chunks) {
        for (let read = 0; read < chunk.length;) {
          const part = chunk.subarray(read, read + blockBytes + contextBytes - length);
          slot.memory.set(part, length);
          length += part.length;
          read += part.length;
          if (length < blockBytes + contextBytes) continue;
          const former = slot;
          const cut = cutOf(former.memory.subarray(0, length), from);
          const kept = Math.max(0, cut - contextBytes);
          const rest = Buffer.from(former.memory.subarray(kept, length));
          enter(former, length, position, from, false, to);
          slot = await freeSlot();
          slot.memory.set(rest);
          length = rest.length;
          position += kept;
          from = cut - kept;
        }
      }
      enter(slot, length, position, from, true, to);
      give(() => to.end());
      if (failure !== null) throw failure.error;
    },
    settled: () => output,
  };
}
