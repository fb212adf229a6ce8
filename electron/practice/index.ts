import { UserError } from '../../shared/user-error.ts';
import type { PlayedScenario } from './behaviour.ts';
import { createClients } from './clients.ts';
import { createCreatio } from './creatio.ts';
import { createIdentityService } from './identity-service.ts';
import { openListener } from './listener.ts';
import { noLogs } from './logs.ts';
import { defaultScenarioName, playedScenarios, practiceScenarios } from './scenarios/index.ts';
import { createServerCertificates, isCertificateName, type ServerCertificates } from './server-certificates.ts';
import type { Practice, PracticeOptions } from './types.ts';

export { practiceScenarios } from './scenarios/index.ts';
export type { Practice, PracticeOptions } from './types.ts';

/**
 * Starts the practice environment on 127.0.0.1: a small Creatio and a small Identity Service that play a scenario.
 * Throws a UserError `scenario-unknown`, `port-invalid`, `port-in-use` or `log-folder-not-writable`.
 */
export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const { scenario: firstScenario = defaultScenarioName, port = 0, replyDelayMs = 0, logFolder } = options;
  let scenario = findScenario(firstScenario);
  const [creatioPort, identityServicePort] = portPair(port);
  // Files, TLS and certificates are loaded by who wants them only: they take longer than the rest of a start.
  const logs = logFolder === undefined ? noLogs : await (await import('./log-files.ts')).openLogs(logFolder);
  const clients = createClients();
  let certificates: Promise<ServerCertificates> | null = null;
  let root: string | null = null;
  let closed = false;

  /** The redirect address of the client: registered as it stands, port included, as IdentityServer4 wants it. */
  const redirectUrl = (): string => {
    const identityPort = Number(new URL(identityServiceListener.url()).port);
    return `http://127.0.0.1:${identityPort < 65_535 ? identityPort + 1 : identityPort - 2}/callback`;
  };
  const identityService = createIdentityService(clients, () => scenario.identityService ?? {}, logs, redirectUrl);
  const creatio = createCreatio({
    behaviour: () => scenario.creatio ?? {},
    settings: () => ({ ...clients.creatio, identityServiceUrl: identityServiceListener.url() }),
    identityService,
    identityServiceConnection: () => identityServiceListener.connection(),
    logs,
  });
  const creatioListener = await openListener({
    name: 'Creatio',
    port: creatioPort,
    replyDelayMs,
    answer: creatio.answer,
  });
  const identityServiceListener = await openListener({
    name: 'Identity Service',
    port: identityServicePort,
    replyDelayMs,
    answer: identityService.answer,
  }).catch(async (error: unknown) => {
    await creatioListener.close();
    throw error;
  });

  /** Everything that can fail comes before anything changes, so that a failure leaves the former scenario in play. */
  async function play(next: PlayedScenario): Promise<void> {
    if (closed) throw new UserError('practice-closed', 'The practice environment has been closed. Start it again.');
    const creatioConnection = next.creatio?.connection ?? 'http';
    const identityServiceConnection = next.identityService?.connection ?? 'http';
    const tlsServerFor = async (connection: string) => {
      if (!isCertificateName(connection)) return null;
      const { createTlsServer } = await import('./tls-server.ts');
      certificates ??= createServerCertificates();
      const made = await certificates;
      ({ root } = made);
      return createTlsServer(await made.get(connection));
    };
    const creatioTls = await tlsServerFor(creatioConnection);
    const identityServiceTls = await tlsServerFor(identityServiceConnection);
    if (creatioConnection !== 'refused') await creatioListener.open();
    if (identityServiceConnection !== 'refused') await identityServiceListener.open();
    scenario = next;
    creatioListener.play(creatioConnection, creatioTls);
    identityServiceListener.play(identityServiceConnection, identityServiceTls);
  }

  const status = (): ReturnType<Practice['status']> => ({
    scenario: scenario.name,
    scenarios: practiceScenarios.map((each) => ({ ...each })),
    creatioUrl: creatioListener.url(),
    identityServiceUrl: identityServiceListener.url(),
  });

  async function close(): Promise<void> {
    closed = true;
    await Promise.all([creatioListener.close(), identityServiceListener.close()]);
    await logs.close();
  }

  // One change of scenario after another.
  let lastChange: Promise<unknown> = Promise.resolve();
  try {
    await play(scenario);
  } catch (error) {
    await close();
    throw error;
  }

  return {
    status,
    switchTo(name) {
      const change = lastChange.then(async () => {
        await play(findScenario(name));
        return status();
      });
      lastChange = change.catch(() => undefined);
      return change;
    },
    get creatioUrl() {
      return creatioListener.url();
    },
    get identityServiceUrl() {
      return identityServiceListener.url();
    },
    get redirectUrl() {
      return redirectUrl();
    },
    clientId: clients.console.clientId,
    clientSecret: clients.console.clientSecret,
    get trustedCertificates() {
      return root === null ? [] : [root];
    },
    close,
  };
}

function findScenario(name: string): PlayedScenario {
  const found = playedScenarios.find((scenario) => scenario.name === name);
  if (found) return found;
  throw new UserError(
    'scenario-unknown',
    `The practice environment has no scenario "${name}". It has: ${practiceScenarios.map((each) => each.name).join(', ')}.`,
  );
}

/** The ports of Creatio and of the Identity Service; 0 stands for a free one. */
function portPair(port: number): [number, number] {
  if (port === 0) return [0, 0];
  if (Number.isInteger(port) && port >= 1 && port < 65_535) return [port, port + 1];
  throw new UserError(
    'port-invalid',
    `The port of the practice environment must be a whole number from 1 to 65534, since the Identity Service takes the next one; ${port} is not.`,
  );
}
