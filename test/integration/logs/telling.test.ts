import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { searchTellingLines } from '../../../electron/logs/index.ts';
import { toldOf } from '../../../electron/services/log-search.ts';
import { foundFile, planOf } from '../../fixtures/logs.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'logs-telling-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function search(content: string) {
  const file = path.join(folder, 'Error.log');
  await writeFile(file, content);
  const files = [planOf(await foundFile(file))];
  return searchTellingLines({
    files,
    skipped: [],
    unseen: [],
    configuration: [],
    expectedBytes: 0,
    bytesToRead: 0,
    window: null,
    times: [],
  });
}

const secret = 'canary-9f31-secret-of-the-client';
const moment = (minute: number): string => `2026-11-21 10:${String(minute).padStart(2, '0')}:00,000 [1] ERROR a b c - `;

it('gives the newest of each telling line with the moment of its entry, and counts the rest', async () => {
  const lines = Array.from({ length: 60 }, (_, minute) => `${moment(minute)}x\r\n   at y IDX20803 z\r\n`);
  const { hits, counts } = await toldOf(await search(`${lines.join('')}${moment(0)}empty TOKEN received.\n`), []);
  expect(counts).toEqual([
    { line: 'discovery-unreadable', count: 60 },
    { line: 'creatio-empty-token', count: 1 },
  ]);
  const unreadable = hits.filter(({ line }) => line === 'discovery-unreadable');
  expect(unreadable).toHaveLength(20);
  expect(unreadable[0]).toMatchObject({ at: '2026-11-21T10:59:00.000Z', excerpt: 'at y IDX20803 z' });
  expect(hits).toHaveLength(21);
});

it('shows a part of a line of any length, and of no secret in it a part', async () => {
  const filler = 'no secret here '.repeat(100_000);
  // The secret is before and behind the text, at every distance at which an excerpt could be cut.
  const around = `${secret} `.repeat(300);
  const told = await toldOf(
    await search(`${moment(7)}${filler}${around}IdentityServer auth failed with ${around}${filler}\n`),
    [secret],
  );
  expect(told.hits).toHaveLength(1);
  expect(told.hits[0]?.excerpt).toContain('IdentityServer auth failed with');
  expect(told.hits[0]?.at).toBe('2026-11-21T10:07:00.000Z');
  for (let length = 10; length <= secret.length; length += 5) {
    expect(told.hits[0]?.excerpt).not.toContain(secret.slice(-length));
    expect(told.hits[0]?.excerpt).not.toContain(secret.slice(0, length));
  }
});
