import type { Worker } from 'node:worker_threads';
import { UserError } from '../../../shared/user-error.ts';
import type { CountedRule } from '../../redaction/index.ts';
import { startLaneWorker } from '../worker.ts';
import type {
  CheckOutcome,
  EntryToCheck,
  LaneReply,
  LaneRequest,
  LaneSettings,
  Personal,
  Placed,
  SectionToCheck,
} from './messages.ts';

export interface SearchReply {
  reaches: boolean;
  unknown: readonly Personal[];
}

export interface PackReply {
  plain: Placed;
  deflated: Placed;
  found: readonly CountedRule[];
  lineBreaks: number;
}

/** A thread that searches, replaces and deflates; it does one thing after the other. */
export interface Lane {
  /** How much it has to do. */
  readonly load: number;
  /**
   * Shares memory with it, for searching and packing by this number: handed over with each block, it would be taken for new
   * memory, and garbage collected for it.
   */
  share(memory: Omit<LaneRequest & { kind: 'memory' }, 'kind'>): void;
  search(request: Omit<LaneRequest & { kind: 'search' }, 'kind'>): Promise<SearchReply>;
  pack(request: Omit<LaneRequest & { kind: 'pack' }, 'kind'>): Promise<PackReply>;
  drop(block: number): void;
  /** Reads a file of an archive again. */
  check(archive: string, entry: EntryToCheck): Promise<CheckOutcome>;
  /** Reads a section of a file of an archive again; several times as quick, where nothing in it is like a secret. */
  skim(archive: string, section: SectionToCheck): Promise<CheckOutcome>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(reply: LaneReply): void;
  reject(error: unknown): void;
}

/** @param use A lane in a bundle takes a little more time, and less memory, than one that works alone */
export function startLane(settings: LaneSettings, use: 'in-bundle' | 'alone'): Lane {
  const worker: Worker = startLaneWorker(settings, use);
  const waiting = new Map<string, Waiting>();
  let broken: unknown = null;
  let lastId = 0;

  const fail = (error: unknown): void => {
    broken ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', (reply: LaneReply) => {
    if (reply.kind === 'failed') return fail(new UserError(reply.code, reply.message));
    const key = `${reply.kind} ${reply.kind === 'checked' ? reply.id : reply.block}`;
    waiting.get(key)?.resolve(reply);
    waiting.delete(key);
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('a thread of the bundle has ended')));

  function ask<Kind extends LaneReply['kind']>(
    request: LaneRequest,
    kind: Kind,
    id: number,
  ): Promise<LaneReply & { kind: Kind }> {
    return new Promise((resolve, reject) => {
      if (broken !== null) return reject(broken);
      const isWanted = (reply: LaneReply): reply is LaneReply & { kind: Kind } => reply.kind === kind;
      waiting.set(`${kind} ${id}`, {
        resolve: (reply) => (isWanted(reply) ? resolve(reply) : reject(new Error('an answer of another kind'))),
        reject,
      });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
      worker.postMessage(request);
    });
  }

  async function checked(requestOf: (id: number) => LaneRequest): Promise<CheckOutcome> {
    lastId += 1;
    const { outcome } = await ask(requestOf(lastId), 'checked', lastId);
    return outcome;
  }

  return {
    get load() {
      return waiting.size;
    },
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
    share: (memory) => worker.postMessage({ kind: 'memory', ...memory } satisfies LaneRequest),
    search: (request) => ask({ kind: 'search', ...request }, 'searched', request.block),
    pack: (request) => ask({ kind: 'pack', ...request }, 'packed', request.block),
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
    drop: (block) => worker.postMessage({ kind: 'drop', block } satisfies LaneRequest),
    check: (archive, entry) => checked((id) => ({ kind: 'check', id, archive, entry })),
    skim: (archive, section) => checked((id) => ({ kind: 'skim', id, archive, section })),
    async close() {
      worker.removeAllListeners('exit');
      await worker.terminate();
    },
  };
}
