import type { z } from 'zod';
import { calls } from '../../shared/contract.ts';
import type { CallError, CallName, CallReply, CallResponse, ParsedRequest } from '../../shared/contract.ts';
import { UserError } from '../../shared/user-error.ts';
import { describeCrash, describeMismatch, internalError } from './crash.ts';
import type { Handlers } from './types.ts';

type Contract = {
  readonly [Name in CallName]: {
    readonly request: z.ZodType<ParsedRequest<Name>>;
    readonly response: z.ZodType<CallResponse<Name>>;
  };
};
const contract: Contract = calls;

const isCallName = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(contract, name);

/** Answers one call of the page; it never rejects. Request and response are both held to the contract. */
export async function answer(
  handlers: Handlers,
  name: unknown,
  request: unknown,
  log: (line: string) => void,
): Promise<CallReply<CallName>> {
  if (!isCallName(name)) return refuse('unknown-call', 'This version of the console does not know that action.');
  return answerCall(handlers, name, request, log);
}

async function answerCall<Name extends CallName>(
  handlers: Handlers,
  name: Name,
  request: unknown,
  log: (line: string) => void,
): Promise<CallReply<Name>> {
  const input = contract[name].request.safeParse(request);
  if (!input.success) {
    log(`${name}: the request does not fit the contract: ${describeMismatch(input.error)}`);
    return refuse('invalid-request', 'Something that was entered does not fit. Check the values and try again.');
  }
  try {
    const output = contract[name].response.safeParse(await handlers[name](input.data));
    if (output.success) return { ok: true, value: output.data };
    log(`${name}: the response does not fit the contract: ${describeMismatch(output.error)}`);
    return { ok: false, error: internalError };
  } catch (error) {
    if (error instanceof UserError) return refuse(error.code, error.message);
    log(`${name}: ${describeCrash(error)}`);
    return { ok: false, error: internalError };
  }
}

/** A reply that tells why a call was not carried out. */
export function refuse(code: string, message: string): { ok: false; error: CallError } {
  return { ok: false, error: { code, message } };
}
