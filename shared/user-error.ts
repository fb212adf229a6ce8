/** A failure that a person can do something about: the message says what happened, to which thing, and what to do next. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** Stable word for programs, for example `port-in-use`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
