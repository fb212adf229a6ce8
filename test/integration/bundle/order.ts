import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BundleOrder } from '../../../electron/bundle/index.ts';

/** Whole files as logs of a bundle. */
export const logsOf = (files: readonly string[]): Promise<BundleOrder['logs']> =>
  Promise.all(
    files.map(async (file) => {
      const { size } = await stat(file);
      const found = {
        id: basename(file),
        name: basename(file),
        path: file,
        kind: 'creatio-net' as const,
        bytes: size,
        archive: null,
        identity: null,
        firstAt: null,
        lastAt: null,
        offsetMinutes: 0,
        why: 'The test named it.',
      };
      const sizes = { limitBytes: 2 ** 40, expectedBytes: size, bytesToRead: size };
      return {
        path: `logs/creatio/${basename(file)}`,
        source: file,
        file: { file: found, window: null, fromByte: 0, ...sizes },
      };
    }),
  );

export const letter: BundleOrder['documents']['letter'] = {
  facts: { caseNumber: 'SR-4711', whatHappened: 'No token since Monday.', when: 'Since Monday', tried: 'A restart.' },
  environment: {
    name: 'Test',
    creatioUrl: 'https://crm.example.net',
    identityServiceUrl: '',
    version: '8.2',
    platform: '.NET',
  },
  run: null,
  session: null,
  period: 'Everything is taken.',
  tool: 'test',
};

/** An order with nothing but logs. */
export const orderOf = (logs: BundleOrder['logs'], target: string | null, secrets: readonly string[]): BundleOrder => ({
  tool: { name: 'test', version: '1' },
  logs,
  skipped: [],
  documents: { report: null, session: null, systemFacts: null, oauthTraces: null, letter },
  redaction: { secrets, keep: [], rules: [], exceptions: [] },
  target,
  encryption: { kind: 'none' },
});
