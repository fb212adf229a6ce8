import { spawn } from 'node:child_process';
import { UserError } from '../../shared/user-error.ts';

/** Whether this session has a screen on which a browser could open. */
export function hasDesktop(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return platform !== 'linux' || Boolean(environment['DISPLAY']) || Boolean(environment['WAYLAND_DISPLAY']);
}

/** Opens an http or https address in the system's browser. Throws a UserError when there is no desktop or no browser. */
export async function openAddress(url: string): Promise<void> {
  if (!hasDesktop()) throw notOpened();
  const [program, ...programArguments] = opener(new URL(url).href);
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, programArguments, { stdio: 'ignore', detached: true });
    child.once('error', () => reject(notOpened()));
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}

/** No shell takes part, so nothing in an address can be taken for a command. */
function opener(url: string): [program: string, ...programArguments: string[]] {
  if (process.platform === 'win32') return ['rundll32.exe', 'url.dll,FileProtocolHandler', url];
  if (process.platform === 'darwin') return ['open', url];
  return ['xdg-open', url];
}

const notOpened = () =>
  new UserError('link-not-opened', 'No browser could be opened here. Copy the address and open it yourself.');
