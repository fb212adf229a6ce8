import { expect, it } from 'vitest';
import { createSessionSecrets } from '../../../electron/profiles/index.ts';

it('holds secrets for the session', () => {
  const secrets = createSessionSecrets();
  expect([secrets.has('a'), secrets.get('a')]).toEqual([false, null]);
  secrets.set('a', 'canary');
  expect([secrets.has('a'), secrets.get('a'), secrets.has('b')]).toEqual([true, 'canary', false]);
  secrets.remove('a');
  expect([secrets.has('a'), secrets.get('a')]).toEqual([false, null]);
});
