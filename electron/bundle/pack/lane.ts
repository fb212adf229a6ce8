import { constants, deflateRawSync } from 'node:zlib';
import {
  cutOf,
  personalKinds,
  replaceIn,
  searchBlock,
  type BlockEnd,
  type CountedRule,
  type Pseudonyms,
  type Replaceable,
} from '../../redaction/index.ts';
import { redactionOf } from '../redaction-settings.ts';
import { mostPacking } from '../zip/records.ts';
import { checkEntry, createForbidden } from './check-entry.ts';
import type { LaneReply, LaneRequest, LaneSettings, Personal, Placed } from './messages.ts';
import { release } from './release.ts';
import { createSkimmer } from './skim.ts';

/** So many lines are named for each rule in a block. */
const mostLines = 100;
/** So many blocks a lane may have searched before one is searched again. */
const mostAhead = 16;
/** The buffer that deflating begins with. */
const chunkBytes = 256 * 1024;

interface Memory {
  input: Buffer;
  output: Buffer;
}

/** Without the text, which is not needed any more and is as large as the bytes. */
interface Searched {
  stretch: Replaceable;
  lineBreaks: number;
}

/** What stands for whom, as far as this lane was told. */
function createNames(): Pseudonyms & { learn(kind: Personal[0], value: string, name: string): void } {
  const names = new Map(personalKinds.map((kind) => [kind, new Map<string, string>()]));
  return {
    of(kind, value) {
      const name = names.get(kind)?.get(value);
      if (name === undefined) throw new Error('a name was not given');
      return name;
    },
    knows: (kind, value) => names.get(kind)?.has(value) === true,
    learn: (kind, value, name) => void names.get(kind)?.set(value, name),
    map: () => ({}),
  };
}

/**
 * Searches blocks, and replaces and deflates them once the names of what was found are known: these are given in the order
 * of the blocks, whichever lane searched them, so that the same input gives the same bundle.
 */
export function createLane(settings: LaneSettings, reply: (message: LaneReply) => void) {
  const redaction = redactionOf(settings.redaction);
  const names = createNames();
  const slots = new Map<number, Memory>();
  const searched = new Map<number, Searched>();
  const ends = new Map<number, BlockEnd>();
  const forbidden = createForbidden(settings.forbidden);
  const skim = createSkimmer(settings.forbidden);

  function memoryOf(slot: number): Memory {
    const memory = slots.get(slot);
    if (memory === undefined) throw new Error('no memory was given');
    return memory;
  }

  function search({ block, slot, length, position, from, last, follows }: LaneRequest & { kind: 'search' }): void {
    const before = follows ? ends.get(block - 1) : undefined;
    for (const number of ends.keys()) if (number < block - mostAhead) ends.delete(number);
    const buffer = memoryOf(slot).input.subarray(0, length);
    const { stretch, end, lineBreaks } = searchBlock(redaction, { bytes: buffer, position, from, last }, before);
    const reaches = !last && (end.open !== null || end.position !== position + cutOf(buffer, from));
    if (reaches) ends.set(block, end);
    const { bytes: sought, from: begin, to, findings } = stretch;
    searched.set(block, { stretch: { bytes: sought, from: begin, to, findings }, lineBreaks });
    const unknown = new Map<string, Personal>();
    for (const { personal, value } of stretch.findings) {
      if (personal !== null && !names.knows(personal, value)) unknown.set(`${personal} ${value}`, [personal, value]);
    }
    reply({ kind: 'searched', block, reaches, unknown: [...unknown.values()] });
  }

  function pack({ block, slot, names: given, deflate }: LaneRequest & { kind: 'pack' }): void {
    for (const [kind, value, name] of given) names.learn(kind, value, name);
    const { stretch, lineBreaks } = taken(block);
    const { input, output } = memoryOf(slot);
    const plain = replaceIn(stretch, names, output);
    // What was searched is not needed any more.
    const deflated = deflate ? movedTo(input, deflatedInMeasure(plain)) : 0;
    const placed = plain.buffer === output.buffer ? plain.length : plain;
    reply({ kind: 'packed', block, plain: placed, deflated, found: linesOf(stretch), lineBreaks });
  }

  function taken(block: number): Searched {
    const found = searched.get(block);
    if (found === undefined) throw new Error('a block was not searched');
    searched.delete(block);
    return found;
  }

  return async (request: LaneRequest): Promise<void> => {
    switch (request.kind) {
      case 'memory': {
        const { slot, input, output } = request;
        return void slots.set(slot, { input: Buffer.from(input), output: Buffer.from(output) });
      }
      case 'search':
        return search(request);
      case 'pack':
        return pack(request);
      case 'drop':
        return void taken(request.block);
      case 'skim':
        return reply({ kind: 'checked', id: request.id, outcome: skim(request.archive, request.section) });
      case 'check': {
        const { id, archive, entry } = request;
        return reply({ kind: 'checked', id, outcome: await checkEntry(archive, entry, forbidden) });
      }
    }
  };
}

const deflating = { level: 1, chunkSize: chunkBytes, finishFlush: constants.Z_SYNC_FLUSH } as const;

/** A block of RFC 1951 that holds nothing. */
const emptyBlock = Buffer.from([0x00, 0x00, 0x00, 0xff, 0xff]);

/** A log of zeros, as a crash leaves it, would look like an archive that was made to fill a disk; so it is padded. */
function deflatedInMeasure(plain: Uint8Array): Buffer {
  const deflated = deflateRawSync(plain, deflating);
  const lacking = plain.length / mostPacking - deflated.length;
  if (lacking <= 0) return deflated;
  return Buffer.concat([
    deflated,
    Buffer.alloc(Math.ceil(lacking / emptyBlock.length) * emptyBlock.length, emptyBlock),
  ]);
}

/** Moves bytes into memory that is shared with the thread they go to; they stay where they are if it is too small. */
function movedTo(memory: Buffer, bytes: Buffer): Placed {
  if (bytes.length > memory.length) return bytes;
  const length = bytes.copy(memory);
  release(bytes);
  return length;
}

function linesOf({ findings }: Replaceable): CountedRule[] {
  const rules = new Map<number, { rule: number; count: number; lines: number[] }>();
  for (const { rule, line } of findings) {
    let found = rules.get(rule);
    if (found === undefined) rules.set(rule, (found = { rule, count: 0, lines: [] }));
    found.count += 1;
    if (found.lines.length < mostLines && found.lines.at(-1) !== line) found.lines.push(line);
  }
  return [...rules.values()];
}
