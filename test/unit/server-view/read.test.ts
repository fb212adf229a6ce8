import { describe, expect, it } from 'vitest';
import { readLook, readLookFile } from '../../../electron/server-view/index.ts';
import { lookWith } from './look.ts';

const look = lookWith();
const line = JSON.stringify(look);
const wrapped = (columns: number, end: string): string =>
  Array.from({ length: Math.ceil(line.length / columns) }, (_, row) =>
    line.slice(row * columns, (row + 1) * columns),
  ).join(end);
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));

describe('finds the line', () => {
  it.each([
    ['alone', line],
    ['between prompts', `PS C:\\Users\\Admin> .\\look-from-creatio-server.ps1\r\n\r\n${line}\r\nPS C:\\Users\\Admin> `],
    ['right behind a prompt', `[root@web01 ~]# sh look.sh ${line}`],
    ['broken by a console of 80 columns', `C:\\>run\r\n${wrapped(80, '\r\n')}\r\nC:\\>`],
    ['broken by a console of 7 columns', wrapped(7, '\n')],
    ['quoted in a mail', wrapped(72, '\n').replace(/^/gm, '> ')],
    ['with colours', `\u001B[32m${line.slice(0, 40)}\u001B[0m${line.slice(40)}`],
    ['behind a mark', `\uFEFF${line}`],
    ['behind another object', `{"schemaVersion":1,"tool":"other"}\n${line}`],
    ['before another object', `${line}\n{"schemaVersion": 1}`],
    ['behind one that was cut off', `${line.slice(0, 200)}\n${line}`],
    ['in a console that keeps zeros', [...line].join('\0')],
  ])('%s', (_where, text) => {
    expect(readLook(text)).toEqual(look);
  });

  it('takes the last of several', () => {
    const later = JSON.stringify(lookWith({ time: '2026-11-21T11:00:00Z' }));
    expect(readLook(`${line}\n${later}\n`).time).toBe('2026-11-21T11:00:00Z');
  });

  it.each([
    ['UTF-8', new Uint8Array(Buffer.from(line))],
    ['UTF-8 with a mark', new Uint8Array(Buffer.from(`\uFEFF${line}`))],
    ['UTF-16, as PowerShell writes it', utf16(`\r\n${line}\r\n`)],
    ['UTF-16 of the other order', new Uint8Array(Buffer.from(utf16(line)).swap16())],
    ['UTF-16 without a mark', new Uint8Array(Buffer.from(line, 'utf16le'))],
  ])('in a file in %s', (_encoding, bytes) => {
    expect(readLookFile(bytes)).toEqual(look);
  });

  it('reads the bytes that a shell writes as text in UTF-8, and leaves other letters alone', () => {
    const machine = { name: Buffer.from('Grüße-01').toString('latin1'), os: 'Linux \u00E9' };
    const tool = { ...look.tool, shell: 'sh' as const };
    expect(readLook(JSON.stringify(lookWith({ tool, machine }))).machine).toEqual({
      name: 'Grüße-01',
      os: 'Linux \u00E9',
    });
    expect(readLook(JSON.stringify(lookWith({ machine }))).machine).toEqual(machine);
  });
});

describe('says what is wrong with', () => {
  const changed = (part: object): string => JSON.stringify({ ...look, ...part });
  it.each([
    ['nothing', '  \r\n ', 'server-view-empty'],
    ['something else', 'PS C:\\> dir\r\nnothing here', 'server-view-not-found'],
    ['the script itself', 'printf \'{"%s":1\' schemaVersion', 'server-view-not-found'],
    ['a line without its end', line.slice(0, -30), 'server-view-cut-off'],
    ['a line of a newer script', changed({ schemaVersion: 2, more: true }), 'server-view-newer'],
    ['an unknown field', changed({ extra: 'x' }), 'server-view-damaged'],
    ['a number that is none', changed({ dns: { ...look.dns, durationMs: '2' } }), 'server-view-damaged'],
    ['an unknown reason', changed({ tcp: { ...look.tcp, reason: 'bored' } }), 'server-view-damaged'],
    ['an address of a script', changed({ address: 'javascript:alert(1)' }), 'server-view-damaged'],
    ['a text without measure', changed({ machine: { name: 'x'.repeat(100_000), os: '' } }), 'server-view-damaged'],
    [
      'a list without measure',
      changed({ dns: { ...look.dns, addresses: Array(1_000).fill('x') } }),
      'server-view-damaged',
    ],
    [
      'prototypes',
      line.replace('{"schemaVersion"', '{"schemaVersion":1,"__proto__":{"a":1},"schemaVersion"'),
      'server-view-damaged',
    ],
    ['too much', `${' '.repeat(2_000_001)}`, 'server-view-too-large'],
  ])('%s', (_what, text, code) => {
    const read = () => readLook(text);
    expect(read).toThrow(expect.objectContaining({ name: 'UserError', code }));
    expect(read).toThrow(/\.$/);
  });

  it('a file that is no text, and one that is far too large', () => {
    const code = (bytes: Uint8Array) => {
      try {
        return readLookFile(bytes).time;
      } catch (error) {
        return error instanceof Error && 'code' in error ? error.code : error;
      }
    };
    expect(code(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe]))).toBe('server-view-not-found');
    expect(code(new Uint8Array(5_000_000))).toBe('server-view-too-large');
  });

  it('a text that begins a thousand times and never ends, within its time', () => {
    const hostile = '{"schemaVersion":[{"'.repeat(90_000);
    expect(() => readLook(hostile)).toThrow(expect.objectContaining({ code: 'server-view-cut-off' }));
  });
});
