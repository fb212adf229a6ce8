import { UserError } from '../../shared/user-error.ts';

/** Why the keychain did not do what it was asked to. */
export type FailureKind = 'no-session' | 'no-service' | 'locked' | 'refused' | 'library-missing' | 'silent' | 'other';

/** A call to the keychain that failed; the message has the system's own words, and never a secret. */
export class KeychainFailure extends Error {
  override readonly name = 'KeychainFailure';
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message = '') {
    super(message);
    this.kind = kind;
  }
}

/** The kind of a failure that the system tells in its own words (libsecret, macOS, Windows). */
export function kindOfWords(words: string): FailureKind {
  if (/dismiss|cancel|denied|access is denied|permission/i.test(words)) return 'refused';
  if (/locked|interaction is not allowed|does not exist at path/i.test(words)) return 'locked';
  if (/ServiceUnknown|not provided by any|not activatable|Spawn|exited with status|NameHasNoOwner/i.test(words))
    return 'no-service';
  if (/D-?Bus|message bus|DISPLAY|connect|logon session|keychain could not be found|No medium/i.test(words))
    return 'no-session';
  if (/timeout|timed out|NoReply/i.test(words)) return 'silent';
  return 'other';
}

const codes = {
  'no-session': 'keychain-unavailable',
  'no-service': 'keychain-unavailable',
  other: 'keychain-unavailable',
  locked: 'keychain-locked',
  refused: 'keychain-refused',
  'library-missing': 'keychain-library-missing',
  silent: 'keychain-silent',
} as const satisfies Record<FailureKind, string>;

/** Why the keychain cannot be used and what to do about it, in the words of the system it is on. */
export function reasonOf({ kind, message }: KeychainFailure, platform: NodeJS.Platform = process.platform): UserError {
  const words = platform === 'win32' ? windows : platform === 'darwin' ? macos : linux;
  const said = message.trim().replace(/\.$/, '').slice(0, 300);
  return new UserError(codes[kind], words[kind].replace('{said}', said === '' ? 'it gave no reason' : said));
}

type Words = Readonly<Record<FailureKind, string>>;

const linux: Words = {
  'no-session':
    'There is no keyring in this session, because it has no D-Bus session bus, as is usual on a server or over SSH. Start the console in a desktop session, or in one made with dbus-run-session.',
  'no-service':
    'There is no keyring in this session: nothing offers the Secret Service. Install and start GNOME Keyring, KWallet or KeePassXC, then try again.',
  locked:
    'The keyring is locked, or was never set up. Unlock it, for example in “Passwords and Keys” or by signing in to the desktop with your password, then try again.',
  refused: 'The keyring was not opened, because its question was dismissed or denied. Try again and allow it.',
  'library-missing':
    'The library for the keyring cannot be loaded. Install libsecret (on Debian and Ubuntu the package libsecret-1-0), then try again.',
  silent:
    'The keyring does not answer. It may be waiting for its password behind another window; answer it or sign in again, then try again.',
  other: 'The keyring refused: {said}. Unlock it or sign in again, then try again.',
};

const macos: Words = {
  'no-session':
    'There is no keychain in this session, as is usual over SSH. Start the console on the desktop of the signed-in user.',
  'no-service': 'The macOS keychain cannot be reached: {said}. Open Keychain Access, then try again.',
  locked:
    'The macOS keychain is locked. Unlock the “login” keychain in Keychain Access, or with security unlock-keychain, then try again.',
  refused: 'macOS was told not to let the console use the keychain. Try again and choose Allow.',
  'library-missing':
    'The part of the console that reaches the macOS keychain cannot be loaded. Install the console again.',
  silent:
    'The macOS keychain does not answer. It may be waiting for your password behind another window; answer it, then try again.',
  other: 'The macOS keychain refused: {said}. Open Keychain Access and look at the “login” keychain, then try again.',
};

const windows: Words = {
  'no-session':
    'Windows Credential Manager cannot be used in this session, as is usual for services and remote commands without a sign-in. Start the console as a signed-in user.',
  'no-service':
    'Windows Credential Manager does not run: {said}. Start the service “Credential Manager” (VaultSvc), then try again.',
  locked: 'Windows Credential Manager is locked: {said}. Sign in to Windows again, then try again.',
  refused:
    'Windows did not let the console use Credential Manager. A policy of your organisation may forbid to keep credentials; ask who is responsible for it.',
  'library-missing':
    'The part of the console that reaches Windows Credential Manager cannot be loaded. A virus scanner may hold it back; otherwise install the console again.',
  silent: 'Windows Credential Manager does not answer. Sign in to Windows again, then try again.',
  other: 'Windows Credential Manager refused: {said}. Sign in to Windows again, then try again.',
};
