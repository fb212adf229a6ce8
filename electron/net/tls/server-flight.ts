/** What a server answers to a TLS 1.2 client hello. */
export type ServerAnswer =
  | { kind: 'tls'; version: string; outdated: boolean; clientCertificateRequested: boolean }
  | { kind: 'alert'; alert: number }
  | { kind: 'http' }
  | { kind: 'other'; start: string }
  | { kind: 'none' };

const largestFlight = 128 * 1024;

/**
 * Reads a server's first flight of TLS up to 1.2, which is plain text (RFC 5246, sections 6.2 and 7.4). Feed it what
 * arrives; it says when it has seen enough.
 */
export class ServerFlight {
  #received: Buffer = Buffer.alloc(0);

  /** Returns true when nothing more is needed. */
  add(chunk: Buffer): boolean {
    this.#received = Buffer.concat([this.#received, chunk]);
    if (this.#received.length > largestFlight) return true;
    const [type] = this.#received;
    if (type !== 21 && type !== 22) return this.#received.length >= 8;
    return readRecords(this.#received).complete;
  }

  answer(): ServerAnswer {
    const [type] = this.#received;
    if (type === undefined) return { kind: 'none' };
    if (type === 21 || type === 22) return readRecords(this.#received).answer;
    const start = this.#received.subarray(0, 40).toString('latin1');
    if (start.startsWith('HTTP/')) return { kind: 'http' };
    const printable = start.replace(/[^\x20-\x7e].*$/s, '');
    return { kind: 'other', start: printable };
  }
}

const versionNames = new Map([
  [0x0300, 'SSL 3.0'],
  [0x0301, 'TLS 1.0'],
  [0x0302, 'TLS 1.1'],
  [0x0303, 'TLS 1.2'],
]);

function readRecords(bytes: Buffer): { complete: boolean; answer: ServerAnswer } {
  const handshake: Buffer[] = [];
  for (let at = 0; at + 5 <= bytes.length;) {
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    const content = bytes.subarray(at + 5, end);
    if (bytes[at] === 21 && content.length >= 2 && handshake.length === 0) {
      return { complete: true, answer: { kind: 'alert', alert: content[1] ?? 0 } };
    }
    if (bytes[at] !== 22) break;
    handshake.push(content);
    at = end;
  }
  return readMessages(Buffer.concat(handshake));
}

function readMessages(bytes: Buffer): { complete: boolean; answer: ServerAnswer } {
  let answer: ServerAnswer = { kind: 'none' };
  for (let at = 0; at + 4 <= bytes.length;) {
    const type = bytes[at];
    const end = at + 4 + bytes.readUIntBE(at + 1, 3);
    if (type === 2 && at + 6 <= bytes.length) {
      const version = bytes.readUInt16BE(at + 4);
      answer = {
        kind: 'tls',
        version: versionNames.get(version) ?? 'an unknown version',
        outdated: version < 0x0303,
        clientCertificateRequested: false,
      };
    }
    if (type === 13 && answer.kind === 'tls') answer.clientCertificateRequested = true;
    if (type === 14) return { complete: true, answer };
    at = end;
  }
  return { complete: false, answer };
}
