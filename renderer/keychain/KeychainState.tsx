import { useEffect } from 'react';
import { showNotice } from '../store/notices.ts';
import { useKeychain, watchKeychain } from './keychain.ts';
import styles from './keychain.module.css';

const words = { ready: 'keychain ready', locked: 'keychain locked', unavailable: 'keychain not available' } as const;

/** How the keychain stands, for the status bar; where it is not ready, a press tells why. */
export function KeychainState() {
  const status = useKeychain((state) => state.status);
  useEffect(watchKeychain, []);
  if (status === null) return null;
  const { state, message } = status;
  if (message === null) return <span>{words[state]}</span>;
  return (
    <button type="button" className={styles.state} title={message} onClick={() => showNotice(message)}>
      {words[state]}
    </button>
  );
}
