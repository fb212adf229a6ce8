import type { FindingId } from '../../findings.ts';
import { healthCheckAddresses, pingAddresses } from '../addresses.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, adviceProvenBy, copied, documentedIn, settingValues } from '../entry.ts';
import { healthMonitoring } from '../sources.ts';
import { bindingsPath, recyclePath } from '../steps/paths.ts';

type HttpFindingId = Extract<
  FindingId,
  | `http-${string}`
  | `platform-${string}`
  | 'https-wanted'
  | 'access-refused'
  | 'rate-limited'
  | 'gateway-no-answer'
  | 'ping-failed'
  | 'proxy-in-the-way'
>;

const mend = adviceProvenBy('creatio.health', 'identity.discovery');

/** From the open connection to a reply of Creatio. */
export const httpFindings = {
  'http-no-reply': () => ({
    title: 'The server accepts the connection but does not answer',
    cause: 'The request was sent and no reply came before the connection closed or the time was up.',
    steps: [
      mend('Wait for the application to start if its pool was just recycled, then run the check again.'),
      advice(
        'On the server, look at the worker process of the application pool: if it is busy or hangs, recycle the pool.',
        {
          path: recyclePath,
        },
      ),
      advice('Check that the port belongs to a website and not to another kind of service.'),
      mend('For a server that is always slow, raise the time limit of this environment.'),
    ],
    provenBy: ['creatio.ping', 'creatio.health', 'identity.discovery'],
    sources: [],
  }),

  'http-reset': () => ({
    title: 'The connection was cut during the reply',
    cause: 'The reply began, or was awaited, when the connection was ended by the server or by something in between.',
    steps: [
      advice(
        'Read the event log of the server, Application and System, for a worker process that ended at that moment.',
      ),
      advice(
        'Try again on the server itself. If it works there, look at proxies, load balancers and firewalls on the way.',
      ),
    ],
    provenBy: ['creatio.ping', 'creatio.health', 'identity.discovery'],
    sources: [],
  }),

  'http-malformed': () => ({
    title: 'The reply is not proper HTTP',
    cause:
      'The reply does not keep to HTTP. It may come from another service, or from https behind an http address, or something on the way damaged it; the check says what is wrong with it.',
    steps: [
      mend('If the website has an https binding at this port, start the address with https.'),
      advice('Compare the port of the address with the bindings of the website.', {
        path: bindingsPath,
      }),
      advice(
        'If the reply is compressed in a way that cannot be unpacked, ask on the server itself. If it is whole there, the proxy or gateway on the way compresses wrongly; else switch dynamic compression off for the website and try again.',
      ),
    ],
    provenBy: ['creatio.ping', 'creatio.health', 'identity.discovery'],
    sources: [],
  }),

  'http-redirect-elsewhere': () => ({
    title: 'The server redirects to another address',
    cause:
      'The reply leads to another address. The console follows only to the same scheme, host and port, and never with a secret, so that nothing is sent to a stranger.',
    steps: [
      mend(
        'Look in the evidence where the redirect leads. If that is the true address, enter it for this environment.',
      ),
      mend(
        'If http is redirected to https, use https in the address, and in the system setting with the address of the Identity Service as well.',
      ),
      advice('If it leads to a sign-on page, use an address that leads past the gateway.'),
    ],
    provenBy: ['creatio.health', 'identity.discovery'],
    sources: [],
  }),

  'http-body-too-large': () => ({
    title: 'The reply is far larger than it should be',
    cause: 'The reply is longer than 1 MiB, while the expected one has a few lines. Probably another page answers.',
    steps: [
      advice('Open the evidence and look at the beginning of the page to see what answers.'),
      mend('Correct the address of the environment if it is another website.'),
    ],
    provenBy: ['creatio.health', 'identity.discovery'],
    sources: [],
  }),

  'https-wanted': () => ({
    title: 'The server takes https only',
    cause:
      'The address starts with http://, and the website or the port behind it refuses requests without encryption.',
    steps: [
      mend('Enter the address with https://, and with the port of the https binding.'),
      advice(
        'Do the same in the system setting with the address of the Identity Service and in the integrations, if it is its address.',
        { values: settingValues(['OAuth20IdentityServerUrl']) },
      ),
      advice('If the website is meant to answer http as well, take Require SSL off.', {
        path: ['IIS Manager', 'Sites', 'SSL Settings', 'Require SSL'],
      }),
    ],
    provenBy: ['creatio.health', 'identity.discovery'],
    sources: [],
  }),

  'access-refused': () => ({
    title: 'The web server, or a gateway in front of it, refuses access',
    cause:
      'The request was refused before the application saw it: for want of a Windows account or a login, because of the address it came from, or by a rule of a firewall. The application itself may be fine.',
    steps: [
      advice(
        'See that anonymous authentication is on for the website. Creatio and its integrations do not sign in to the web server itself, only to the application behind it.',
        { path: ['IIS Manager', 'Sites', 'Authentication', 'Anonymous Authentication'] },
      ),
      advice('Look at the addresses that the website lets in or shuts out.', {
        path: ['IIS Manager', 'Sites', 'IP Address and Domain Restrictions'],
      }),
      mend(
        'If a gateway or a firewall for web applications refuses the request, ask those who run it for a rule for this path, or use an address that leads past it.',
      ),
      advice('Ask from the Creatio server as well: its requests may be let in where those of this computer are not.'),
    ],
    provenBy: ['creatio.health', 'identity.discovery', 'token.request'],
    sources: [],
  }),

  'rate-limited': () => ({
    title: 'The server was asked too often',
    cause:
      'The server, or a gateway in front of it, answers 429: it limits how many requests it takes from one address in a while.',
    steps: [
      mend('Wait as long as the reply says, or a few minutes, then run the check again.'),
      advice(
        'If it comes back, find out who asks so often: a monitoring, or an integration that asks for a new token with every call in place of keeping it until it expires.',
      ),
      advice('Ask those who run the gateway to raise the limit for the Creatio server.'),
    ],
    provenBy: ['creatio.health', 'identity.discovery', 'token.request'],
    sources: [],
  }),

  'gateway-no-answer': () => ({
    title: 'A gateway gets no usable answer from the server behind it',
    cause:
      'A reverse proxy, a load balancer or a service such as Cloudflare answered, since the server behind it was not there, did not answer in time, or answered wrongly. The address itself leads to the gateway.',
    steps: [
      mend(
        'Ask the server behind the gateway directly, on that server itself. If it does not answer there either, look at its website and its application pool.',
        {
          path: ['IIS Manager', 'Application Pools', 'Start'],
          branches: [{ label: 'The application pool is stopped.', entry: 'hosting-503' }],
        },
      ),
      advice(
        'If it answers there, compare host, port and scheme in the settings of the gateway with the bindings of the website.',
        { path: bindingsPath },
      ),
      advice(
        'Check that the gateway trusts the certificate of the server behind it, and that no firewall lies between the two.',
      ),
      advice('If the reply takes long, compare the time limit of the gateway with the time the server takes.'),
    ],
    provenBy: ['creatio.health', 'identity.discovery', 'token.request'],
    sources: [],
  }),

  'proxy-in-the-way': () => ({
    title: 'A proxy answers in place of the server',
    cause: 'The reply comes from a proxy or gateway on the way. The server itself may be fine.',
    steps: [
      mend('Ask for an exception for this host in the proxy, or run the console inside the network of the server.'),
      mend(
        'If the proxy belongs in front of this server, check its target, its time limits and its trust in the certificate behind it.',
      ),
      advice(
        'Check whether the Creatio server itself uses a proxy to reach the Identity Service. A machine-wide proxy there needs an exception for the host of the Identity Service.',
        { values: [copied('Command on the Creatio server', 'netsh winhttp show proxy')] },
      ),
    ],
    provenBy: ['creatio.health', 'identity.discovery'],
    sources: [],
  }),

  'ping-failed': (facts) => ({
    title: 'Creatio does not answer its ping',
    cause:
      'The address that tells whether Creatio is alive gave no good answer, so Creatio itself may be down or still starting.',
    steps: [
      advice('Open the ping in a browser. It answers without a login when Creatio is running.', {
        values: pingAddresses(facts),
      }),
      advice('In IIS, check that the website and the application pools of Creatio are started.', {
        path: ['IIS Manager', 'Application Pools', 'Start'],
        checks: ['creatio.ping'],
        branches: [{ label: 'The application pool stops again.', entry: 'hosting-503' }],
      }),
      advice(
        'Read Error.log and Common.log of Creatio for the start, for example a database or Redis that cannot be reached.',
      ),
    ],
    provenBy: ['creatio.ping'],
    sources: [],
  }),

  'platform-unknown': (facts) => ({
    title: 'The platform of Creatio could not be found out',
    cause:
      'Neither the addresses of .NET Framework nor those of .NET gave an answer by which the platform can be told.',
    steps: [
      advice(
        'Log in to Creatio in a browser. If the address then contains /0/, the platform is .NET Framework; otherwise it is .NET.',
      ),
      advice('Set that platform in the settings of the environment.', { checks: ['creatio.platform'] }),
      advice('If Creatio lies in a virtual directory, make sure that the address contains it.', {
        values: pingAddresses(facts),
      }),
    ],
    provenBy: ['creatio.platform'],
    sources: [],
  }),

  'platform-differs': (facts) => ({
    title: 'Creatio runs on the other platform',
    cause:
      'The environment is set to one platform, but the answers are those of the other. The addresses differ by the prefix /0.',
    steps: [
      documentedIn(...healthMonitoring)('On .NET Framework the health check lies under /0, on .NET it does not.', {
        values: healthCheckAddresses({ ...facts, platform: 'auto' }),
      }),
      advice('Set the platform of the environment to the one that was found, or to automatic.', {
        checks: ['creatio.platform', 'creatio.health'],
      }),
      advice('Check integrations that were built for the other prefix, for example their OData addresses.'),
    ],
    provenBy: ['creatio.platform', 'creatio.health'],
    sources: healthMonitoring,
  }),
} satisfies Record<HttpFindingId, EntryMaker>;
