import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { bodyLimitBytes, createNetwork, type HttpExchange } from '../../../electron/net/index.ts';
import { listen, onRequest, reply, type Listening } from '../../fixtures/net-servers.ts';

const network = createNetwork();
const open: Listening[] = [];
const getFrom = async (answer: (socket: Socket) => void): Promise<HttpExchange> => {
  const listening = await listen(onRequest(answer));
  open.push(listening);
  const url = `http://127.0.0.1:${listening.port}/`;
  return (await network.request({ method: 'GET', url, signal: AbortSignal.timeout(15_000) })).final;
};
const getReply = (headers: Record<string, string>, body: Buffer | string): Promise<HttpExchange> =>
  getFrom((socket) => socket.write(reply('200 OK', headers, body)));
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
afterAll(() => network.close());

describe('size', () => {
  test('a body of just the limit is whole, one byte more is truncated', async () => {
    const whole = await getReply({}, 'x'.repeat(bodyLimitBytes));
    expect(whole.response).toMatchObject({ truncated: false, bodyBytes: bodyLimitBytes });
    const longer = await getReply({}, 'x'.repeat(bodyLimitBytes + 1));
    expect(longer.failure).toBeNull();
    expect(longer.response?.truncated).toBe(true);
    expect(longer.response?.body.length).toBe(bodyLimitBytes);
  });

  test('an endless body is cut and its connection closed', async () => {
    let closed: () => void = () => undefined;
    const ended = new Promise<void>((settle) => (closed = settle));
    const { response, failure } = await getFrom((socket) => {
      socket.once('close', closed);
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const block = Buffer.alloc(64 * 1024, 'y');
      const pour = (): void => {
        while (!socket.destroyed && socket.write(block));
      };
      socket.on('drain', pour);
      pour();
    });
    await ended;
    expect(failure).toBeNull();
    expect(response?.truncated).toBe(true);
    expect(response?.body.length).toBe(bodyLimitBytes);
  });

  test('characters of several bytes are not torn at the limit', async () => {
    const { response } = await getReply({}, `x${'ü'.repeat(bodyLimitBytes / 2)}`);
    expect(response?.charset).toBe('utf-8');
    expect(response?.body.endsWith('ü')).toBe(true);
  });
});

describe('compression', () => {
  const text = '{"HasProblem":false} '.repeat(1_000);
  test.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate, gzip', gzipSync(deflateSync(text))],
    ['identity', Buffer.from(text)],
  ])('%s', async (coding, packed) => {
    const { response, failure } = await getReply({ 'Content-Encoding': coding }, packed);
    expect(failure).toBeNull();
    expect(response).toMatchObject({ body: text, bodyBytes: packed.length, truncated: false });
  });

  test.each([
    ['gzip', gzipSync(Buffer.alloc(40 * bodyLimitBytes))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(40 * bodyLimitBytes)))],
    ['deflate', deflateRawSync(Buffer.alloc(20 * bodyLimitBytes))],
    ['br', brotliCompressSync(Buffer.alloc(20 * bodyLimitBytes))],
  ])('a bomb (%s) is stopped at the limit', async (coding, packed) => {
    const { response, failure } = await getReply({ 'Content-Encoding': coding }, packed);
    expect(failure).toBeNull();
    expect(response?.truncated).toBe(true);
    expect(response?.body.length).toBe(bodyLimitBytes);
    expect(response?.bodyBytes).toBeLessThanOrEqual(packed.length);
  });

  test('nothing at all, although a compression is declared, is an empty body', async () => {
    const { response, failure } = await getReply({ 'Content-Encoding': 'gzip' }, '');
    expect([response?.body, failure]).toEqual(['', null]);
  });

  test('broken and cut compressed data is told, and what could be unpacked kept', async () => {
    const noise = randomBytes(200_000).toString('hex');
    const packed = gzipSync(`the start ${noise}`);
    const cut = await getReply({ 'Content-Encoding': 'gzip' }, packed.subarray(0, packed.length / 2));
    expect(cut.failure?.finding).toBe('http-malformed');
    expect(cut.failure?.message).toContain('(gzip)');
    expect(cut.response?.body.startsWith('the start ')).toBe(true);
    const plain = await getReply({ 'Content-Encoding': 'gzip' }, 'this is not gzip');
    expect(plain.failure?.finding).toBe('http-malformed');
    const reset = await getFrom((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`);
      socket.end(packed.subarray(0, packed.length / 2));
    });
    expect(reset.failure?.finding).toBe('http-reset');
    expect(reset.response?.body.startsWith('the start ')).toBe(true);
  });

  test.each(['compress', 'gzip, x-secret', Array(20).fill('gzip').join(', ')])(
    'a coding that cannot be undone: %s',
    async (coding) => {
      const { failure, response } = await getReply({ 'Content-Encoding': coding }, 'packed');
      expect(failure?.finding).toBe('http-malformed');
      expect(response?.body).toBe('packed');
    },
  );
});

describe('charset', () => {
  const words = '{"Message":"Стан: помилка"}';
  const western = '{"Message":"Größe – naïve “ok” €"}';
  const declared = (charset: string): Record<string, string> => ({ 'Content-Type': `text/plain; charset=${charset}` });
  test.each([
    ['UTF-8 by default', {}, Buffer.from(words), words, 'utf-8'],
    ['UTF-8 with a mark', {}, Buffer.from(`\uFEFF${words}`), words, 'utf-8'],
    ['a mark wins over the header', declared('windows-1251'), Buffer.from(`\uFEFF${words}`), words, 'utf-8'],
    ['UTF-16LE with a mark', {}, Buffer.from(`\uFEFF${words}`, 'utf16le'), words, 'utf-16le'],
    ['UTF-16BE with a mark', {}, Buffer.from(`\uFEFF${words}`, 'utf16le').swap16(), words, 'utf-16be'],
    ['UTF-16LE by its zeros', {}, Buffer.from(words, 'utf16le'), words, 'utf-16le'],
    ['UTF-16BE by its zeros', {}, Buffer.from(words, 'utf16le').swap16(), words, 'utf-16be'],
    ['UTF-16 declared', declared('utf-16'), Buffer.from(words, 'utf16le'), words, 'utf-16le'],
    ['UTF-32 with a mark', {}, iconv.encode(words, 'utf-32le', { addBOM: true }), words, 'utf-32le'],
    ['windows-1251', declared('windows-1251'), iconv.encode(words, 'windows-1251'), words, 'windows-1251'],
    ['in quotes', declared('"windows-1251"'), iconv.encode(words, 'windows-1251'), words, 'windows-1251'],
    ['KOI8-U', declared('KOI8-U'), iconv.encode(words, 'koi8-u'), words, 'koi8-u'],
    ['Shift_JIS', declared('shift_jis'), iconv.encode('設定', 'shift_jis'), '設定', 'shift_jis'],
    ['GB18030', declared('gb18030'), iconv.encode('设置', 'gb18030'), '设置', 'gb18030'],
    ['an old code page', declared('cp850'), iconv.encode('Größe', 'cp850'), 'Größe', 'cp850'],
    ['windows-1252 declared', declared('windows-1252'), iconv.encode(western, 'windows-1252'), western, 'windows-1252'],
    ['Latin-1 is windows-1252', declared('iso-8859-1'), iconv.encode(western, 'windows-1252'), western, 'windows-1252'],
    ['no UTF-8 after all', {}, iconv.encode(western, 'windows-1252'), western, 'windows-1252'],
    [
      'UTF-16BE declared without its order',
      declared('utf-16'),
      Buffer.from(words, 'utf16le').swap16(),
      words,
      'utf-16be',
    ],
    ['UTF-16 declared for UTF-8', declared('utf-16'), Buffer.from(words), words, 'utf-8'],
    ['UTF-32 declared for UTF-8', declared('utf-32be'), Buffer.from(words), words, 'utf-8'],
    ['UTF-8 declared for UTF-16', declared('utf-8'), Buffer.from(words, 'utf16le'), words, 'utf-16le'],
    [
      'UTF-16 declared, no ASCII',
      declared('utf-16be'),
      Buffer.from('помилка', 'utf16le').swap16(),
      'помилка',
      'utf-16be',
    ],
    ['an unknown charset', declared('klingon'), Buffer.from(words), words, 'utf-8'],
  ])('%s', async (_name, headers, bytes, text, charset) => {
    const { response } = await getReply(headers, bytes);
    expect(response?.body).toBe(text);
    expect(response?.charset).toBe(charset);
  });

  test.each([
    ['<?xml version="1.0" encoding="windows-1251"?><e>помилка</e>', 'windows-1251'],
    ['<html><head><meta charset=windows-1251></head>помилка', 'windows-1251'],
    ['<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">помилка', 'koi8-r'],
    ['<meta charset="utf-16">помилка', 'utf-8'],
  ])('a document says its charset itself: %s', async (text, charset) => {
    const { response } = await getReply({ 'Content-Type': 'text/html' }, iconv.encode(text, charset));
    expect(response).toMatchObject({ body: text, charset });
  });
});
