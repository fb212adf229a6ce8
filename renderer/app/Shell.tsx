import { lazy, Suspense, useEffect } from 'react';
import { Spinner } from '@fluentui/react-components';
import { DiagnosisPage } from '../diagnosis/DiagnosisPage.tsx';
import { Sidebar } from '../environments/Sidebar.tsx';
import { useKeychain } from '../keychain/keychain.ts';
import { KeychainState } from '../keychain/KeychainState.tsx';
import { useApplication } from '../store/application.ts';
import { selectedProfile, useEnvironments } from '../store/environments.ts';
import { closeDialog, useView } from '../store/view.ts';
import { Header } from './Header.tsx';
import { Notices } from './Notices.tsx';
import { handleShortcut } from './shortcuts.ts';
import styles from './shell.module.css';

const load = {
  addEnvironment: () => import('../environments/AddEnvironmentDialog.tsx'),
  find: () => import('./FindDialog.tsx'),
  fix: () => import('../fix/FixPage.tsx'),
  logs: () => import('../logs/LogsPage.tsx'),
  history: () => import('../history/HistoryPage.tsx'),
  settings: () => import('../environments/SettingsPage.tsx'),
  testClient: () => import('../test-client/TestClientPage.tsx'),
  drawer: () => import('../environments/SidebarDrawer.tsx'),
  import: () => import('../transfer/ImportDialog.tsx'),
  export: () => import('../transfer/ExportDialog.tsx'),
  configuration: () => import('../configuration/ConfigurationDialog.tsx'),
  serverView: () => import('../server-view/ServerViewDialog.tsx'),
  keychain: () => import('../keychain/KeychainDialog.tsx'),
};
const AddEnvironmentDialog = lazy(load.addEnvironment);
const FindDialog = lazy(load.find);
const FixPage = lazy(load.fix);
const LogsPage = lazy(load.logs);
const HistoryPage = lazy(load.history);
const SettingsPage = lazy(load.settings);
const TestClientPage = lazy(load.testClient);
const SidebarDrawer = lazy(load.drawer);
const ImportDialog = lazy(load.import);
const ExportDialog = lazy(load.export);
const ConfigurationDialog = lazy(load.configuration);
const ServerViewDialog = lazy(load.serverView);
const KeychainDialog = lazy(load.keychain);

/** The frame of the page: environments on the left, the selected one on the right, the machine at the bottom. */
export function Shell() {
  useEffect(() => {
    // What opens at a key has to be there when the next key is pressed.
    const timer = setTimeout(() => void Promise.allSettled(Object.values(load).map((part) => part())), 100);
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
          {tab === 'fix' && <FixPage key={profile.id} profile={profile} />}
          {tab === 'test-client' && <TestClientPage key={profile.id} profile={profile} />}
          {tab === 'logs' && <LogsPage key={profile.id} profile={profile} />}
          {tab === 'history' && <HistoryPage key={profile.id} profile={profile} />}
          {tab === 'settings' && <SettingsPage key={profile.id} profile={profile} />}
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
      {dialog === 'add-environment' && <AddEnvironmentDialog onClose={closeDialog} />}
      {dialog === 'find' && <FindDialog onClose={closeDialog} />}
      {dialog === 'import' && <ImportDialog onClose={closeDialog} />}
      {dialog === 'export' && <ExportDialog onClose={closeDialog} />}
      {dialog === 'configuration' && profile && <ConfigurationDialog profile={profile} onClose={closeDialog} />}
      {dialog === 'server-view' && profile && <ServerViewDialog profileId={profile.id} onClose={closeDialog} />}
      {drawerOpen && <SidebarDrawer />}
      {keychainAsks && <KeychainDialog />}
    </Suspense>
  );
}
