import { Field, Select } from '@fluentui/react-components';
import { FailureMessage } from '../parts/FailureMessage.tsx';
import { SecretField } from './SecretField.tsx';
import { ClientsSection } from './sections/ClientsSection.tsx';
import { DescriptionSection } from './sections/DescriptionSection.tsx';
import { LogsSection } from './sections/LogsSection.tsx';
import { ProxySection } from './sections/ProxySection.tsx';
import { TrustSection } from './sections/TrustSection.tsx';
import { TextField } from './TextField.tsx';
import type { DraftForm } from './use-draft.ts';
import { platformChoices, platformWords } from './words.ts';
import styles from './form.module.css';

/** The settings of an environment: what every one needs first, the rest in parts that open. */
export function EnvironmentFields({ form }: { form: DraftForm }) {
  const { draft, change } = form;
  return (
    <div className={styles.fields}>
      <FailureMessage failure={form.failure} />
      <TextField form={form} field="name" label="Name" required />
      <TextField
        form={form}
        field="creatioUrl"
        label="Creatio URL"
        kind="address"
        required
        hint="As the browser shows it, for example https://crm.example.com"
      />
      <Field label="Platform" hint="The console finds it out by itself; choose it where you know it.">
        <Select
          name="platform"
          value={draft.platform}
          onChange={(_event, { value }) => {
            const platform = platformChoices.find((choice) => choice === value);
            if (platform) change({ platform });
          }}
        >
          {platformChoices.map((choice) => (
            <option key={choice} value={choice}>
              {platformWords[choice]}
            </option>
          ))}
        </Select>
      </Field>
      <TextField
        form={form}
        field="identityServiceUrl"
        label="Identity Service URL"
        kind="address"
        hint="Where it is known; without it the Identity Service is not checked from this computer."
      />
      <TextField
        form={form}
        field="clientId"
        label="Client id"
        kind="code"
        hint="Of an OAuth 2.0 client, to get a token and use it."
      />
      <SecretField form={form} name="client-secret" field="clientSecret" label="Client secret" what="secret" />
      <TextField
        form={form}
        field="timeLimitSeconds"
        label="Time limit of a check, in seconds"
        kind="number"
        required
      />
      <div className={styles.sections}>
        <DescriptionSection form={form} />
        <LogsSection form={form} />
        <TrustSection form={form} />
        <ProxySection form={form} />
        <ClientsSection form={form} />
      </div>
    </div>
  );
}
