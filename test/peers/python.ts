import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../fixtures/free-port.ts';
import { startProgram } from './program.ts';

export interface PythonServer {
  url: string;
  close(): Promise<void>;
}

/** The secret of every client of these servers, with characters that the encodings spell differently. */
export const secretOfPeers = 'canary+s%41cret &=ü';

/** Starts one of the servers in servers/ with Debian's Python, in a folder of its own, on a free port. */
export async function startPython(script: string): Promise<PythonServer> {
  const folder = await mkdtemp(join(tmpdir(), 'peer-'));
  const port = await freePort();
  const file = fileURLToPath(new URL(`servers/${script}`, import.meta.url));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const program = await startProgram('/usr/bin/python3', [file, String(port), folder], port);
    return { url: `http://127.0.0.1:${port}`, close: () => program.close().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
