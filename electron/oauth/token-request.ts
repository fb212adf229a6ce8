/** Longest client id and secret that IdentityServer4 reads (its InputLengthRestrictions); longer ones it answers with `invalid_client`. */
export const longestCredential = 100;

/**
 * The form that asks for an access token with the client's own credentials, both in the body as Creatio sends them
 * (RFC 6749, sections 4.4.2 and 2.3.1). Every character of id and secret survives the encoding.
 */
export function clientCredentialsForm(clientId: string, clientSecret: string): string {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  }).toString();
}

/** The form-encoded spelling of a value, as it stands in a request's body. */
export const formEncoded = (value: string): string => new URLSearchParams({ value }).toString().slice('value='.length);

/** What about the credentials themselves can make a server refuse them, in sentences that show neither. */
export function credentialDoubts(clientId: string, clientSecret: string): string[] {
  return (
    [
      ['client id', clientId],
      ['client secret', clientSecret],
    ] as const
  ).flatMap(([name, value]) => [
    ...(value.length > longestCredential
      ? [`The ${name} has more than ${longestCredential} characters, which is more than IdentityServer4 reads.`]
      : []),
    ...(value !== value.trim() ? [`The ${name} begins or ends with white space.`] : []),
  ]);
}
