import type { SecretName } from '../../shared/profile-schema.ts';

/** A secret by its name for people. */
export function secretTitle(name: SecretName, clients: readonly { id: string; name: string }[] = []): string {
  if (name === 'client-secret') return 'client secret';
  if (name === 'proxy-password') return 'password of the proxy';
  if (name === 'client-certificate-passphrase') return 'passphrase of the client certificate';
  if (name.startsWith('request-secret:')) return 'secret of a saved request';
  if (name.startsWith('refresh-token:')) return 'refresh token of a saved request';
  const client = clients.find(({ id }) => name === `further-client:${id}`);
  return client === undefined ? 'secret of a further client' : `secret of the client “${client.name}”`;
}
