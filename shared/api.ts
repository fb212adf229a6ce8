import type { CallName, CallReply, CallRequest, ConsoleEvent } from './contract.ts';

type Group<Name extends string> = Name extends `${infer Head}.${string}` ? Head : never;
type Method<Name extends string, Head extends string> = Name extends `${Head}.${infer Tail}` ? Tail : never;
type Arguments<Name extends CallName> = CallRequest<Name> extends null ? [] : [request: CallRequest<Name>];

/** What the preload puts on `window.api`: one named function for each call of the contract, and the event channel. */
export type Api = {
  readonly [Head in Group<CallName>]: {
    readonly [Tail in Method<CallName, Head>]: `${Head}.${Tail}` extends infer Name extends CallName
      ? (...request: Arguments<Name>) => Promise<CallReply<Name>>
      : never;
  };
} & {
  readonly events: {
    /** Calls the listener for every event, until the returned function is called. */
    subscribe(listener: (event: ConsoleEvent) => void): () => void;
  };
};
