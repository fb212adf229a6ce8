import { UserError } from '../../shared/user-error.ts';
import { supportAddress } from '../bundle/index.ts';

/** What a host with a desktop does for bundles. Each is absent where it cannot. */
export interface BundleHost {
  /** Asks where a bundle of this name goes; gives the path, or null when the question was closed. */
  askTarget?: (name: string) => Promise<string | null>;
  /** Asks which file to open; gives the path, or null when the question was closed. */
  askFile?: (what: 'bundle' | 'map' | 'rules') => Promise<string | null>;
  /** Shows a file in its folder. */
  showFile?: (file: string) => void;
  /** Opens an address in the mail program. */
  openMail?: (address: string) => Promise<void>;
}

/** Opens a mail to support, and no other. */
export async function openSupportMail({ openMail }: BundleHost, address: string): Promise<void> {
  if (openMail === undefined) {
    throw new UserError(
      'host-cannot',
      `A mail cannot be opened from here. Write to ${supportAddress}, copy the letter into the mail and attach the bundle.`,
    );
  }
  if (!address.startsWith(`mailto:${supportAddress}?`)) {
    throw new UserError('link-refused', 'The console opens only mails to Creatio support.');
  }
  await openMail(new URL(address).href);
}

export function showBundle({ showFile }: BundleHost, file: string): void {
  if (showFile === undefined) {
    throw new UserError('host-cannot', `The folder cannot be opened from here. The bundle is ${file}.`);
  }
  showFile(file);
}
