import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cachedDataVersionTag, deserialize, serialize } from 'node:v8';
import { constants, Script } from 'node:vm';
import { readOwnFile, writeOwnFile } from './kept-file.ts';

/** Code by the name of its file. The names hold a hash of what is in the files, so code never belongs to another text. */
type Code = ReadonlyMap<string, Uint8Array>;

/**
 * Runs a CommonJS file and the files it requires with the code that V8 made of them in an earlier run, and keeps that code at
 * the end of this one. Node's own cache keeps code as it is before anything ran, which is without most functions. A kept file
 * that is damaged, foreign or cannot be written changes nothing but the time.
 */
export function runWithKeptCode(file: string, keptIn: string | null): void {
  const kept: Code = keptIn === null ? new Map() : readCode(keptIn);
  const scripts = new Map<string, Script>();
  const loaded = new Map<string, { exports: unknown }>();
  let complete = true;

  const load = (filename: string): unknown => {
    const known = loaded.get(filename);
    if (known !== undefined) return known.exports;
    const name = path.basename(filename);
    const module: { exports: unknown } = { exports: {} };
    loaded.set(filename, module);
    const cachedData = kept.get(name);
    const script = new Script(`${wrapperBegin}${readFileSync(filename, 'utf8')}\n})`, {
      filename,
      columnOffset: -wrapperBegin.length,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    complete &&= script.cachedDataRejected === false;
    scripts.set(name, script);
    const require = createRequire(filename);
    const folder = path.dirname(filename);
    const requireHere = Object.assign(
      (id: string): unknown => (id.startsWith('.') ? load(path.resolve(folder, id)) : require(id)),
      { resolve: require.resolve },
    );
    const run: unknown = script.runInThisContext();
    if (typeof run !== 'function') throw new Error(`${name} could not be loaded.`);
    Reflect.apply(run, module.exports, [module.exports, requireHere, module, filename, folder]);
    return module.exports;
  };

  if (keptIn !== null) {
    const tag = cachedDataVersionTag();
    process.once('exit', () => {
      // Code made under other flags would be refused.
      if (complete || cachedDataVersionTag() !== tag) return;
      const others = [...kept].filter(([name]) => existsSync(path.join(path.dirname(file), name)));
      writeCode(keptIn, new Map([...others, ...[...scripts].map(codeOf)]));
    });
  }
  load(file);
}

const wrapperBegin = '(function (exports, require, module, __filename, __dirname) {';
const codeOf = ([name, script]: [string, Script]): [string, Uint8Array] => [name, script.createCachedData()];

const digestLength = 64;
const digestOf = (bytes: Uint8Array): string => hash('sha256', bytes);

/** Nothing where the file is not there or not whole: V8 itself would take damaged code and fail anywhere. */
function readCode(file: string): Code {
  const bytes = readOwnFile(file);
  if (bytes === null) return new Map();
  try {
    const rest = bytes.subarray(digestLength);
    if (digestOf(rest) !== bytes.toString('latin1', 0, digestLength)) return new Map();
    const code: unknown = deserialize(rest);
    if (!(code instanceof Map)) return new Map();
    return new Map([...code].filter((entry): entry is [string, Uint8Array] => entry[1] instanceof Uint8Array));
  } catch {
    return new Map();
  }
}

function writeCode(file: string, code: Code): void {
  const rest = serialize(code);
  writeOwnFile(file, Buffer.concat([Buffer.from(digestOf(rest), 'latin1'), rest]));
}
