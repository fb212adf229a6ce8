import type { PracticeScenario } from '../../shared/practice.ts';
import type { Platform } from '../../shared/profile.ts';
import type { SystemSettingCode } from '../../shared/outcomes.ts';
import type { CannedReplyName } from './canned-replies.ts';

/** Ways of answering with TLS that differ in the certificate only. */
export type CertificateName =
  | 'https'
  | 'certificate-expires-soon'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-wrong-name'
  | 'certificate-self-signed'
  | 'certificate-unknown-authority'
  | 'certificate-intermediate-missing'
  | 'client-certificate-wanted';

/** What a server does with a connection before any reply. */
export type Connection =
  | 'http'
  | CertificateName
  /** Speaks HTTP on a port that is addressed with https. */
  | 'plain-http'
  /** Refuses every TLS version that is still allowed today. */
  | 'protocol-too-old'
  | 'tls-silent'
  | 'refused'
  | 'silent'
  | 'slow'
  | 'reset'
  | 'no-reply';

export interface CreatioBehaviour {
  /** `moved`: now on .NET, while ping and OData are still answered at their .NET Framework addresses as well. */
  platform?: Platform | 'moved';
  connection?: Connection;
  /** The reply to every request. */
  everything?: CannedReplyName;
  ping?: CannedReplyName;
  health?: CannedReplyName;
  odata?: CannedReplyName;
  emptySettings?: readonly SystemSettingCode[];
  /** Whether Creatio's server reaches the Identity Service, where that differs from what this computer sees. */
  reachesIdentityService?: boolean;
}

/** Faults of an access token; every one is properly signed except where the name says otherwise. */
export type AccessTokenKind =
  'opaque' | 'expired' | 'not-yet-valid' | 'issuer-differs' | 'signature-invalid' | 'audience-missing';

export interface IdentityServiceBehaviour {
  connection?: Connection;
  /** The reply to every request. */
  everything?: CannedReplyName;
  discovery?: CannedReplyName;
  discoveryDocument?: 'issuer-differs' | 'endpoints-elsewhere' | 'no-client-credentials' | 'incomplete';
  keys?: 'empty' | 'unusable' | CannedReplyName;
  token?: CannedReplyName;
  accessToken?: AccessTokenKind;
  /** The reply to a token request lacks `token_type`. */
  tokenTypeMissing?: true;
  /** How far the clock of its server is ahead, in seconds. */
  clockOffsetSeconds?: number;
  /** What the database holds that the settings do not say. */
  clients?:
    | 'secrets-changed'
    | 'console-secret-changed'
    | 'console-disabled'
    | 'console-without-client-credentials'
    | 'without-scopes';
}

/** A scenario with what the two servers do; pure data. */
export interface PlayedScenario extends PracticeScenario {
  creatio?: CreatioBehaviour;
  identityService?: IdentityServiceBehaviour;
}
