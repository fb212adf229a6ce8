import type { PracticeStatus } from '../../shared/practice.ts';

/** A running practice environment: a small Creatio and Identity Service on loopback. */
export interface Practice {
  /** The scenario played now; the addresses can differ from one scenario to the next (http or https). */
  status(): PracticeStatus;
  /** Plays another scenario from the next connection on. Throws a UserError when there is none of that name. */
  switchTo(scenario: string): Promise<PracticeStatus>;
  /** Base address of the Creatio, for example http://127.0.0.1:50123. */
  readonly creatioUrl: string;
  readonly identityServiceUrl: string;
  readonly clientId: string;
  /** A made-up secret, valid here only. */
  readonly clientSecret: string;
  close(): Promise<void>;
}

export interface PracticeOptions {
  scenario?: string;
  /** Port of the Creatio; the Identity Service takes the next one. Free ports when absent. */
  port?: number;
}
