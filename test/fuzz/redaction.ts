// `npm run fuzz -- [minutes] [seed]`: builds logs from the grammars of the rules, with secrets that are known, in random
// blocks and encodings, and stops at the first secret that survives.
import { prepareRedaction, redactStream, type Redaction } from '../../electron/redaction/index.ts';
import {
  contexts as usualContexts,
  distantContexts,
  furtherContexts,
  knownSpellings,
} from '../unit/redaction/contexts.ts';
import { encodings } from '../unit/redaction/surroundings.ts';

const [minutes = '10', seedText = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
let state = Number(seedText);
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};
const below = (most: number): number => Math.floor(random() * most);
function pick<T>(list: readonly T[]): T {
  const item = list[below(list.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}

const contexts = [...usualContexts, ...furtherContexts, ...distantContexts];
const alphabets = [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  'abcdef0123456789',
  'aB3+/=&%$#@!?:;,.-_~ (){}[]<>"\'\\|^`',
  'abcäöüß€ñЖдя日本😀xyz019',
];
const secret = (): string => {
  const characters = Array.from(pick(alphabets));
  const text = Array.from({ length: 10 + below(40) }, () => pick(characters))
    .join('')
    .trim();
  return text.length < 10 || text.startsWith('-') ? `S${text}0123456789` : text;
};

/** A place that stands in no other text. */
const alone = { encode: (text: string) => text, text: (text: string) => text };

async function redact(text: string, redaction: Redaction): Promise<string> {
  const encoding = pick(['utf8', 'utf16le'] as const);
  const bytes = Buffer.from(`${encoding === 'utf16le' ? '\ufeff' : ''}${text}`, encoding);
  const size = 1 + below(pick([100, 10_000, 300_000]));
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  }
  const output: Buffer[] = [];
  for await (const part of redactStream(chunks(), redaction)) output.push(part);
  return Buffer.concat(output).toString(encoding);
}

const ordinary = '2026-11-21 10:00:00,123 [7] INFO Supervisor Common Execute - nothing to hide in this line\r\n';
const byRules = prepareRedaction();
const end = performance.now() + Number(minutes) * 60_000;
console.log(`Fuzzing for ${minutes} minutes with seed ${seedText}.`);
let lines = 0;
while (performance.now() < end) {
  const before = state;
  const known = random() < 0.3;
  const own = secret();
  const redaction = known ? prepareRedaction({ secrets: [own] }) : byRules;
  const planted: string[] = [];
  const text = Array.from({ length: 1 + below(20) }, () => {
    const { spell, text: place } = pick(known ? [...knownSpellings.slice(0, 11), ...contexts] : contexts);
    const spelled = spell(known ? own : secret());
    lines += 1;
    const around = !known && random() < 0.3 ? pick(encodings) : null;
    const stands = around?.takes(place(spelled)) === true ? around : alone;
    const planting = stands.encode(spelled);
    // What is short once it is spelled stands in ordinary words too.
    if (planting.length >= 10) planted.push(planting);
    return `${stands.text(stands.encode(place(spelled)))}\r\n${ordinary.repeat(below(pick([3, 900])))}`;
  }).join('');
  const redacted = await redact(text, redaction);
  const survivor = planted.find((spelled) => redacted.includes(spelled));
  if (survivor !== undefined) {
    console.error(`A secret survived (state ${before}): ${JSON.stringify(survivor)}`);
    for (const line of redacted.split('\r\n')) if (line.includes(survivor)) console.error(line.slice(0, 2000));
    process.exit(1);
  }
}
console.log(`${lines} places with secrets, none survived.`);
