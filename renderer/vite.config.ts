import { defineConfig } from 'vite';
import react from '@vitejs/plugin-react';

/** Builds the page for the three hosts: relative addresses, nothing inline, no polyfills, for the oldest runtime it is tested in. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome108',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
