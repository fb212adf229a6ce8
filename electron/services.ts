import type { ConsoleEvent } from '../shared/contract.ts';
import { isAllowedLink } from '../shared/remediation/index.ts';
import { describeCrash } from './ipc/index.ts';
import type { Services } from './ipc/index.ts';
import { createProfileNetworks } from './net/index.ts';
import { createProfileStore } from './profiles/index.ts';
import { createEnvironmentSecrets, createSecretStore, type KeychainProcess } from './secrets/index.ts';
import { createBundles } from './services/bundle.ts';
import type { BundleHost } from './services/bundle-host.ts';
import { createCertificateExceptions } from './services/certificate-exceptions.ts';
import { createDiagnoses } from './services/diagnoses.ts';
import { createEnvironments } from './services/environments.ts';
import { createHandlers } from './services/handlers.ts';
import { createRunHistory } from './services/history.ts';
import { createLogs } from './services/logs.ts';
import { createMuting } from './services/muting.ts';
import { createPracticeEnvironment } from './services/practice-environment.ts';
import { createReports } from './services/reports.ts';
import { createSavedRequests } from './services/saved-requests.ts';
import { createServerViews } from './services/server-view.ts';
import { createTestClient } from './services/test-client.ts';
import { createTransfer } from './services/transfer.ts';
import { createWizard } from './services/wizard.ts';
import { authorizationOpener, linkOpener } from './window/links.ts';

export interface ServicesOptions {
  /** Folder of all files; it is made when something is saved. */
  dataFolder: string;
  shell: 'electron' | 'browser';
  /** Shows an address in the system's browser; it gets allowed ones only. */
  openLink(url: string): Promise<void>;
  /** Asks where to and writes a text there; gives the file, or null when the question was closed. Absent where the host cannot. */
  saveFile?: (name: string, text: string) => Promise<string | null>;
  /** What the host does for bundles. */
  bundleHost?: BundleHost;
  /** Asks the system which proxy leads to an address; where the host cannot, the environment's variables decide. */
  resolveProxy?: (url: string) => Promise<string>;
  /** Starts the process that calls the keychain; Node's way where this is not given. */
  startKeychain?: () => KeychainProcess;
  /** Takes one line about a fault of our own. */
  log(line: string): void;
}

/** Composes the capabilities behind the contract, the same for every host. Nothing is opened or read before the first call. */
export function createServices({
  dataFolder,
  shell,
  openLink,
  saveFile,
  bundleHost,
  resolveProxy,
  startKeychain,
  log,
}: ServicesOptions): Services {
  const listeners = new Set<(event: ConsoleEvent) => void>();
  const emit = (event: ConsoleEvent) => {
    for (const listener of listeners) listener(event);
  };
  const profilesChanged = () => emit({ name: 'profiles.changed', payload: null });
  const practice = createPracticeEnvironment((status) => {
    emit({ name: 'practice.changed', payload: status });
    profilesChanged();
  });
  const keychain = createSecretStore(startKeychain === undefined ? {} : { startProcess: startKeychain });
  const secrets = createEnvironmentSecrets(keychain);
  const networks = createProfileNetworks({
    readSecret: (profileId, name) => environments.readSecret(profileId, name),
    ...(resolveProxy === undefined ? {} : { resolveProxy }),
  });
  const muting = createMuting({ dataFolder, exists: (id) => environments.exists(id), onChange: profilesChanged });
  const diagnoses = createDiagnoses({
    environments: () => environments,
    networks,
    practiceNetwork: practice.network,
    completeReport: (run) => serverViews.complete(run),
    mutedOf: muting.of,
    emit: (event) => {
      emit(event);
      if (event.name === 'diagnosis.finished' || event.name === 'diagnosis.failed') {
        logs.runEnded(event.payload.runId, event.payload.profileId);
      }
      if (event.name !== 'diagnosis.finished') return;
      history.keep(event.payload.runId, event.payload.report);
      // The list shows the last verdict of each environment.
      profilesChanged();
      exceptions.dropChanged(event.payload.report);
    },
    onFault: (error) => log(describeCrash(error)),
  });
  const onNotice = (message: string) => {
    log(message);
    emit({ name: 'notice', payload: { message } });
  };
  const store = createProfileStore({ folder: dataFolder, onNotice });
  const exceptions = createCertificateExceptions({
    store,
    lastReport: (profileId) => diagnoses.last({ profileId })?.report ?? null,
    onChange: profilesChanged,
    onNotice: (message) => emit({ name: 'notice', payload: { message } }),
    onFault: (error) => log(describeCrash(error)),
  });
  const history = createRunHistory({
    dataFolder,
    exists: (id) => environments.exists(id),
    onKept: (profileId) => emit({ name: 'history.changed', payload: { profileId } }),
    onLastRuns: profilesChanged,
    onNotice,
    onFault: (error) => log(describeCrash(error)),
  });
  let stopWatching: (() => void) | null = null;
  const environments = createEnvironments({
    store,
    secrets,
    practice,
    onNotice,
    lastReport: (profileId) => diagnoses.last({ profileId })?.report ?? null,
    platformOf: (profileId) => diagnoses.platformOf(profileId),
    lastRuns: history.lastRuns,
    mutedChecks: muting.all,
  });
  const transfer = createTransfer({
    store,
    secrets,
    environments: environments.list,
    saveFile: saveFile ?? null,
    onChange: profilesChanged,
  });
  const serverViews = createServerViews({
    environments: () => environments,
    lastRun: (profileId) => diagnoses.last({ profileId }),
    renew: (profileId) => diagnoses.renew({ profileId }),
    saveFile: saveFile ?? null,
  });
  const reports = createReports({
    lastRun: (profileId) => diagnoses.last({ profileId }),
    keptReport: (profileId, runId) => history.read({ profileId, runId }),
    readSession: (sessionId) => wizard.handlers['wizard.open']({ sessionId }),
    saveFile: saveFile ?? null,
  });
  const wizard = createWizard({
    dataFolder,
    environments,
    diagnoses,
    onChange: ({ id: sessionId, profileId }) => emit({ name: 'wizard.changed', payload: { sessionId, profileId } }),
    onNotice,
  });
  const logs = createLogs({
    dataFolder,
    environments: () => environments,
    lastReport: (profileId) => diagnoses.last({ profileId })?.report ?? null,
    startRun: async (profileId) => (await diagnoses.start({ profileId })).runId,
    emit,
    onFault: (error) => log(describeCrash(error)),
  });
  const testClient = createTestClient({
    environments: () => environments,
    savedRequests: createSavedRequests(store, secrets),
    secretNames: (profile) => secrets.view(profile).map(({ name }) => name),
    networks,
    practiceNetwork: practice.network,
    practiceRedirect: async () => (await practice.start()).redirectUrl,
    platformOf: diagnoses.platformOf,
    openBrowser: authorizationOpener(openLink),
    emit,
    onSecrets: profilesChanged,
    onFault: (error) => log(describeCrash(error)),
  });
  const bundles = createBundles({
    dataFolder,
    host: bundleHost ?? {},
    find: (profileId) => environments.find(profileId),
    list: () => environments.list(),
    readSecret: (profileId, name) => environments.readSecret(profileId, name),
    plan: logs.plan,
    async report(profileId, runId) {
      const last = diagnoses.last({ profileId });
      if (last !== null && (runId === null || last.runId === runId)) return last.report;
      const kept = runId ?? (await history.list({ profileId, limit: 1 })).runs[0]?.runId;
      return kept === undefined ? null : history.read({ profileId, runId: kept });
    },
    session: (sessionId) => wizard.handlers['wizard.open']({ sessionId }),
    tokens: testClient.opaqueTokens,
    oauthTraces: async (profileId) => testClient.attempts.list(profileId),
    saveFile: saveFile ?? null,
    emit,
    onNotice,
    onFault: (error) => log(describeCrash(error)),
  });

  return {
    handlers: createHandlers({
      shell,
      environments,
      exceptions,
      keychain,
      diagnoses,
      muting,
      history,
      reports,
      practice,
      serverViews,
      wizard,
      testClient,
      transfer,
      logs,
      bundles,
      openAllowedLink: linkOpener(openLink, isAllowedLink),
      profilesChanged,
      watchProfiles() {
        stopWatching ??= store.watch(profilesChanged);
      },
    }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      stopWatching?.();
      transfer.close();
      await bundles.close();
      keychain.close();
      await wizard.close();
      await logs.close();
      await testClient.close();
      await diagnoses.close();
      await exceptions.settled();
      await history.settled();
      await Promise.all([networks.close(), practice.close()]);
    },
  };
}
