import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { flushSync } from 'react-dom';
import { counted } from '../../../shared/amounts.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { clientField, clientSecretName, type FurtherClient } from '../draft.ts';
import { SecretField } from '../SecretField.tsx';
import { TypedField } from '../TextField.tsx';
import type { DraftForm } from '../use-draft.ts';
import { Section } from './Section.tsx';
import styles from './sections.module.css';

const mostClients = 50;

/** OAuth clients besides the one that the diagnosis uses. */
export function ClientsSection({ form }: { form: DraftForm }) {
  const { furtherClients } = form.draft;
  const count = furtherClients.length;
  const add = (): void => {
    const client = { id: crypto.randomUUID(), name: '', clientId: '' };
    flushSync(() => form.change({ furtherClients: [...furtherClients, client] }));
    document.getElementsByName(clientField(client, 'name'))[0]?.focus();
  };
  return (
    <Section
      form={form}
      id="clients"
      title="Further OAuth clients"
      summary={count === 0 ? 'None' : counted(count, 'client')}
    >
      <p>Clients of other integrations, at hand in the test client. The diagnosis uses the one above.</p>
      {count > 0 && (
        <ul className={styles.rows} aria-label="Further OAuth clients">
          {furtherClients.map((client) => (
            <Client key={client.id} form={form} client={client} />
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        <Button icon={<AddRegular />} disabledFocusable={count >= mostClients} onClick={add}>
          Add client
        </Button>
      </div>
    </Section>
  );
}

function Client({ form, client }: { form: DraftForm; client: FurtherClient }) {
  const { furtherClients } = form.draft;
  const change = (part: Partial<FurtherClient>): void =>
    form.change({
      furtherClients: furtherClients.map((each) => (each.id === client.id ? { ...each, ...part } : each)),
    });
  return (
    <li className={styles.row}>
      <div className={styles.pair}>
        <TypedField
          form={form}
          field={clientField(client, 'name')}
          label="Name of the client"
          required
          value={client.name}
          onType={(name) => change({ name })}
        />
        <TypedField
          form={form}
          field={clientField(client, 'clientId')}
          label="Its client id"
          kind="code"
          required
          value={client.clientId}
          onType={(clientId) => change({ clientId })}
        />
      </div>
      <SecretField
        form={form}
        name={clientSecretName(client)}
        field={clientField(client, 'secret')}
        label="Its client secret"
        what="secret"
      />
      <div className={styles.actions}>
        <Button
          size="small"
          aria-label={client.name === '' ? 'Remove this client' : `Remove ${visibleText(client.name)}`}
          onClick={() => form.change({ furtherClients: furtherClients.filter(({ id }) => id !== client.id) })}
        >
          Remove
        </Button>
      </div>
    </li>
  );
}
