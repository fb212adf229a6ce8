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
 * Parts of undici that take longer to load than a whole request, and what stands in for them: HTTP/2 and the bodies of fetch are
 * never reached, and without its tree of well-known header names it turns every name to lower case by itself.
 */
const standIns = [
  {
    importedBy: '/undici/lib/dispatcher/',
    part: /^\.\.?\/(client-h2|web\/fetch\/body)\.js$/,
    code: 'module.exports = {}',
  },
  {
    importedBy: '/undici/lib/core/',
    part: /^\.\/tree$/,
    code: 'module.exports = { tree: { lookup: () => null } }',
  },
];
const withStandIns = {
  name: 'with-stand-ins',
  enforce: 'pre',
  resolveId(source, importer) {
    const found = standIns.findIndex((each) => importer?.includes(each.importedBy) && each.part.test(source));
    return found < 0 ? null : `\0stand-in-${found}`;
  },
  load: (id) => standIns.find((_each, index) => id === `\0stand-in-${index}`)?.code ?? null,
};

/** CommonJS, since Electron 22, in which we test, imports nothing out of an asar. Each entry is built by itself: none may run another. */
const entry = (name, output = {}, define = {}) => ({
  root,
  configFile: false,
  logLevel: 'warn',
  define: { applicationVersion: JSON.stringify(version), ...define },
  plugins: [withStandIns],
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'chrome108',
    outDir: join(root, 'dist/electron'),
    emptyOutDir: false,
    rollupOptions: {
      input: { [name]: join(root, `electron/${name}.ts`) },
      external,
      // The command line loads late what only some commands need; that another module loads the same at once is no mistake.
      checks: { ineffectiveDynamicImport: false },
      output: {
        format: 'cjs',
        entryFileNames: '[name].cjs',
        chunkFileNames: 'chunks/[name]-[hash].cjs',
        // Both are a few lines that almost every command needs, and each file that it loads costs time.
        codeSplitting: { groups: [{ name: 'parse', test: /\/shared\/(?:json|url)\.ts$/ }] },
        // Names stay, so that a fault tells where it was; what nobody runs need not be read at each start.
        minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
        ...output,
      },
    },
  },
});

await rm(join(root, 'dist/electron'), { recursive: true, force: true });
for (const name of ['main', 'browser-host']) await build(entry(name));
// By its name the command line knows whether the code that it keeps is of this build.
const { output: commands } = await build(entry('commands', { entryFileNames: 'chunks/[name]-[hash].cjs' }));
await build(entry('cli', { codeSplitting: false }, { commandsFile: JSON.stringify(commands[0].fileName) }));
// A sandboxed preload can require nothing of its own; the keychain's process and the threads of bundles start faster from one file.
for (const name of ['preload', 'keychain', 'bundle-worker', 'bundle-lane'])
  await build(entry(name, { codeSplitting: false }));
await build({ configFile: join(root, 'renderer/vite.config.ts'), logLevel: 'warn' });
