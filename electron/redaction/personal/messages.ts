import { isBehindEscape } from './escapes.ts';
import { rename, type Find } from './find.ts';

const hostAndPort = /[A-Za-z][\w.\x80-\xff-]{0,252}(?=:\d{2,5}(?![\w.]))/y;

/** Finds the name of a host in front of a port, behind words that say that a connection was tried. */
export const connectedHost: Find = (scan, number, _start, end) => {
  hostAndPort.lastIndex = end;
  if (hostAndPort.test(scan.text)) rename(scan, number, 'host', end, hostAndPort.lastIndex);
};

const wholeName = /[A-Za-z\d\x80-\xff][\w.\x80-\xff-]{1,252}(?=['")\]]|[.,;]?(?:[\t-\r ]|$)|\\[nr"]|:\d)/y;

/** Finds the name of a host behind words that say that it was looked for. */
export const soughtHost: Find = (scan, number, _start, end) => {
  wholeName.lastIndex = end;
  if (!wholeName.test(scan.text)) return;
  const stop = scan.text.charCodeAt(wholeName.lastIndex - 1) === 46 ? 1 : 0;
  rename(scan, number, 'host', end, wholeName.lastIndex - stop);
};

const principal = /([A-Za-z][\w.-]{1,252})(?::\d{1,5}(?!\d))?(?:@([A-Z][A-Z\d.-]{1,252}))?(?![\w/(-])/y;

/** Finds host and realm of the name of a service in Kerberos: `HTTP/crm01.corp.local:8090@CORP.LOCAL`. */
export const servicePrincipal: Find = (scan, number, start, end) => {
  const { text } = scan;
  if (/[\w/.%-]/.test(text.charAt(start - 1)) && !isBehindEscape(text, start)) return;
  principal.lastIndex = end;
  const [, name = '', realm] = principal.exec(text) ?? [];
  // "HTTP/HTTPS" and "host/port" are words.
  if (!(realm !== undefined || /^[a-z\d-]+(?:\.[a-z\d-]+)+$/i.test(name) || /^(?!v\d)[a-z-]{2,}[\w-]*\d$/i.test(name)))
    return;
  rename(scan, number, 'host', end, end + name.length);
  if (realm === undefined) return;
  const at = text.indexOf('@', end + name.length) + 1;
  rename(scan, number, 'host', at, at + realm.length);
};

const loggedOn = /(?:^|[\t-\r "'(:])user (?:account )?([\w.@\x80-\xff-]{2,64})$/i;
const noName =
  /^(?:is|was|has|not|successfully|already|account|session|activity|interactive|never|currently|who|that|and|first|last)$/i;

/** Finds the name in front of words that say that a user came or went: "User jane logged in". */
export const userWhoCame: Find = (scan, number, start) => {
  const before = scan.text.slice(Math.max(scan.least, start - 90), start);
  const name = loggedOn.exec(before)?.[1];
  if (name !== undefined && !noName.test(name)) rename(scan, number, 'user', start - name.length, start);
};

const commonName =
  /([^\t-\r ,;"'()<>=\\/+][^\t\r\n,;"'()<>=\\/+]{1,63})(?=,[ ]?(?:OU|CN|DC|O|L|ST|C)=|["'\r\n,;)]|\\["nr]|$)/iy;

/** Finds who or what a name in a directory or a certificate is of (RFC 4514). */
export const distinguishedName: Find = (scan, number, start, end) => {
  const { text } = scan;
  if (/[\w-]/.test(text.charAt(start - 1)) && !isBehindEscape(text, start)) return;
  commonName.lastIndex = end;
  const name = commonName.exec(text)?.[1];
  if (name === undefined) return;
  const behind = text.slice(end + name.length, end + name.length + 200);
  const component = text.charAt(start).toLowerCase() === 'd';
  if (component) {
    // The last one is that of a country, or `local`.
    if (/^,[ ]?DC=/i.test(behind)) rename(scan, number, 'host', end, end + name.length);
  } else if (/^,[ ]?(?:OU=|CN=Users,)[^"'\r\n;]{0,180}DC=/i.test(behind)) {
    rename(scan, number, 'user', end, end + name.length);
  } else if (/^[A-Za-z][\w-]{2,}\d$|^[A-Z\d]+-[A-Z\d-]+$/.test(name)) {
    rename(scan, number, 'host', end, end + name.length);
  }
};

const alternative = /[A-Za-z][\w-]{1,62}(?=[,\t-\r "'<)\\]|$)/y;

/** Finds the name of a host without a domain among those of a certificate (RFC 5280 section 4.2.1.6). */
export const alternativeName: Find = (scan, number, start, end) => {
  if (/\w/.test(scan.text.charAt(start - 1))) return;
  alternative.lastIndex = end;
  if (alternative.test(scan.text)) rename(scan, number, 'host', end, alternative.lastIndex);
};

const computer =
  /W3SVC\d{1,10} ([\w.\x80-\xff-]{1,255}) (?=(?:\d{1,3}\.){3}\d{1,3} |[\da-f]{0,4}:[\da-f]{0,4}:[\da-f:.]{0,40}(?:%\d{1,5})? )/iy;

/** Finds the name of the computer in a line of IIS, behind that of the site. */
export const loggedComputer: Find = (scan, number, start) => {
  computer.lastIndex = start;
  const name = computer.exec(scan.text)?.[1];
  if (name === undefined) return;
  const from = computer.lastIndex - 1 - name.length;
  rename(scan, number, 'host', from, from + name.length);
};

const request =
  /[A-Z]{3,8} \/[^\t-\r ]{0,1024} [^\t-\r ]{1,2048} \d{2,5} (?!- )([^\t-\r ]{1,128}) (?=(?:\d{1,3}\.){3}\d{1,3} |[\da-f]{0,4}:[\da-f]{0,4}:[\da-f:.]{0,40}(?:%\d{1,5})? )/y;

/** Finds the user in a line of IIS: behind the port, in front of the client's address. */
export const loggedUser: Find = (scan, number, start) => {
  // The server's address stands in front of the method, and in most other logs a word.
  if (!/[\da-f:]/.test(scan.text.charAt(start - 1))) return;
  request.lastIndex = start + 1;
  const name = request.exec(scan.text)?.[1];
  // An account of a domain or an address is told by its shape.
  if (name === undefined || /[\\@/]/.test(name)) return;
  const from = request.lastIndex - 1 - name.length;
  rename(scan, number, 'user', from, from + name.length);
};
