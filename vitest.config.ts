import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** Suites with a keyring of their own, which only Linux can have several of; elsewhere they would use that of the user. */
const ofSecretService = [
  'test/integration/secrets/**',
  'test/integration/cli/keychain.test.ts',
  'test/integration/cli/profiles.test.ts',
  'test/integration/transfer/services.test.ts',
  'test/ui/story.test.ts',
  'test/ui/transfer.test.ts',
  'test/electron/keychain.test.ts',
  'test/electron/transfer.test.ts',
];

export default defineConfig({
  test: {
    // Two even on two cores: while one suite waits for a socket or a browser, the other works.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    exclude: [...configDefaults.exclude, ...(process.platform === 'linux' ? [] : ofSecretService)],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    // Modules are loaded once a worker instead of once a file: a third less time. Suites undo what they change in the environment.
    isolate: false,
    // What waits for other processes is tried once more, for a machine that is too slow at that moment; a fault of ours fails both times.
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { extends: true, test: { name: 'integration', include: ['test/integration/**/*.test.ts'], retry: 1 } },
      {
        extends: true,
        test: { name: 'ui', include: ['test/ui/**/*.test.ts'], testTimeout: 60_000, retry: 1 },
      },
      {
        extends: true,
        test: {
          name: 'electron',
          include: ['test/electron/**/*.test.ts'],
          testTimeout: 90_000,
          retry: 1,
          // One window at a time, as two would take the focus from each other; so it is a group of its own.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'peers',
          include: ['test/peers/**/*.test.ts'],
          testTimeout: 90_000,
          retry: 1,
          fileParallelism: false,
          isolate: true,
        },
      },
    ],
  },
});
