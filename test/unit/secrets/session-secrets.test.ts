import { expect, it } from 'vitest';
import { createSessionSecrets } from '../../../electron/secrets/session-secrets.ts';

it('holds secrets for the session, each by its environment and name', () => {
  const secrets = createSessionSecrets();
  expect([secrets.list('a'), secrets.get('a', 'client-secret')]).toEqual([[], null]);
  secrets.set('a', 'client-secret', 'canary');
  secrets.set('a', 'proxy-password', 'other canary');
  expect(secrets.get('a', 'client-secret')).toBe('canary');
  expect(secrets.get('b', 'client-secret')).toBeNull();
  expect(secrets.list('a').map(({ name }) => name)).toEqual(['client-secret', 'proxy-password']);
  expect(JSON.stringify(secrets.list('a'))).not.toContain('canary');
  secrets.remove('a', 'client-secret');
  expect([secrets.get('a', 'client-secret'), secrets.get('a', 'proxy-password')]).toEqual([null, 'other canary']);
  secrets.remove('a', 'proxy-password');
  expect(secrets.list('a')).toEqual([]);
});
