import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PracticeStatus } from '../../shared/practice.ts';
import { defaultTimeLimitSeconds, practiceProfileId, profileDefaults } from '../../shared/profile.ts';
import type { Profile } from '../../shared/profile.ts';
import { createNetwork } from '../net/index.ts';
import type { Network } from '../net/index.ts';
import { practiceScenarios, startPractice } from '../practice/index.ts';
import type { Practice } from '../practice/index.ts';

/** The built-in environment. Its servers start when they are first needed, and not for being looked at. */
export interface PracticeEnvironment {
  status(): PracticeStatus;
  /** As it is known now: before the servers have started there is no port yet, and no Identity Service. */
  profile(): Profile;
  /** Starts the servers where they do not run yet. */
  start(): Promise<Practice>;
  switchTo(scenario: string): Promise<PracticeStatus>;
  /** The network for runs against it: it alone trusts the authority of the practice certificates. */
  readonly network: Network;
  close(): Promise<void>;
}

/** @param onChange told of every new scenario and of the first start, with which addresses change */
export function createPracticeEnvironment(onChange: (status: PracticeStatus) => void): PracticeEnvironment {
  const networks = new Map<string, Network>();
  let practice: Practice | null = null;
  /** Where its servers write logs while they run, to practise collecting them. */
  let logFolder: string | null = null;
  let starting: Promise<Practice> | null = null;

  const status = (): PracticeStatus =>
    practice?.status() ?? {
      scenario: 'healthy',
      scenarios: practiceScenarios.map((scenario) => ({ ...scenario })),
      creatioUrl: null,
      identityServiceUrl: null,
    };

  async function begin(scenario?: string): Promise<Practice> {
    try {
      // A system without room for temporary files can still practise.
      logFolder ??= await mkdtemp(join(tmpdir(), 'oauth-console-practice-')).catch(() => null);
      practice = await startPractice({
        ...(scenario !== undefined && { scenario }),
        ...(logFolder !== null && { logFolder }),
      });
      onChange(practice.status());
      return practice;
    } catch (error) {
      starting = null;
      throw error;
    }
  }
  const start = (scenario?: string): Promise<Practice> => (starting ??= begin(scenario));

  /** Certificates are made when a scenario first needs them; the network made before that keeps serving its runs. */
  function currentNetwork(): Network {
    const additionalCertificates = practice?.trustedCertificates ?? [];
    const key = additionalCertificates.join('\n');
    const network = networks.get(key) ?? createNetwork({ trust: { additionalCertificates } });
    networks.set(key, network);
    return network;
  }

  async function close(): Promise<void> {
    await Promise.all([...networks.values()].map((network) => network.close()));
    // A start that failed was told to whoever asked for it.
    await starting?.then((started) => started.close()).catch(() => {});
    if (logFolder !== null) await rm(logFolder, { recursive: true, force: true });
  }

  return {
    status,
    profile() {
      const { creatioUrl, identityServiceUrl } = status();
      return {
        ...profileDefaults,
        id: practiceProfileId,
        name: 'Practice environment',
        creatioUrl: creatioUrl ?? 'http://127.0.0.1',
        platform: 'auto',
        identityServiceUrl,
        clientId: practice?.clientId ?? null,
        timeLimitSeconds: defaultTimeLimitSeconds,
        ...(logFolder !== null && {
          logFolders: { creatio: join(logFolder, 'Creatio'), identityService: join(logFolder, 'IdentityService') },
        }),
      };
    },
    start: () => start(),
    async switchTo(scenario) {
      const running = await start(scenario);
      if (running.status().scenario === scenario) return running.status();
      const switched = await running.switchTo(scenario);
      onChange(switched);
      return switched;
    },
    network: {
      secrets: [],
      route: (...values) => currentNetwork().route(...values),
      resolve: (...values) => currentNetwork().resolve(...values),
      connect: (...values) => currentNetwork().connect(...values),
      inspectTls: (...values) => currentNetwork().inspectTls(...values),
      request: (...values) => currentNetwork().request(...values),
      close,
    },
    close,
  };
}
