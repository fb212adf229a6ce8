import { Suspense, useEffect } from 'react';
import { Spinner } from '@fluentui/react-components';
import { DiagnosisPage } from '../diagnosis/DiagnosisPage.tsx';
import { Sidebar } from '../environments/Sidebar.tsx';
import { useKeychain } from '../keychain/keychain.ts';
import { KeychainState } from '../keychain/KeychainState.tsx';
import { preloadable } from '../parts/preloadable.tsx';
import { useApplication } from '../store/application.ts';
import { selectedProfile, useEnvironments } from '../store/environments.ts';
import { closeDialog, useView } from '../store/view.ts';
import { Header } from './Header.tsx';
import { Notices } from './Notices.tsx';
import { handleShortcut } from './shortcuts.ts';
import styles from './shell.module.css';

const AddEnvironmentDialog = preloadable(() => import('../environments/AddEnvironmentDialog.tsx'));
const FindDialog = preloadable(() => import('./FindDialog.tsx'));
const FixPage = preloadable(() => import('../fix/FixPage.tsx'));
const LogsPage = preloadable(() => import('../logs/LogsPage.tsx'));
const HistoryPage = preloadable(() => import('../history/HistoryPage.tsx'));
const SettingsPage = preloadable(() => import('../environments/SettingsPage.tsx'));
const TestClientPage = preloadable(() => import('../test-client/TestClientPage.tsx'));
const SidebarDrawer = preloadable(() => import('../environments/SidebarDrawer.tsx'));
const ImportDialog = preloadable(() => import('../transfer/ImportDialog.tsx'));
const ExportDialog = preloadable(() => import('../transfer/ExportDialog.tsx'));
const ConfigurationDialog = preloadable(() => import('../configuration/ConfigurationDialog.tsx'));
const ServerViewDialog = preloadable(() => import('../server-view/ServerViewDialog.tsx'));
const KeychainDialog = preloadable(() => import('../keychain/KeychainDialog.tsx'));
const later = [
  AddEnvironmentDialog,
  FindDialog,
  FixPage,
  LogsPage,
  HistoryPage,
  SettingsPage,
  TestClientPage,
  SidebarDrawer,
  ImportDialog,
  ExportDialog,
  ConfigurationDialog,
  ServerViewDialog,
  KeychainDialog,
];

/** The frame of the page: environments on the left, the selected one on the right, the machine at the bottom. */
export function Shell() {
  useEffect(() => {
    // What opens at a key has to be there when the next key is pressed.
    const timer = setTimeout(() => later.forEach(({ preload }) => preload()), 100);
    window.addEventListener('keydown', handleShortcut);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', handleShortcut);
    };
  }, []);
  return (
    <div className={styles.shell}>
      <div className={styles.sidebar}>
        <Sidebar />
      </div>
      <main className={styles.main} tabIndex={-1}>
        <Notices />
        <Environment />
      </main>
      <StatusBar />
      <Dialogs />
    </div>
  );
}

function Environment() {
  const loaded = useEnvironments((state) => state.profiles !== null);
  const profile = useEnvironments(selectedProfile);
  const tab = useView((state) => state.tab);
  if (!loaded) return <Spinner className={styles.loading} label="Reading the environments" />;
  if (!profile) return null;
  return (
    <>
      <Header profile={profile} />
      <div className={styles.content} role="tabpanel" aria-labelledby={`tab-${tab}`} id="tab-panel">
        <Suspense fallback={null}>
          {tab === 'diagnosis' && <DiagnosisPage key={profile.id} profile={profile} />}
          {tab === 'fix' && <FixPage.Part key={profile.id} profile={profile} />}
          {tab === 'test-client' && <TestClientPage.Part key={profile.id} profile={profile} />}
          {tab === 'logs' && <LogsPage.Part key={profile.id} profile={profile} />}
          {tab === 'history' && <HistoryPage.Part key={profile.id} profile={profile} />}
          {tab === 'settings' && <SettingsPage.Part key={profile.id} profile={profile} />}
        </Suspense>
      </div>
    </>
  );
}

function StatusBar() {
  const info = useApplication((state) => state.info);
  return (
    <footer className={styles.statusBar}>
      {info && (
        <>
          <span>
            Checks run on <strong>{info.host.name}</strong>
          </span>
          <span>{info.host.os}</span>
          <KeychainState />
          <span className={styles.version}>
            {info.name} {info.version}
          </span>
        </>
      )}
    </footer>
  );
}

function Dialogs() {
  const dialog = useView((state) => state.dialog);
  const drawerOpen = useView((state) => state.drawerOpen);
  const profile = useEnvironments(selectedProfile);
  const keychainAsks = useKeychain((state) => state.question !== null);
  return (
    <Suspense fallback={null}>
      {dialog === 'add-environment' && <AddEnvironmentDialog.Part onClose={closeDialog} />}
      {dialog === 'find' && <FindDialog.Part onClose={closeDialog} />}
      {dialog === 'import' && <ImportDialog.Part onClose={closeDialog} />}
      {dialog === 'export' && <ExportDialog.Part onClose={closeDialog} />}
      {dialog === 'configuration' && profile && <ConfigurationDialog.Part profile={profile} onClose={closeDialog} />}
      {dialog === 'server-view' && profile && <ServerViewDialog.Part profileId={profile.id} onClose={closeDialog} />}
      {drawerOpen && <SidebarDrawer.Part />}
      {keychainAsks && <KeychainDialog.Part />}
    </Suspense>
  );
}
