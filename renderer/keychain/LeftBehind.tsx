import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import type { CallError, OrphanedSecret } from '../../shared/contract.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import { consoleApi, settled } from '../api.ts';
import { Name } from '../parts/Name.tsx';
import { announce } from '../store/announcements.ts';
import form from '../environments/form.module.css';
import styles from './keychain.module.css';

/** Finds secrets in the keychain that no environment uses any more, and removes those that the user says. */
export function LeftBehind() {
  const [found, setFound] = useState<readonly OrphanedSecret[] | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [busy, setBusy] = useState(false);

  async function show(asked: Promise<{ ok: true; value: OrphanedSecret[] } | { ok: false; error: CallError }>) {
    setBusy(true);
    const reply = await settled(asked);
    setBusy(false);
    setError(reply.ok ? null : reply.error);
    if (!reply.ok) return;
    setFound(reply.value);
    announce(reply.value.length === 0 ? 'No secret is left behind.' : `Secrets left behind: ${reply.value.length}.`);
  }
  const remove = (orphans: readonly OrphanedSecret[]) =>
    show(consoleApi().secrets.removeOrphans({ orphans: orphans.map(({ profileId, name }) => ({ profileId, name })) }));

  return (
    <section className={form.card} aria-labelledby="left-behind-title">
      <h2 id="left-behind-title" className={form.cardTitle}>
        Secrets left behind
      </h2>
      <p>
        The keychain of this computer may hold secrets of environments that are gone, for example because it was locked
        when they were deleted. A console with another data folder keeps its secrets there, too.
      </p>
      {error !== null && <p role="alert">{error.message}</p>}
      {found !== null && found.length === 0 && <p>No secret is left behind.</p>}
      {found !== null && found.length > 0 && (
        <ul className={styles.orphans}>
          {found.map((orphan) => (
            <li key={`${orphan.profileId}/${orphan.name}`}>
              <span>
                {secretWords(orphan.name)} of <Owner orphan={orphan} />
              </span>
              <Button
                size="small"
                disabledFocusable={busy}
                aria-label={`Remove the ${secretWords(orphan.name).toLowerCase()} of ${orphan.profileName ?? orphan.profileId}`}
                onClick={() => void remove([orphan])}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        <Button disabledFocusable={busy} onClick={() => void show(consoleApi().secrets.orphans())}>
          {found === null ? 'Look for them' : 'Look again'}
        </Button>
        {found !== null && found.length > 1 && (
          <Button disabledFocusable={busy} onClick={() => void remove(found)}>
            Remove all {found.length}
          </Button>
        )}
      </div>
    </section>
  );
}

function Owner({ orphan: { profileId, profileName, profileExists } }: { orphan: OrphanedSecret }) {
  if (profileName === null) return <>an environment that is not known here ({profileId})</>;
  return (
    <>
      <Name>{profileName}</Name>
      {profileExists ? ', which does not use it' : ', which was deleted'}
    </>
  );
}

function secretWords(name: SecretName): string {
  if (name === 'client-secret') return 'Client secret';
  if (name === 'proxy-password') return 'Password for the proxy';
  if (name === 'client-certificate-passphrase') return 'Passphrase of the client certificate';
  if (name.startsWith('request-secret:')) return 'Secret of a saved request';
  return name.startsWith('refresh-token:') ? 'Refresh token of a saved request' : 'Secret of a further client';
}
