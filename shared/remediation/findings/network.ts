import type { FindingId } from '../../findings.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, adviceProvenBy, copied } from '../entry.ts';
import { hostCommands } from '../addresses.ts';
import { bindingsPath } from '../steps/paths.ts';

type NetworkFindingId = Extract<FindingId, 'address-invalid' | `dns-${string}` | `tcp-${string}`>;

const mendConnection = adviceProvenBy('creatio.tcp', 'identity.tcp');
const mendName = adviceProvenBy('creatio.dns', 'identity.dns');
const mendAddress = adviceProvenBy('creatio.address', 'identity.address');

/** From the address to the open connection. */
export const networkFindings = {
  'address-invalid': () => ({
    title: 'The address cannot be used',
    cause: 'The address of this environment is not one that a request can be sent to.',
    steps: [
      mendAddress(
        'Open Creatio, or the discovery document of the Identity Service, in a browser, copy the address from there, and paste it into the settings of the environment. Login pages and /0 are taken off by themselves.',
      ),
      advice('Leave out user names and passwords. The address starts with http or https.'),
    ],
    provenBy: ['creatio.address', 'identity.address'],
    sources: [],
  }),

  'dns-not-found': (facts) => ({
    title: 'The name is not known',
    cause: 'The name system of this computer has no address for this host name.',
    steps: [
      mendName('Compare the spelling of the host name, letter by letter, with an address that works elsewhere.'),
      mendName(
        'If the name exists only inside the company, connect to its network or VPN and try again; a short name may need its full domain.',
      ),
      advice(
        'Look the name up yourself. If the answer is the same, the administrator of the name servers has to add it.',
        {
          values: hostCommands(facts, 'Command', (host) => `nslookup ${host}`),
        },
      ),
      mendName(
        'For a test system, a line in the hosts file can stand in for the name server: on Windows C:\\Windows\\System32\\drivers\\etc\\hosts, elsewhere /etc/hosts. Creatio needs the same line on its own server.',
      ),
    ],
    provenBy: ['creatio.dns', 'identity.dns'],
    sources: [],
  }),

  'dns-failed': (facts) => ({
    title: 'The name could not be looked up',
    cause: 'The name server gave no answer or refused. Whether the name exists is therefore not known.',
    steps: [
      mendName('Check that this computer has a network connection, and that the VPN is connected where one is needed.'),
      mendName('Try again after a minute. A name server that is overloaded or restarting recovers by itself.'),
      advice('Look the name up yourself and see which server is asked.', {
        values: hostCommands(facts, 'Command', (host) => `nslookup ${host}`),
      }),
    ],
    provenBy: ['creatio.dns', 'identity.dns'],
    sources: [],
  }),

  'tcp-refused': () => ({
    title: 'Nothing is listening at this port',
    cause:
      'The machine answers, but refuses the connection at this port: the website is stopped, the port is wrong, or a firewall rejects the connection.',
    steps: [
      mendConnection(
        'In IIS on that machine, check that the website is started and that its application pool is started.',
        {
          path: bindingsPath,
        },
      ),
      mendConnection('Compare the port of the address with the port in the bindings of the website.'),
      mendConnection(
        'If it runs in Docker, check that the container runs and that its port is published to the outside.',
        {
          values: [copied('Command', 'docker ps')],
        },
      ),
      mendConnection(
        'If the binding is limited to one address of the machine, or to localhost, other machines are refused. Widen the binding, or use the address that it has.',
      ),
    ],
    provenBy: ['creatio.tcp', 'identity.tcp'],
    sources: [],
  }),

  'tcp-silent': (facts) => ({
    title: 'No answer to the attempt to connect',
    cause:
      'The attempt to connect was neither accepted nor refused. Usually a firewall drops it, or no machine has this address now.',
    steps: [
      advice('Try the port from this computer by hand.', {
        values: hostCommands(facts, 'PowerShell', (host, port) => `Test-NetConnection ${host} -Port ${port}`),
      }),
      mendConnection(
        'Have the port opened in the firewall of the machine and in those on the way, for the machine that connects.',
      ),
      advice('If the port works from a machine in the same network, the machine itself is fine and the way is closed.'),
      mendConnection(
        'Connect to the VPN where one is needed, and check that the looked-up address is the present one.',
      ),
    ],
    provenBy: ['creatio.tcp', 'identity.tcp'],
    sources: [],
  }),

  'tcp-unreachable': () => ({
    title: 'There is no way to this address',
    cause: 'The network reports that it has no route to the machine. It may be in another network, or switched off.',
    steps: [
      mendConnection('Connect to the network or the VPN in which the machine stands.'),
      mendConnection(
        'If only an IPv6 address fails, this network may have no IPv6. Have the entry removed, or IPv6 set up.',
      ),
      advice('Compare the looked-up address with the present address of the machine.'),
    ],
    provenBy: ['creatio.tcp', 'identity.tcp'],
    sources: [],
  }),

  'tcp-reset': () => ({
    title: 'The connection was cut right after it was opened',
    cause:
      'Something accepted the connection and ended it at once: a firewall, a load balancer without a target, or a service that stops.',
    steps: [
      advice(
        'Try again on the server itself. If it works there, look at the firewall or the load balancer on the way.',
      ),
      mendConnection('On a load balancer, check that it has a healthy target for this port.'),
      advice('Read the event log of the server for services that stopped at that moment.'),
    ],
    provenBy: ['creatio.tcp', 'identity.tcp'],
    sources: [],
  }),

  'tcp-some-addresses-fail': () => ({
    title: 'Some addresses of the host do not answer',
    cause:
      'The name has several addresses and not all of them accept a connection. Whoever gets one of the others waits or fails, so the trouble comes and goes.',
    steps: [
      advice('Open the evidence and note the addresses that fail.'),
      mendConnection('Have addresses that are no longer used removed from the name server.'),
      mendConnection(
        'If the failing ones are all IPv6, let the website listen there too, or have the AAAA entries removed.',
      ),
      mendConnection('If they are nodes behind one name, start the website on every node.'),
    ],
    provenBy: ['creatio.tcp', 'identity.tcp'],
    sources: [],
  }),
} satisfies Record<NetworkFindingId, EntryMaker>;
