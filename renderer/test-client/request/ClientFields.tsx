import { Button, Field, Select } from '@fluentui/react-components';
import type { ProfileView } from '../../../shared/contract.ts';
import type { SecretName } from '../../../shared/profile-schema.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { KeptSecret, StoredSecretField, TypedSecret } from '../../environments/SecretField.tsx';
import { Line } from './Line.tsx';
import type { RequestFormState } from './use-request-form.ts';
import { fieldWords } from './words.ts';
import form from '../../environments/form.module.css';
import styles from './request.module.css';

/** Who asks: a client of the environment or another one, or the user of a web service, and the secret. */
export function ClientFields({ form: state }: { form: RequestFormState }) {
  const { profile, draft, change, errorOf } = state;
  const basic = draft.authentication === 'http-basic';
  const words = fieldWords[draft.direction];
  const clients = draft.direction === 'creatio' ? clientsOf(profile) : [];
  const chosen = clients.find(({ secret, clientId }) => secret === draft.secret && clientId === draft.clientId);
  return (
    <>
      {clients.length > 0 && (
        <Field label="Client">
          <Select
            className={styles.select}
            name="client"
            value={chosen?.key ?? 'other'}
            onChange={(_event, { value }) => {
              const client = clients.find(({ key }) => key === value);
              change(
                client
                  ? { clientId: client.clientId, secret: client.secret, typedSecret: '' }
                  : { clientId: '', secret: null },
              );
            }}
          >
            {clients.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
            <option value="other">Another client</option>
          </Select>
        </Field>
      )}
      {basic ? (
        <Line name="username" label="Username" value={draft.username} onType={(username) => change({ username })} />
      ) : (
        <Line
          name="clientId"
          {...words.clientId}
          value={draft.clientId}
          error={errorOf('clientId')}
          onType={(clientId) => change({ clientId })}
        />
      )}
      {(basic || draft.credentials !== 'none') && (
        <Secret form={state} label={basic ? 'Password' : words.clientSecret.label} hint={words.clientSecret.hint} />
      )}
    </>
  );
}

/** A kept one is named and never shown; a typed one is sent, and kept only where the request is saved with it. */
function Secret({ form: state, label, hint }: { form: RequestFormState; label: string; hint: string | undefined }) {
  const { profile, draft, change } = state;
  if (draft.secret === null) {
    return (
      <TypedSecret
        field="clientSecret"
        label={label}
        message={hint === undefined ? {} : { hint }}
        value={draft.typedSecret}
        onType={(typedSecret) => change({ typedSecret })}
      />
    );
  }
  const mark = profile.secrets.find(({ name }) => name === draft.secret);
  const what = draft.authentication === 'http-basic' ? 'password' : 'secret';
  return (
    <StoredSecretField label={label}>
      <span className={form.secretState}>
        {mark ? <KeptSecret secret={mark} what={what} /> : `${keptIn(draft.secret)}.`}
      </span>
      <Button size="small" onClick={() => change({ secret: null, typedSecret: '' })}>
        Enter another
      </Button>
    </StoredSecretField>
  );
}

const keptIn = (name: SecretName): string =>
  name.startsWith('request-secret:') ? 'The one kept with this saved request' : 'The one of the environment';

interface ChoosableClient {
  key: string;
  title: string;
  clientId: string;
  /** Null where none is kept. */
  secret: SecretName | null;
}

function clientsOf({ clientId, furtherClients, secrets, builtIn }: ProfileView): ChoosableClient[] {
  // The practice environment knows its own.
  const kept = (name: SecretName): SecretName | null =>
    builtIn || secrets.some((secret) => secret.name === name) ? name : null;
  return [
    ...(clientId === null || clientId === ''
      ? []
      : [{ key: 'environment', title: 'Of the environment', clientId, secret: kept('client-secret') }]),
    ...furtherClients.map((client) => ({
      key: client.id,
      title: visibleText(client.name),
      clientId: client.clientId,
      secret: kept(`further-client:${client.id}`),
    })),
  ];
}
