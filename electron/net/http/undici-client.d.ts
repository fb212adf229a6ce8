/** The one part of undici that is used. Its main entry would load fetch, WebSocket, caches and mocks as well. */
declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici';
}
