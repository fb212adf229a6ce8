#!/usr/bin/env node
import path from 'node:path';
import { runWithKeptCode } from './cli/kept-code.ts';
import { isCommandName } from './cli/usage.ts';
import { dataFolder } from './data-folder.ts';

/** Written in by the bundler: the file with the commands, beside this one. */
declare const commandsFile: string;

// Monitoring starts this process again and again, and compiling what it loads is a third of its time. The code lies in the
// user's own folder, because whoever can write it can run code as this user.
const [command = ''] = process.argv.slice(2);
const keptIn = isCommandName(command)
  ? path.join(dataFolder(), 'compiled', `${command}-${process.version}-${process.arch}`)
  : null;
runWithKeptCode(path.join(__dirname, commandsFile), keptIn);
