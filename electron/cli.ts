#!/usr/bin/env node
import module from 'node:module';
import path from 'node:path';
import { runCommandLine } from './cli/run.ts';
import { dataFolder } from './data-folder.ts';
import { makeFolder } from './files/make-folder.ts';

// Monitoring starts this process again and again. Compiled code, which Node 22 and later can keep, saves a fifth of it;
// it lies in the user's own folder, because whoever can write it can run code as this user.
try {
  const folder = path.join(dataFolder(), 'compiled');
  makeFolder(folder);
  module.enableCompileCache?.(folder);
} catch {
  // It goes without; a command that needs the folder says what is wrong with it.
}

void runCommandLine(process.argv.slice(2));
