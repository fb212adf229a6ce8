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
export function createHandlers(services: AnsweringServices): Handlers {
  return {
    'application.info': async () => ({ ...application, host: currentHost(), shell: services.shell }),
    'profiles.list'() {
      services.watchProfiles();
      return services.environments.list();
    },
    async 'profiles.save'(request) {
      const saved = await services.environments.save(request);
      services.profilesChanged();
      return saved;
    },
    async 'profiles.remove'({ id }) {
      await services.environments.remove(id);
      services.testClient.forget(id);
      await Promise.all([
        services.history.forget(id),
        services.muting.forget(id),
        services.wizard.forget(id),
        services.logs.forget(id),
      ]);
      services.profilesChanged();
      return null;
    },
    async 'profiles.duplicate'({ id }) {
      const copy = await services.environments.duplicate(id);
      services.profilesChanged();
      return copy;
    },
    async 'profiles.arrange'({ ids }) {
      await services.environments.arrange(ids);
      services.profilesChanged();
      return null;
    },
    async 'profiles.acceptCertificate'(request) {
      await services.exceptions.accept(request);
      return null;
    },
    async 'profiles.dropCertificate'(request) {
      await services.exceptions.drop(request);
      return null;
    },
    'secrets.status': () => services.keychain.status(),
    'secrets.orphans': () => services.environments.orphans(),
    'secrets.removeOrphans': ({ orphans }) => services.environments.removeOrphans(orphans),
    'diagnosis.start': (request) => services.diagnoses.start(request),
    async 'diagnosis.cancel'(request) {
      services.diagnoses.cancel(request);
      return null;
    },
    async 'diagnosis.rerun'(request) {
      await services.diagnoses.rerun(request);
      return null;
    },
    async 'diagnosis.mute'(request) {
      await services.muting.mute(request);
      return null;
    },
    async 'diagnosis.unmute'(request) {
      await services.muting.unmute(request);
      return null;
    },
    'diagnosis.last': async (request) => services.diagnoses.last(request),
    'remediation.get': async ({ id, profileId }) =>
      (await loadCatalogue()).find(id, await services.environments.factsOf(profileId)),
    'history.list': (request) => services.history.list(request),
    'history.read': (request) => services.history.read(request),
    'report.make': (wanted) => services.reports.make(wanted),
    'report.save': (wanted) => services.reports.save(wanted),
    'practice.status': async () => services.practice.status(),
    'practice.switch': ({ scenario }) => services.practice.switchTo(scenario),
    'serverView.script': services.serverViews.script,
    'serverView.saveScript': services.serverViews.saveScript,
    async 'serverView.receive'(request) {
      const received = await services.serverViews.receive(request);
      await services.wizard.look(request.profileId, received.view);
      return received;
    },
    ...services.wizard.handlers,
    ...services.testClient.handlers,
    'configuration.check': (request) => checkConfigurationOf(services.environments, request),
    'transfer.findClio': services.transfer.findClio,
    'transfer.open': services.transfer.open,
    'transfer.unlock': services.transfer.unlock,
    'transfer.import': services.transfer.import,
    'transfer.keepSecrets': services.transfer.keepSecrets,
    async 'transfer.discard'(request) {
      services.transfer.discard(request);
      return null;
    },
    'transfer.export': services.transfer.export,
    ...services.logs.handlers,
    ...services.bundles.handlers,
    async 'desktop.openLink'({ url }) {
      await services.openAllowedLink(url);
      return null;
    },
  };
}
