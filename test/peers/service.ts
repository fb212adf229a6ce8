import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../fixtures/free-port.ts';
import { startProgram } from './program.ts';

export interface Service {
  url: string;
  close(): Promise<void>;
}

const interpreters = { py: '/usr/bin/python3', pl: '/usr/bin/perl' } as const;

/** Starts one of the services in servers/ with Debian's interpreter, in a folder of its own, on a free port. */
export async function startService(
  name: `${string}.${keyof typeof interpreters}`,
  ...more: string[]
): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'peer-'));
  const port = await freePort();
  const file = fileURLToPath(new URL(`servers/${name}`, import.meta.url));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const interpreter = interpreters[name.endsWith('.py') ? 'py' : 'pl'];
    const program = await startProgram(interpreter, [file, String(port), folder, ...more], port);
    return { url: `http://127.0.0.1:${port}`, close: () => program.close().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
