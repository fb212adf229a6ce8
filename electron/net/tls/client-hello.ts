import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { bareHost } from '../resolve.ts';

const cipherSuites = [
  0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca9, 0xcca8, 0xc009, 0xc00a, 0xc013, 0xc014, 0xc023, 0xc024, 0xc027, 0xc028,
  0x009c, 0x009d, 0x002f, 0x0035, 0x003c, 0x003d, 0x000a, 0x009e, 0x009f, 0x0033, 0x0039, 0x00ff,
];
const groups = [0x001d, 0x0017, 0x0018, 0x0019];
const signatureSchemes = [0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201];

/**
 * The first record of a TLS handshake that offers every version up to 1.2 (RFC 5246, section 7.4.1.2), in which a server
 * answers in plain text. The cipher suites, groups and signature schemes are those of the last fifteen years.
 */
export function clientHello(hostname: string): Buffer {
  const body = Buffer.concat([
    uint16(0x0303),
    randomBytes(32),
    Buffer.from([0]),
    sized(2, Buffer.concat(cipherSuites.map(uint16))),
    Buffer.from([1, 0]),
    sized(2, Buffer.concat(extensions(bareHost(hostname)))),
  ]);
  const message = Buffer.concat([Buffer.from([1]), sized(3, body)]);
  return Buffer.concat([Buffer.from([22, 3, 1]), sized(2, message)]);
}

function extensions(host: string): Buffer[] {
  const serverName = Buffer.concat([
    Buffer.from([0]),
    sized(2, Buffer.from(domainToASCII(host.replace(/\.$/, '')), 'latin1')),
  ]);
  return [
    ...(isIP(host) === 0 ? [extension(0, sized(2, serverName))] : []),
    extension(10, sized(2, Buffer.concat(groups.map(uint16)))),
    extension(11, Buffer.from([1, 0])),
    extension(13, sized(2, Buffer.concat(signatureSchemes.map(uint16)))),
    extension(16, sized(2, Buffer.from('\x08http/1.1', 'latin1'))),
    extension(23, Buffer.alloc(0)),
  ];
}

const extension = (type: number, content: Buffer): Buffer => Buffer.concat([uint16(type), sized(2, content)]);

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** Content with its length in front. */
function sized(lengthBytes: 2 | 3, content: Buffer): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(content.length, 0, lengthBytes);
  return Buffer.concat([length, content]);
}
