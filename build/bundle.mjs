// Bundles the page and the entry points of the main process into dist/. Run by `npm ci` (as "prepare") and `npm run build`.
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const external = ['electron'];

/**
 * Parts of undici that its client names but we never reach: HTTP/2 and the bodies of fetch. To load them takes longer than a whole request.
 */
const unreached = /^\.\.?\/(client-h2|web\/fetch\/body)\.js$/;
const withoutUnreached = {
  name: 'without-unreached',
  enforce: 'pre',
  resolveId: (source, importer) =>
    importer?.includes('/undici/lib/dispatcher/') && unreached.test(source) ? '\0unreached' : null,
  load: (id) => (id === '\0unreached' ? 'module.exports = {}' : null),
};

/** CommonJS, since Electron 22, in which we test, imports nothing out of an asar. Each entry is built by itself: none may run another. */
const entry = (name, output = {}) => ({
  root,
  configFile: false,
  logLevel: 'warn',
  define: { applicationVersion: JSON.stringify(version) },
  plugins: [withoutUnreached],
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'chrome108',
    outDir: join(root, 'dist/electron'),
    emptyOutDir: false,
    minify: false,
    rollupOptions: {
      input: { [name]: join(root, `electron/${name}.ts`) },
      external,
      // The command line loads late what only some commands need; that another module loads the same at once is no mistake.
      checks: { ineffectiveDynamicImport: false },
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs', ...output },
    },
  },
});

await rm(join(root, 'dist/electron'), { recursive: true, force: true });
for (const name of ['main', 'cli', 'browser-host']) await build(entry(name));
// A sandboxed preload can require nothing of its own, and the keychain's process starts faster from one file.
for (const name of ['preload', 'keychain']) await build(entry(name, { codeSplitting: false }));
await build({ configFile: join(root, 'renderer/vite.config.ts'), logLevel: 'warn' });
