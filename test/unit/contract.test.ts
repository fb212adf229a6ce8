import { expect, it } from 'vitest';
import { calls } from '../../shared/contract.ts';

it('names every call by capability and action', () => {
  for (const name of Object.keys(calls)) expect(name).toMatch(/^[a-z][a-zA-Z]*\.[a-zA-Z]+$/);
});
