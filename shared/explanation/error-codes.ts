/** Codes that services use in place of those of the standard, or beside them. */
export const synonyms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    invalid_client:
      'incorrect_client_credentials bad_client_id bad_client_secret invalid_client_id invalid_client_secret deleted_client disabled_client unknown_client client_not_found client_authentication_failed invalid_client_credentials inactive_client unauthorized_client_id',
    invalid_grant:
      'bad_verification_code bad_refresh_token invalid_code code_already_used invalid_refresh_token token_expired expired_code authorization_code_expired',
    redirect_uri_mismatch: 'invalid_redirect_uri bad_redirect_uri redirect_uri_not_allowed invalid_redirect',
    invalid_target: 'invalid_resource',
    invalid_scope: 'missing_scope bad_scope scope_not_allowed invalid_scopes',
    access_denied: 'user_denied consent_denied user_cancelled_login user_cancelled_authorize',
    slow_down: 'rate_limit_exceeded too_many_requests rate_limited ratelimited throttled',
    server_error: 'internal_error internal_server_error unknown_error',
    unsupported_grant_type: 'invalid_grant_type grant_type_not_supported',
    access_restricted: 'admin_policy_enforced org_internal inactive_org ip_restricted domain_not_allowed',
  }).flatMap(([code, others]) => others.split(' ').map((other) => [other, code])),
);

/** Answers that a person has to give (OpenID Connect Core 1.0, section 3.1.2.6). */
export const interactions: ReadonlyMap<string, string> = new Map([
  ['login_required', 'The user has to sign in first, and the request did not allow a sign-in page.'],
  ['consent_required', 'The user has to consent first, and the request did not allow a consent page.'],
  ['interaction_required', 'The user has to do something first, for example to confirm with a second factor.'],
  ['account_selection_required', 'The user has to choose an account first.'],
]);
/** Errors of forms of request that were not used (OpenID Connect Core 1.0, section 6; RFC 9396; RFC 9449). */
export const requestForms =
  /dpop|^(?:invalid_request_(?:uri|object)|request(?:_uri)?_not_supported|registration_not_supported|invalid_authorization_details)$/;
