import type { FindingId } from '../../findings.ts';
import type { AuthoredStep, EntryMaker } from '../entry.ts';
import { advice } from '../entry.ts';

type ProxyFindingId = Exclude<Extract<FindingId, `proxy-${string}`>, 'proxy-in-the-way'>;

const provenBy: ReturnType<EntryMaker>['provenBy'] = ['creatio.tcp', 'creatio.health', 'identity.tcp'];

const seeRoute = advice(
  'Open the evidence of the name resolution: its route names the proxy, and the setting or variable that it comes from.',
);
const pastProxy = advice(
  'If the host can be reached without a proxy, put it on the bypass list, or set the proxy of the environment to none.',
);

const entry = (title: string, cause: string, steps: AuthoredStep[]): ReturnType<EntryMaker> => ({
  title,
  cause,
  steps,
  provenBy,
  sources: [],
});

/** What a proxy that the console was told to use does wrong, or what is wrong with its settings. */
export const proxyFindings = {
  'proxy-settings-unusable': () =>
    entry(
      'The proxy settings cannot be used',
      'A setting that decides about the proxy cannot be read or gives no answer.',
      [
        advice('Open the evidence of the name resolution: it says which setting or variable is meant.'),
        advice('Write the address of a proxy with its kind and its port. The kinds are http, https and socks5.', {
          values: [{ label: 'Example', value: 'http://proxy.example.com:8080' }],
        }),
        advice(
          'In an environment variable, percent-encode characters such as @, : and # in a user name or a password, or choose a manual proxy in the settings of the environment and enter them there.',
        ),
        advice('If the system uses a script for its proxies, check that the address of the script can be opened.'),
      ],
    ),

  'proxy-not-found': () =>
    entry('The name of the proxy is not known', 'This computer finds no address for the name of the proxy.', [
      seeRoute,
      advice('Compare the spelling of the name with the proxy settings of a browser that works.'),
      advice('Look the name up yourself.', { values: [{ label: 'Command', value: 'nslookup <name of the proxy>' }] }),
      advice('Connect to the network or the VPN of the company, where such names are usually known.'),
    ]),

  'proxy-refused': () =>
    entry(
      'The proxy does not accept connections',
      'The machine of the proxy answers, but nothing listens at this port.',
      [
        seeRoute,
        advice('Compare the port with the proxy settings of a browser that works.'),
        advice('Ask the administrator of the proxy whether its service runs.'),
        pastProxy,
      ],
    ),

  'proxy-silent': () =>
    entry(
      'The proxy does not answer',
      'The proxy did not answer in time: neither to the connection, nor to what it was asked.',
      [
        seeRoute,
        advice('Try the port of the proxy from this computer by hand.', {
          values: [{ label: 'PowerShell', value: 'Test-NetConnection <name of the proxy> -Port <port>' }],
        }),
        advice('Check that the proxy is of the kind its address says: http, https or socks5.'),
        advice('If the proxy answers for other hosts, it may wait for this one: ask its administrator for its log.'),
        pastProxy,
      ],
    ),

  'proxy-reset': () =>
    entry('The proxy breaks the connection off', 'The proxy accepted the connection and ended it without an answer.', [
      seeRoute,
      advice('Check that the proxy is of the kind its address says: http, https or socks5.'),
      advice('Ask the administrator of the proxy whether it allows this computer, and what its log says.'),
      pastProxy,
    ]),

  'proxy-unreachable': () =>
    entry('There is no way to the proxy', 'The network of this computer has no way to the address of the proxy.', [
      seeRoute,
      advice('Connect to the network or the VPN in which the proxy stands.'),
      advice('Outside that network, set the proxy of the environment to none, if the host can be reached without it.'),
    ]),

  'proxy-tls-failed': () =>
    entry(
      'The secure connection to the proxy failed',
      'The address of the proxy begins with https, and the TLS connection to the proxy itself could not be made or trusted.',
      [
        seeRoute,
        advice('If the proxy takes plain connections, as most do, let its address begin with http.'),
        advice(
          'If its certificate comes from an authority of the company, install that in the system, or name its file in the trust settings of the environment.',
        ),
        advice(
          'Have a certificate that has expired, or is for another name, replaced by the administrator of the proxy.',
        ),
        advice(
          'If the proxy wants a certificate of the client, ask its administrator for a login with user name and password, or for another port: the console shows the client certificate of an environment to Creatio and the Identity Service only.',
        ),
      ],
    ),

  'proxy-wrong-protocol': () =>
    entry(
      'The proxy is of another kind',
      'What listens at the address of the proxy does not speak what the address says, or is no proxy.',
      [
        seeRoute,
        advice('Change the beginning of the address to the kind that the finding names: http, https or socks5.', {
          values: [{ label: 'Example', value: 'socks5://proxy.example.com:1080' }],
        }),
        advice('Compare host and port with the proxy settings of a browser that works; a web server is no proxy.'),
        advice('If the proxy passes on plain requests only, ask its administrator to allow CONNECT to this port.'),
      ],
    ),

  'proxy-login-wanted': () =>
    entry('The proxy wants a login', 'The proxy serves only users who log in, and the console has no login for it.', [
      seeRoute,
      advice(
        'In the settings of the environment choose a manual proxy, and enter its address, the user name and the password there.',
      ),
      advice(
        'If the proxy offers only a login with the account of Windows (Negotiate, NTLM), ask its administrator for an exception for this host or computer, or for a login with Basic.',
      ),
      pastProxy,
    ]),

  'proxy-login-refused': () =>
    entry('The proxy does not accept the login', 'The proxy was given a user name and a password and refused them.', [
      seeRoute,
      advice('Enter the user name and the password anew; some proxies want the domain with the user name.', {
        values: [{ label: 'Example', value: 'DOMAIN\\user' }],
      }),
      advice('Where they stand in an environment variable, percent-encode characters such as @, : and #.'),
      advice('Check that the account is not locked, and that its password has not expired.'),
    ]),

  'proxy-not-allowed': () =>
    entry(
      'The proxy does not allow this host',
      'The proxy works, and its rules refuse a connection to this host or port.',
      [
        advice('Open the evidence: the answer of the proxy often names the rule.'),
        advice('Ask the administrator of the proxy to allow the host and the port, for this computer.'),
        advice('Many proxies allow only port 443. If Creatio has another port, it has to be added there.'),
        pastProxy,
      ],
    ),

  'proxy-target-failed': () =>
    entry(
      'The proxy cannot reach the host',
      'The proxy works and tried to connect, but got no connection to the host or no answer from it.',
      [
        advice(
          'Open the evidence: the answer of the proxy often says whether the name, the connection or the answer failed.',
        ),
        advice('Check on another way, or on the server itself, that the host runs and listens at this port.'),
        advice(
          'A host inside the company is often unknown to a proxy for the Internet. Put it on the bypass list, or set the proxy of the environment to none.',
        ),
        advice('Ask the administrator of the proxy whether it can resolve the name and reach the port.'),
      ],
    ),
} satisfies Record<ProxyFindingId, EntryMaker>;
