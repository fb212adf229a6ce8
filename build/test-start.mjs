// `npm run test:start`: starts the console as `npm start` does and makes sure that it stays open. For build servers.
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

const openSeconds = 20;
const child = spawn(process.execPath, ['build/start.mjs'], {
  stdio: 'inherit',
  detached: process.platform !== 'win32',
});
const ended = new Promise((resolve) => {
  child.once('exit', (code) => resolve(code ?? 1));
});
const code = await Promise.race([ended, wait(openSeconds * 1_000, null)]);
if (code === null) {
  console.log(`\nThe console opened and stayed open for ${openSeconds} s.`);
  stop();
  await Promise.race([ended, wait(10_000)]);
  process.exit(0);
}
console.error(`\nThe console closed by itself with exit code ${code}.`);
process.exit(1);

/** Ends the console with everything it started. */
function stop() {
  if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
  else process.kill(-child.pid, 'SIGTERM');
}
