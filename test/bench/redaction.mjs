import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRules } from '../../electron/redaction/index.ts';
import { writeLog } from './logs.mjs';
import { cli, interleaved, medianOf, timed } from './measure.mjs';

const mebibyte = 2 ** 20;

/** Ten of the rules, as sed can have them. */
const sedRules = [
  's/(password=)[^& ;]+/\\1***/gI',
  's/(client_secret=)[^& ]+/\\1***/gI',
  's/(refresh_token=)[^& ]+/\\1***/gI',
  's/("access_token": *")[^"]+/\\1***/gI',
  's/("password": *")[^"]+/\\1***/gI',
  's/(authorization: [a-z]+ )[^ ]+/\\1***/gI',
  's/(cookie: ).*/\\1***/gI',
  's/eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*/***/g',
  's#(://)[^/@ ]+@#\\1***@#g',
  's/[0-9]{1,3}(\\.[0-9]{1,3}){3}/ip/g',
];

const quoted = (words) => words.map((word) => `'${word}'`).join(' ');
const run = (words, file) => timed('sh', ['-c', `exec ${quoted(words)} < '${file}' > /dev/null`]);
const redact = (file) => run([process.execPath, cli, 'redact'], file);
const sed = (file) => run(['sed', '-E', ...sedRules.flatMap((rule) => ['-e', rule])], file);
const speed = (results, bytes) => `${(bytes / mebibyte / (medianOf(results, 'ms') / 1000)).toFixed(0)} MiB/s`;

function inFolder(measure) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-redaction-'));
  return measure(folder).finally(() => rmSync(folder, { recursive: true, force: true }));
}

/** `redact` with every rule and all pseudonyms against `sed -E` with ten of the rules. */
export const measureRedaction = () =>
  inFolder(async (folder) => {
    const [small, large] = [256, 1024].map((size) => {
      const file = join(folder, `${size}.log`);
      writeLog(file, size * mebibyte);
      return file;
    });
    const bytes = statSync(large).size;
    const [ours, sedResults] = await interleaved(3, [() => redact(large), () => sed(large)]);
    const short = redact(small);
    return {
      title: '`redact` on 1 GiB of logs, all rules and pseudonyms, against `sed -E` with ten of the rules',
      rows: [
        [`creatio-oauth redact (${speed(ours, bytes)})`, medianOf(ours, 'ms'), medianOf(ours, 'mebibytes')],
        [`sed -E (${speed(sedResults, bytes)})`, medianOf(sedResults, 'ms'), medianOf(sedResults, 'mebibytes')],
        ['creatio-oauth redact, 256 MiB', short.ms, short.mebibytes],
      ],
      ratio: { name: 'sed / redact', value: medianOf(sedResults, 'ms') / medianOf(ours, 'ms'), atLeast: 1 },
    };
  });

/** One line without a break that a rule nearly finds something in, again and again; the slowest rule counts. */
export const measureHostileLines = () =>
  inFolder(async (folder) => {
    const size = 64 * mebibyte;
    const ordinary = join(folder, 'ordinary.log');
    writeLog(ordinary, size);
    const line = join(folder, 'line.log');
    const one = (text) => {
      writeFileSync(line, Buffer.alloc(size, text));
      return redact(line);
    };
    // Each once; then those that seemed slowest in turn with the logs, so that what the machine does meanwhile meets all alike.
    const misses = defaultRules
      .map(({ id, starts }) => ({ id, text: `${starts[0]} near miss, ` }))
      .map((miss) => ({ ...miss, ms: one(miss.text).ms }))
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 8);
    const [usual, ...again] = await interleaved(3, [
      () => redact(ordinary),
      ...misses.map(
        ({ text }) =>
          () =>
            one(text),
      ),
    ]);
    const [[slowest, ms]] = misses
      .map(({ id }, index) => [id, medianOf(again[index], 'ms')])
      .toSorted(([, a], [, b]) => b - a);
    return {
      title: '`redact` on one line of 64 MiB that nearly matches a rule all along, against logs of the same size',
      rows: [
        ['logs', medianOf(usual, 'ms')],
        [`slowest line (${slowest})`, ms],
        ['line of one letter', one('a').ms],
      ],
      ratio: { name: 'slowest line / logs', value: ms / medianOf(usual, 'ms'), atMost: 2 },
    };
  });
