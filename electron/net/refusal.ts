import type { NetworkFailure } from './types.ts';

/** A connection that was not made, told as a finding. */
export class ConnectionRefusal extends Error {
  readonly failure: NetworkFailure;

  constructor(failure: NetworkFailure) {
    super(failure.message);
    this.failure = failure;
  }
}
