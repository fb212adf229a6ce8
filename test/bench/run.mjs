// `npm run bench`: measures on this machine and writes BENCHMARKS.md.
import { writeFileSync } from 'node:fs';
import { arch, cpus, release, totalmem, type } from 'node:os';
import { ensurePackages, isDebian } from '../../build/tools/debian.mjs';
import { ensureBuilt } from '../../build/tools/fresh.mjs';
import { commandOf, runNode } from '../../build/tools/run.mjs';
import { measureBundle, measureBundleEventLoop, measureBundleMemory } from './bundle.mjs';
import { measureChain } from './chain.mjs';
import { measureKeychainAtStart } from './keychain.mjs';
import { measureManyEnvironments } from './many-environments.mjs';
import { measureHistory, measureOpeningWithMany, measurePage } from './page.mjs';
import { measureHostileLines, measureRedaction } from './redaction.mjs';
import { measureWholeProcess } from './whole-process.mjs';

if (isDebian) ensurePackages(['curl', 'time', 'pigz', 'dbus', 'gnome-keyring', 'libsecret-1-0']);
await ensureBuilt();

const sections = [];
for (const measure of [
  measureChain,
  measureWholeProcess,
  measureManyEnvironments,
  measurePage,
  measureOpeningWithMany,
  measureHistory,
  measureKeychainAtStart,
  measureRedaction,
  measureHostileLines,
  measureBundle,
  measureBundleMemory,
  measureBundleEventLoop,
]) {
  const section = describe(await measure());
  console.log(`${section}\n`);
  sections.push(section);
}
writeFileSync('BENCHMARKS.md', `${introduction()}\n\n${sections.join('\n\n')}\n`);
await runNode([commandOf('prettier'), '--write', '--log-level', 'warn', 'BENCHMARKS.md']);

function introduction() {
  const [cpu] = cpus();
  const machine = `${cpus().length} cores of ${cpu.model.trim()}, ${Math.round(totalmem() / 1024 ** 3)} GiB, ${type()} ${release()} ${arch()}`;
  return [
    '# Benchmarks',
    `Made by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${machine}, Node ${process.versions.node}.`,
    'Each number is the median of several runs; what is compared ran in turn. Memory is the peak of the largest process. Only ratios carry over to other machines.',
  ].join('\n\n');
}

function describe({ title, rows, ratio }) {
  const { name, value, atMost, atLeast } = ratio;
  const held = atMost === undefined ? value >= atLeast : value <= atMost;
  const limit = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  const table = rows.map(
    ([what, ms, memory]) => `| ${what} | ${ms.toFixed(0)} ms | ${memory?.toFixed(0) ?? ''}${memory ? ' MiB' : ''} |`,
  );
  return [
    `## ${title}`,
    '',
    '| what | time | memory |',
    '| --- | --: | --: |',
    ...table,
    '',
    `${name}: **${value.toFixed(2)}**, held to ${limit}: ${held ? 'yes' : 'no'}.`,
  ].join('\n');
}
