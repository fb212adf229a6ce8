import { clientField, clientSecretName, type Draft } from '../draft.ts';
import { line, secretTooLong, texts, tooLong, type Checked } from './text.ts';

/** The further OAuth clients. */
export function checkClients({ furtherClients, secrets }: Draft) {
  const clients = furtherClients.map(({ id, name, clientId }) => ({ id, name: line(name), clientId: line(clientId) }));
  const errors = clients.map((client) =>
    texts({
      [clientField(client, 'name')]:
        client.name === '' ? 'Enter a name by which you recognise the client.' : tooLong(client.name, 200, 'A name'),
      [clientField(client, 'clientId')]:
        client.clientId === '' ? 'Enter the client id.' : tooLong(client.clientId, 200, 'A client id'),
      [clientField(client, 'secret')]: secretTooLong(secrets[clientSecretName(client)], 'A client secret'),
    }),
  );
  return {
    errors: texts(Object.assign({}, ...errors)),
    hints: {},
    settings: { furtherClients: clients },
  } satisfies Checked<unknown>;
}
