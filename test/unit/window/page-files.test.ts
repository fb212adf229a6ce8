import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { servePageFile } from '../../../electron/window/page-files.ts';

let root = '';
let folder = '';
const get = (path: string, method = 'GET') => servePageFile(folder, method, path);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'page-files-'));
  folder = join(root, 'page');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(root, 'secret.js'), 'secret');
  await writeFile(join(folder, '.hidden.js'), 'secret');
  await writeFile(join(folder, 'data.json'), '{}');
  await writeFile(join(folder, 'index.html'), '<meta content="__STYLE_NONCE__"><link nonce="__STYLE_NONCE__">');
  await writeFile(join(folder, 'assets/app-1.js'), 'script');
});
afterAll(() => rm(root, { recursive: true, force: true }));

it('gives every response a style nonce of its own, in the policy and in the page', async () => {
  const [first, second] = [await get('/'), await get('/index.html')];
  const nonceOf = (policy = '') => /style-src 'self' 'nonce-([A-Za-z0-9+/=]{22,})'/.exec(policy)?.[1] ?? 'none';
  const nonce = nonceOf(first.headers['Content-Security-Policy']);
  expect(first.body).toBe(`<meta content="${nonce}"><link nonce="${nonce}">`);
  expect(nonce).not.toBe(nonceOf(second.headers['Content-Security-Policy']));
});

it('forbids everything by default, and eval and inline scripts with it', async () => {
  const policy = (await get('/')).headers['Content-Security-Policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
});

it('serves a file with its type and the security headers', async () => {
  const { status, headers, body } = await get('/assets/app-1.js');
  expect(status).toBe(200);
  expect(Buffer.from(body).toString()).toBe('script');
  expect(headers).toMatchObject({
    'Content-Type': 'text/javascript; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
});

it.each([
  '/../secret.js',
  '/%2e%2e/secret.js',
  '/..%2fsecret.js',
  '/..\\secret.js',
  '/assets/../../secret.js',
  '//secret.js',
  '/.hidden.js',
  '/assets',
  '/assets/',
  '/data.json',
  '/missing.js',
  '/app-1.js\0.png',
  'C:/secret.js',
  '',
])('has no file %j', async (path) => {
  const { status, body } = await get(path);
  expect(status).toBe(404);
  expect(String(body)).not.toContain('secret');
});

it.each(['POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', ''])('refuses the method %j', async (method) => {
  expect(await get('/', method)).toMatchObject({ status: 405, headers: { Allow: 'GET' } });
});
