import { parseUrl } from '../../shared/url.ts';
import { pass, warn, type Found } from './finding.ts';
import { memberOf, textOf, type JsonNode } from './json.ts';

/** An address on which a service is told to listen. */
export interface Listening {
  port: number;
  secure: boolean;
  line: number;
}

/** Addresses as ASP.NET Core writes them, with `+`, `*` or several colons for every machine; separated by semicolons. */
export const listeningIn = (text: string, line: number): Listening[] =>
  text.split(';').flatMap((each) => {
    const found = /^\s*(https?):\/\/.*?(?::(\d{1,5}))?\/?\s*$/i.exec(each);
    if (found === null) return [];
    const secure = found[1]?.toLowerCase() === 'https';
    return [{ secure, port: found[2] === undefined ? (secure ? 443 : 80) : Number(found[2]), line }];
  });

/** Compares where the settings tell a service to listen with the address that the environment has for it. */
export function examineAddresses(settings: JsonNode, address: string | null, service: string): Found[] {
  const endpoints = memberOf(settings, 'Kestrel', 'Endpoints');
  const nodes = [
    memberOf(settings, 'urls'),
    ...(endpoints?.kind === 'object' ? endpoints.members.map(({ value }) => memberOf(value, 'Url')) : []),
  ];
  return compareListening(
    nodes.flatMap((node) => listeningIn(textOf(node) ?? '', node?.line ?? 1)),
    address,
    service,
  );
}

/** The same for addresses that were found already. Nothing is said where the files name none, as usual under IIS. */
export function compareListening(found: readonly Listening[], address: string | null, service: string): Found[] {
  const url = address === null ? null : parseUrl(address);
  const [first] = found;
  if (url === null || first === undefined) return [];
  const secure = url.protocol === 'https:';
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  const ports = [...new Set(found.map((each) => each.port))].join(', ');
  const same = found.find((each) => each.port === port);
  if (same === undefined) {
    return [
      warn(
        'configuration-address-differs',
        `The settings let ${service} listen on port ${ports}, while this environment has port ${port}. Under IIS its bindings decide instead, and a proxy in front can have a port of its own.`,
        first.line,
      ),
    ];
  }
  if (same.secure !== secure) {
    return [
      warn(
        'configuration-address-differs',
        `The settings let ${service} listen on port ${port} by ${same.secure ? 'https' : 'http'}, while this environment has ${secure ? 'https' : 'http'}.`,
        same.line,
      ),
    ];
  }
  return [pass(`The settings let ${service} listen on port ${port}, as this environment has it.`, same.line)];
}
