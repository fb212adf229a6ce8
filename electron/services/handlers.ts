import { loadCatalogue } from '../../shared/remediation/index.ts';
import { application, currentHost } from '../application.ts';
import type { DiagnosisRuns } from '../checks/index.ts';
import type { Handlers } from '../ipc/index.ts';
import type { SecretStore } from '../secrets/index.ts';
import type { Bundles } from './bundle.ts';
import type { CertificateExceptions } from './certificate-exceptions.ts';
import { checkConfigurationOf } from './configuration.ts';
import type { Environments } from './environments.ts';
import type { RunHistory } from './history.ts';
import type { Logs } from './logs.ts';
import type { Muting } from './muting.ts';
import type { PracticeEnvironment } from './practice-environment.ts';
import type { Reports } from './reports.ts';
import type { ServerViews } from './server-view.ts';
import type { TestClient } from './test-client.ts';
import type { Transfer } from './transfer.ts';
import type { Wizard } from './wizard.ts';

/** What the calls of the contract are answered by. */
export interface AnsweringServices {
  shell: 'electron' | 'browser';
  environments: Environments;
  exceptions: CertificateExceptions;
  keychain: SecretStore;
  diagnoses: DiagnosisRuns;
  muting: Muting;
  history: RunHistory;
  reports: Reports;
  practice: PracticeEnvironment;
  serverViews: ServerViews;
  wizard: Wizard;
  testClient: TestClient;
  transfer: Transfer;
  logs: Logs;
  bundles: Bundles;
  /** Opens an address in the system's browser; refuses one that the catalogue does not link to. */
  openAllowedLink(url: string): Promise<void>;
  /** Tells the page that the list of environments is another one now. */
  profilesChanged(): void;
  /** From now on changes by other consoles are told as well. */
  watchProfiles(): void;
}

/** Each call of the contract beside the service that answers it. */
export function createHandlers({
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
  openAllowedLink,
  profilesChanged,
  watchProfiles,
}: AnsweringServices): Handlers {
  return {
    'application.info': async () => ({ ...application, host: currentHost(), shell }),
    'profiles.list'() {
      watchProfiles();
      return environments.list();
    },
    async 'profiles.save'(request) {
      const saved = await environments.save(request);
      profilesChanged();
      return saved;
    },
    async 'profiles.remove'({ id }) {
      await environments.remove(id);
      testClient.forget(id);
      await Promise.all([history.forget(id), muting.forget(id), wizard.forget(id), logs.forget(id)]);
      profilesChanged();
      return null;
    },
    async 'profiles.duplicate'({ id }) {
      const copy = await environments.duplicate(id);
      profilesChanged();
      return copy;
    },
    async 'profiles.arrange'({ ids }) {
      await environments.arrange(ids);
      profilesChanged();
      return null;
    },
    async 'profiles.acceptCertificate'(request) {
      await exceptions.accept(request);
      return null;
    },
    async 'profiles.dropCertificate'(request) {
      await exceptions.drop(request);
      return null;
    },
    'secrets.status': () => keychain.status(),
    'secrets.orphans': () => environments.orphans(),
    'secrets.removeOrphans': ({ orphans }) => environments.removeOrphans(orphans),
    'diagnosis.start': (request) => diagnoses.start(request),
    async 'diagnosis.cancel'(request) {
      diagnoses.cancel(request);
      return null;
    },
    async 'diagnosis.rerun'(request) {
      await diagnoses.rerun(request);
      return null;
    },
    async 'diagnosis.mute'(request) {
      await muting.mute(request);
      return null;
    },
    async 'diagnosis.unmute'(request) {
      await muting.unmute(request);
      return null;
    },
    'diagnosis.last': async (request) => diagnoses.last(request),
    'remediation.get': async ({ id, profileId }) =>
      (await loadCatalogue()).find(id, await environments.factsOf(profileId)),
    'history.list': (request) => history.list(request),
    'history.read': (request) => history.read(request),
    'report.make': (wanted) => reports.make(wanted),
    'report.save': (wanted) => reports.save(wanted),
    'practice.status': async () => practice.status(),
    'practice.switch': ({ scenario }) => practice.switchTo(scenario),
    'serverView.script': serverViews.script,
    'serverView.saveScript': serverViews.saveScript,
    async 'serverView.receive'(request) {
      const received = await serverViews.receive(request);
      await wizard.look(request.profileId, received.view);
      return received;
    },
    ...wizard.handlers,
    ...testClient.handlers,
    'configuration.check': (request) => checkConfigurationOf(environments, request),
    'transfer.findClio': transfer.findClio,
    'transfer.open': transfer.open,
    'transfer.unlock': transfer.unlock,
    'transfer.import': transfer.import,
    'transfer.keepSecrets': transfer.keepSecrets,
    async 'transfer.discard'(request) {
      transfer.discard(request);
      return null;
    },
    'transfer.export': transfer.export,
    ...logs.handlers,
    ...bundles.handlers,
    async 'desktop.openLink'({ url }) {
      await openAllowedLink(url);
      return null;
    },
  };
}
