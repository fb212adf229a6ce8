import { create } from 'zustand';
import type { CallError, KeychainStatus } from '../../shared/contract.ts';
import { consoleApi, settled, type Reply } from '../api.ts';
import { announce } from '../store/announcements.ts';

/** What to do with a secret that the keychain does not take. */
export type KeychainChoice = 'try-again' | 'session' | 'back';

interface Keychain {
  /** Null until it has been asked for. */
  status: KeychainStatus | null;
  /** Asked while a secret cannot be kept; holds why, never the secret. */
  question: { reason: string; trying: boolean; answer: (choice: KeychainChoice) => void } | null;
}

export const useKeychain = create<Keychain>(() => ({ status: null, question: null }));

/** Asks how the keychain stands. A failure to ask is no news about the keychain. */
async function loadKeychainStatus(): Promise<void> {
  const reply = await settled(consoleApi().secrets.status());
  if (reply.ok) useKeychain.setState({ status: reply.value });
}

/** Asks once the page has painted and is idle, and where the keychain was not ready again whenever the window is looked at. */
export function watchKeychain(): () => void {
  const whenIdle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 500));
  requestAnimationFrame(() =>
    requestAnimationFrame(() => whenIdle(() => void loadKeychainStatus(), { timeout: 3_000 })),
  );
  const look = (): void => {
    const { status } = useKeychain.getState();
    if (status !== null && status.state !== 'ready') void loadKeychainStatus();
  };
  window.addEventListener('focus', look);
  return () => window.removeEventListener('focus', look);
}

const isOfKeychain = ({ code }: CallError): boolean => code.startsWith('keychain-');

/** Saves, and as long as the keychain does not take the secrets lets the user choose what becomes of them. */
export async function savingSecrets<Value>(
  save: (keepSecrets: 'keychain' | 'session') => Promise<Reply<Value>>,
): Promise<Reply<Value>> {
  let reply = await save('keychain');
  while (!reply.ok && isOfKeychain(reply.error)) {
    const choice = await ask(reply.error.message);
    if (choice === 'back') break;
    reply = await save(choice === 'session' ? 'session' : 'keychain');
  }
  const { question, status } = useKeychain.getState();
  useKeychain.setState({ question: null });
  if (question !== null || status?.state !== 'ready') void loadKeychainStatus();
  return reply;
}

function ask(reason: string): Promise<KeychainChoice> {
  if (useKeychain.getState().question !== null) announce(`The secret can still not be kept. ${reason}`);
  return new Promise((resolve) => {
    const answer = (choice: KeychainChoice): void => {
      useKeychain.setState({ question: { reason, trying: true, answer: () => undefined } });
      resolve(choice);
    };
    useKeychain.setState({ question: { reason, trying: false, answer } });
  });
}
