import type { ConsoleEvent } from '../../shared/contract.ts';
import { practiceProfileId } from '../../shared/profile.ts';
import type { MutedCheck } from '../../shared/report.ts';
import { findRemediation } from '../../shared/remediation/index.ts';
import { application, currentHost } from '../application.ts';
import { createDiagnosisRuns } from '../checks/index.ts';
import type { DiagnosisRuns, DiagnosisRunsOptions } from '../checks/index.ts';
import type { Network, ProfileNetworks } from '../net/index.ts';
import type { Environments } from './environments.ts';

export interface DiagnosesOptions {
  environments: () => Pick<Environments, 'find' | 'readSecret'>;
  networks: ProfileNetworks;
  /** The network of the practice environment, which trusts that environment's authority. */
  practiceNetwork: Network;
  completeReport: NonNullable<DiagnosisRunsOptions['completeReport']>;
  mutedOf: (profileId: string) => Promise<readonly MutedCheck[]>;
  emit: (event: ConsoleEvent) => void;
  onFault: (error: unknown) => void;
}

/** The runs of all environments, each over the network that its settings ask for. */
export const createDiagnoses = (options: DiagnosesOptions): DiagnosisRuns =>
  createDiagnosisRuns({
    networkOf: (profile) => (profile.id === practiceProfileId ? options.practiceNetwork : options.networks.of(profile)),
    tool: application,
    host: currentHost(),
    findRemediation,
    findProfile: (id) => options.environments().find(id),
    clientSecretOf: (id) => options.environments().readSecret(id, 'client-secret'),
    completeReport: options.completeReport,
    mutedOf: options.mutedOf,
    emit: options.emit,
    onFault: options.onFault,
  });
