import { rename, type Find } from './find.ts';

const hostAndPort = /[A-Za-z][\w.\x80-\xff-]{0,252}(?=:\d{2,5}(?![\w.]))/y;

/** Finds the name of a host in front of a port, behind words that say that a connection was tried. */
export const connectedHost: Find = (scan, number, _start, end) => {
  hostAndPort.lastIndex = end;
  if (hostAndPort.test(scan.text)) rename(scan, number, 'host', end, hostAndPort.lastIndex);
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
