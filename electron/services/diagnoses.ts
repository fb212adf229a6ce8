import type { ConsoleEvent } from '../../shared/contract.ts';
import { practiceProfileId } from '../../shared/profile.ts';
import { findRemediation } from '../../shared/remediation/index.ts';
import { application, currentHost } from '../application.ts';
import { createDiagnosisRuns } from '../checks/index.ts';
import type { DiagnosisRuns } from '../checks/index.ts';
import type { Network } from '../net/index.ts';
import type { Environments } from './environments.ts';

export interface DiagnosesOptions {
  environments: () => Pick<Environments, 'find' | 'clientSecretOf'>;
  network: Network;
  /** The network of the practice environment, which trusts that environment's authority. */
  practiceNetwork: Network;
  emit: (event: ConsoleEvent) => void;
  onFault: (error: unknown) => void;
}

/** The runs of all environments: those of the practice environment go over its own network, all others over the usual one. */
export function createDiagnoses(options: DiagnosesOptions): DiagnosisRuns {
  const runsOver = (network: Network): DiagnosisRuns =>
    createDiagnosisRuns({
      network,
      tool: application,
      host: currentHost(),
      findRemediation,
      findProfile: (id) => options.environments().find(id),
      clientSecretOf: (id) => options.environments().clientSecretOf(id),
      emit: options.emit,
      onFault: options.onFault,
    });
  const usual = runsOver(options.network);
  const practice = runsOver(options.practiceNetwork);
  const practiceRunIds = new Set<string>();
  const ofProfile = (id: string) => (id === practiceProfileId ? practice : usual);
  const ofRun = (id: string) => (practiceRunIds.has(id) ? practice : usual);

  return {
    async start(request) {
      const started = await ofProfile(request.profileId).start(request);
      if (request.profileId === practiceProfileId) practiceRunIds.add(started.runId);
      return started;
    },
    cancel: (request) => ofRun(request.runId).cancel(request),
    rerun: (request) => ofRun(request.runId).rerun(request),
    last: (request) => ofProfile(request.profileId).last(request),
    close: async () => void (await Promise.all([usual.close(), practice.close()])),
  };
}
