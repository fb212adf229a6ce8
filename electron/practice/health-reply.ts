import type { SystemSettingCode } from '../../shared/outcomes.ts';
import { json, type Reply } from './replies.ts';

/** Body of the health check (Creatio Academy, "OAuth health monitoring"); the message is there with a problem only. */
export interface HealthBody {
  HasProblem: boolean;
  IsSystemSettingsFilledIn: boolean;
  IsIdentityServiceAvailable: boolean;
  IsAccessTokenRetrievableForSystemActions: boolean;
  Message?: string;
}

export const healthyBody: HealthBody = {
  HasProblem: false,
  IsSystemSettingsFilledIn: true,
  IsIdentityServiceAvailable: true,
  IsAccessTokenRetrievableForSystemActions: true,
};

export const settingsEmptyBody = (codes: readonly SystemSettingCode[], message?: string): HealthBody => ({
  HasProblem: true,
  IsSystemSettingsFilledIn: false,
  IsIdentityServiceAvailable: false,
  IsAccessTokenRetrievableForSystemActions: false,
  Message:
    message ??
    (codes.length === 1
      ? `System setting ${codes.join()} is empty.`
      : `System settings ${codes.join(', ')} are empty.`),
});

export const unavailableBody: HealthBody = {
  HasProblem: true,
  IsSystemSettingsFilledIn: true,
  IsIdentityServiceAvailable: false,
  IsAccessTokenRetrievableForSystemActions: false,
  Message: 'IdentityService specified in system setting OAuth20IdentityServerUrl is unavailable.',
};

export const noTokenBody: HealthBody = {
  HasProblem: true,
  IsSystemSettingsFilledIn: true,
  IsIdentityServiceAvailable: true,
  IsAccessTokenRetrievableForSystemActions: false,
  Message:
    "Can't retrieve access_token for system actions from IdentityService specified in system settings OAuth20IdentityServerUrl using client_id and client_secret specified in system settings OAuth20IdentityServerClientId & OAuth20IdentityServerClientSecret.",
};

/** The documented reply: 200 when healthy, 500 with a problem. */
export const healthReply = (body: HealthBody): Reply => json(body.HasProblem ? 500 : 200, body);
