import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../shared/user-error.ts';
import { startBrowserHost } from './browser-host/index.ts';
import { hasDesktop, openAddress } from './browser-host/open-address.ts';
import { describeCrash } from './ipc/index.ts';
import { dataFolder } from './data-folder.ts';
import { createServices } from './services.ts';

const log = (line: string) => console.error(line);

interface Arguments {
  port: number;
  open: boolean;
}

function readArguments(): Arguments {
  const { port, open } = parseKnown();
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UserError('port-invalid', `"${port}" is no port. Give a number from 1 to 65535, or 0 for a free one.`);
  return { port: Number(port), open };
}

function parseKnown() {
  try {
    const options = { port: { type: 'string', default: '0' }, open: { type: 'boolean', default: false } } as const;
    return parseArgs({ options }).values;
  } catch {
    throw new UserError('arguments-invalid', 'The browser host knows --port with a number, and --open.');
  }
}

async function run(): Promise<void> {
  const { port, open } = readArguments();
  const services = createServices({
    dataFolder: dataFolder(),
    shell: 'browser',
    openLink: openAddress,
    // A browser can neither ask for a path nor show one; the program for mails belongs to the desktop.
    bundleHost: hasDesktop() ? { openMail: openAddress } : {},
    log,
  });
  const host = await startBrowserHost({
    port,
    pageFolder: join(__dirname, '../renderer'),
    preloadFile: join(__dirname, 'preload.cjs'),
    services,
    log,
  });
  console.log(`The console is at ${host.url} (the address works once; Ctrl+C ends the console).`);

  let stopping = false;
  const stop = () => {
    // Ctrl+C can come twice: from the terminal, and from the program that started this one.
    if (stopping) return;
    stopping = true;
    void Promise.all([host.close(), services.close()]).then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // The address is printed already: without a browser that can be opened, the person opens it.
  if (open && hasDesktop()) await openAddress(host.url).catch(() => {});
}

run().catch((error: unknown) => {
  console.error(error instanceof UserError ? error.message : `The browser host itself failed: ${describeCrash(error)}`);
  process.exit(3);
});
