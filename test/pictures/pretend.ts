// Imported before anything of the product: the pictures do not tell on whose machine they were taken, or by whom.
import { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { z } from 'zod';

const manifest = z.object({ version: z.string() });
const { version } = manifest.parse(JSON.parse(readFileSync('package.json', 'utf8')));

Object.assign(os, { hostname: () => 'ADMIN-PC', release: () => '6.12', userInfo: () => ({ username: 'admin' }) });
syncBuiltinESMExports();
// What the bundler writes into the product.
Object.assign(globalThis, { applicationVersion: version });
