import type { PracticeStatus } from '../../shared/practice.ts';

/** A running practice environment: a small Creatio and Identity Service on 127.0.0.1. */
export interface Practice {
  /** The scenario played now; the addresses can differ from one scenario to the next (http or https), the ports never do. */
  status(): PracticeStatus;
  /**
   * Plays another scenario from the next connection on; replies that are under way are finished first.
   * Throws a UserError `scenario-unknown` when there is none of that name, and `port-in-use` when a scenario had closed a
   * port and another program took it meanwhile.
   */
  switchTo(scenario: string): Promise<PracticeStatus>;
  /** Base address of the Creatio, for example http://127.0.0.1:50123. */
  readonly creatioUrl: string;
  readonly identityServiceUrl: string;
  /** The one address to which the Identity Service redirects that client; nothing listens there before somebody opens it. */
  readonly redirectUrl: string;
  readonly clientId: string;
  /** A made-up secret, valid here only. */
  readonly clientSecret: string;
  /**
   * Authorities (PEM) to trust for this environment alone, so that a TLS scenario shows its one fault and not an unknown
   * authority as well. Empty until a scenario with TLS has been played; read it anew for each run.
   */
  readonly trustedCertificates: readonly string[];
  /** Ends every connection and both servers at once, and finishes the logs. */
  close(): Promise<void>;
}

export interface PracticeOptions {
  /** Name of the scenario to start with; `healthy` by default. */
  scenario?: string;
  /** Port of the Creatio; the Identity Service takes the next one. Free ports when absent. */
  port?: number;
  /** Time to wait before every reply, in ms, for measurements. */
  replyDelayMs?: number;
  /** Folder for logs in the layout of Creatio and its Identity Service; none are written when absent. */
  logFolder?: string;
}
