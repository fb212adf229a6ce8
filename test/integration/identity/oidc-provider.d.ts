/** The package brings no types; this is what the tests use of it. */
declare module 'oidc-provider' {
  export default class AuthorizationServer {
    constructor(issuer: string, configuration: object);
    callback(): import('node:http').RequestListener;
  }
}
