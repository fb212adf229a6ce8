import { expect, it } from 'vitest';
import { KeychainFailure, kindOfWords, reasonOf } from '../../../electron/secrets/failure.ts';

const kinds = ['no-session', 'no-service', 'locked', 'refused', 'library-missing', 'silent', 'other'] as const;
const platforms = ['linux', 'darwin', 'win32'] as const;

it.each(platforms.flatMap((platform) => kinds.map((kind) => [platform, kind] as const)))(
  'says on %s what happened and what to do: %s',
  (platform, kind) => {
    const { code, message } = reasonOf(new KeychainFailure(kind, 'The words of the system.'), platform);
    expect(code).toMatch(/^keychain-(?:unavailable|locked|refused|library-missing|silent)$/);
    expect(message).toMatch(/keyring|keychain|Credential Manager/);
    expect(message).toMatch(/[.;] (?:Start|Install|Unlock|Try|Open|Sign)\b|; (?:answer|ask)|; otherwise install/);
    expect(message).not.toMatch(/[{}!]|undefined|\.\./);
    if (kind === 'other') expect(message).toContain('The words of the system');
  },
);

// Words of libsecret, D-Bus, macOS and Windows.
it.each([
  ['Cannot create an item in a locked collection', 'locked'],
  ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'locked'],
  ['User interaction is not allowed.', 'locked'],
  ['User canceled the operation.', 'refused'],
  ['Prompt was dismissed', 'refused'],
  ['Access is denied.', 'refused'],
  ['The name org.freedesktop.secrets was not provided by any .service files', 'no-service'],
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'no-session'],
  ['Could not connect: No such file or directory', 'no-session'],
  ['A specified logon session does not exist. It may already have been terminated.', 'no-session'],
  ['Timeout was reached', 'silent'],
  ['The stub received bad data.', 'other'],
])('reads %j as %s', (words, kind) => {
  expect(kindOfWords(words)).toBe(kind);
});
