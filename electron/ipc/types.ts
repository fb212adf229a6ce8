import type { CallName, CallResponse, ConsoleEvent, ParsedRequest } from '../../shared/contract.ts';

/** What the main process does for each call of the contract. A failure for people is thrown as a UserError. */
export type Handlers = {
  readonly [Name in CallName]: (request: ParsedRequest<Name>) => Promise<CallResponse<Name>>;
};

/** The capabilities as a host sees them: answers to calls, and events. */
export interface Services {
  readonly handlers: Handlers;
  /** Calls the listener for every event until the returned function is called. */
  subscribe(listener: (event: ConsoleEvent) => void): () => void;
  /** Ends everything that runs; nothing is answered afterwards. */
  close(): Promise<void>;
}

/** The part of Electron's `ipcMain` that the binding needs. */
export interface CallReceiver<Sender> {
  handle(channel: string, listener: (sender: Sender, ...values: unknown[]) => Promise<unknown>): void;
  removeHandler(channel: string): void;
}

/** What joins the contract to a host. */
export interface Binding<Sender> {
  receiver: CallReceiver<Sender>;
  services: Services;
  /** Whether a call comes from the main frame of our own page. */
  isTrustedSender(sender: Sender): boolean;
  /** Hands a message to every page that is open. */
  send(channel: string, message: unknown): void;
  /** Takes one line about a fault of our own; it holds no value of a call. */
  log(line: string): void;
}
