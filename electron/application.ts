import { hostname, release, version } from 'node:os';

declare const applicationVersion: string | undefined;

/** Name and version of this product; the bundler writes the version in, a plain source file has none. */
export const application = {
  name: 'OAuth Console for Creatio',
  version: typeof applicationVersion === 'string' ? applicationVersion : '0.0.0-source',
};

/** The machine this process runs on. */
export function currentHost(): { name: string; os: string } {
  return { name: hostname(), os: operatingSystem() };
}

function operatingSystem(): string {
  if (process.platform === 'win32') return version();
  return `${process.platform === 'darwin' ? 'macOS, Darwin' : 'Linux'} ${release()}`;
}
