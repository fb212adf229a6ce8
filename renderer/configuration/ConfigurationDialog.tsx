import { useState } from 'react';
import { Button, Field, Input } from '@fluentui/react-components';
import { configurationKindTitles, type ConfigurationReport } from '../../shared/configuration.ts';
import { configurationAsText } from '../../shared/configuration-text.ts';
import type { ProfileView } from '../../shared/contract.ts';
import { consoleApi, settled } from '../api.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { FailureMessage } from '../parts/FailureMessage.tsx';
import { Modal } from '../parts/Modal.tsx';
import { announce } from '../store/announcements.ts';
import { StepTitle } from '../transfer/StepTitle.tsx';
import { ConfigurationFiles } from './ConfigurationFiles.tsx';
import { suggestedFolder } from './suggested-folder.ts';
import modal from '../parts/modal.module.css';
import styles from './configuration.module.css';

/** Checks the files of an Identity Service or a Creatio in a folder, and shows what was found in each. */
export default function ConfigurationDialog({ profile, onClose }: { profile: ProfileView; onClose: () => void }) {
  const [folder, setFolder] = useState(() => suggestedFolder(profile));
  const [report, setReport] = useState<ConfigurationReport | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const check = async (): Promise<void> => {
    if (busy || folder.trim() === '') return;
    setBusy(true);
    setFailure(null);
    const reply = await settled(consoleApi().configuration.check({ profileId: profile.id, folder: folder.trim() }));
    setBusy(false);
    setReport(reply.ok ? reply.value : null);
    setFailure(reply.ok ? null : reply.error.message);
    if (reply.ok) announce(reply.value.headline);
  };
  return (
    <Modal label="Check the configuration on disk" className={`${modal.dialog} ${modal.wide}`} onClose={onClose}>
      <form
        className={modal.inside}
        onSubmit={(event) => {
          event.preventDefault();
          void check();
        }}
      >
        <StepTitle>Check the configuration on disk</StepTitle>
        <div className={modal.content}>
          <p className={styles.lead}>
            Give the folder of the Identity Service or of Creatio, on this computer or on a share. Its files are read
            and nothing is changed. Secrets are compared with those of this environment, and never shown.
          </p>
          <Field label="Folder" hint="For example C:\inetpub\creatio\IdentityService or \\server\share\IdentityService">
            <Input
              value={folder}
              maxLength={4_000}
              autoComplete="off"
              spellCheck={false}
              onChange={(_event, { value }) => setFolder(value)}
            />
          </Field>
          <FailureMessage failure={failure} className={styles.message} />
          {report && (
            <section className={styles.report} aria-label={`Configuration of ${configurationKindTitles[report.kind]}`}>
              <div className={styles.result}>
                <p className={styles.headline}>{report.headline}</p>
                <CopyButton labelled label="Copy as text" text={() => configurationAsText(report)} />
              </div>
              <ConfigurationFiles key={report.checkedAt} files={report.files} profileId={profile.id} />
            </section>
          )}
        </div>
        <div className={modal.actions}>
          <Button type="submit" appearance="primary" disabledFocusable={busy || folder.trim() === ''}>
            {report ? 'Check again' : 'Check'}
          </Button>
          <Button onClick={onClose}>Close</Button>
        </div>
      </form>
    </Modal>
  );
}
