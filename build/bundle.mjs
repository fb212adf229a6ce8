// Bundles the page and the entry points of the main process into dist/. Run by `npm ci` (as "prepare") and `npm run build`.
import { rm } from 'node:fs/promises';
import { build } from 'vite';
import { existsSync } from 'node:fs';

const external = ['electron', '@github/keytar', 'keytar'];

/** One CommonJS file an entry and shared chunks beside it: Electron can load neither ES modules out of an asar nor more than one file in a sandboxed preload. */
const node = (entries, { single = false } = {}) => ({
  configFile: false,
  logLevel: 'warn',
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'chrome108',
    outDir: 'dist/electron',
    emptyOutDir: false,
    minify: false,
    rollupOptions: {
      input: entries,
      external,
      output: {
        format: 'cjs',
        entryFileNames: '[name].cjs',
        chunkFileNames: 'chunks/[name]-[hash].cjs',
        ...(single ? { inlineDynamicImports: true } : {}),
      },
    },
  },
});

await rm('dist/electron', { recursive: true, force: true });
const entries = Object.fromEntries(
  ['main', 'cli', 'browser-host']
    .filter((name) => existsSync(`electron/${name}.ts`))
    .map((name) => [name, `electron/${name}.ts`]),
);
if (Object.keys(entries).length > 0) await build(node(entries));
if (existsSync('electron/preload.ts')) await build(node({ preload: 'electron/preload.ts' }, { single: true }));
if (existsSync('renderer/vite.config.ts')) await build({ configFile: 'renderer/vite.config.ts', logLevel: 'warn' });
