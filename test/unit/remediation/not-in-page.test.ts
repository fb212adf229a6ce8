import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.join(folder, name));

/** The files that a file imports for more than their types, directly. */
const imports = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(/(?:^(?:import|export)\s(?!type\b)[^;]*?from |import\()'(\.[^']+\.tsx?)'/gm),
  ].map(([, name = '']) => path.join(path.dirname(file), name));

it('reaches the page over the contract alone, and never as a part of its code', () => {
  const reached = new Set<string>();
  const waiting = sources('renderer');
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    waiting.push(...imports(file));
  }
  expect(reached).toContain(path.join('shared', 'outcomes.ts'));
  // How a branch is chosen is no part of the texts; everything else there is.
  const catalogue = path.join('shared', 'remediation');
  const found = [...reached].filter((file) => file.startsWith(catalogue) && path.basename(file) !== 'branches.ts');
  expect(found).toEqual([]);
});
