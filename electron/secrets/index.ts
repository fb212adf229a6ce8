export { createEnvironmentSecrets, type EnvironmentSecrets } from './environment-secrets.ts';
export { createSecretStore, type SecretStore } from './keychain.ts';
export { keychainEnvironment, type KeychainProcess } from './keychain-process.ts';
