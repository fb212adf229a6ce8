import { Field, Input, MessageBar, MessageBarBody, Select } from '@fluentui/react-components';

import type { DraftField } from './draft.ts';
import { SecretField } from './SecretField.tsx';
import type { DraftForm } from './use-draft.ts';
import { platformChoices, platformWords } from './words.ts';
import styles from './form.module.css';

/** The fields of an environment, with errors and corrections beside the field they speak of. */
export function EnvironmentFields({ form }: { form: DraftForm }) {
  const { draft, change } = form;
  return (
    <div className={styles.fields}>
      {form.failure !== null && (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{form.failure}</MessageBarBody>
        </MessageBar>
      )}
      <Field label="Name" required {...messageOf(form, 'name')}>
        <Input
          name="name"
          value={draft.name}
          autoComplete="off"
          onBlur={() => form.leave('name')}
          onChange={(_event, { value }) => change({ name: value })}
        />
      </Field>
      <Field
        label="Creatio URL"
        required
        {...messageOf(form, 'creatioUrl', 'As the browser shows it, for example https://crm.example.com')}
      >
        <Input
          name="creatioUrl"
          value={draft.creatioUrl}
          autoComplete="off"
          spellCheck={false}
          inputMode="url"
          onBlur={() => form.leave('creatioUrl')}
          onChange={(_event, { value }) => change({ creatioUrl: value })}
        />
      </Field>
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
              {choice === 'auto' ? 'Find out' : platformWords[choice]}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label="Identity Service URL"
        {...messageOf(
          form,
          'identityServiceUrl',
          'Where it is known; without it the Identity Service is not checked from this computer.',
        )}
      >
        <Input
          name="identityServiceUrl"
          value={draft.identityServiceUrl}
          autoComplete="off"
          spellCheck={false}
          inputMode="url"
          onBlur={() => form.leave('identityServiceUrl')}
          onChange={(_event, { value }) => change({ identityServiceUrl: value })}
        />
      </Field>
      <Field label="Client id" {...messageOf(form, 'clientId', 'Of an OAuth 2.0 client, to get a token and use it.')}>
        <Input
          name="clientId"
          value={draft.clientId}
          autoComplete="off"
          spellCheck={false}
          onBlur={() => form.leave('clientId')}
          onChange={(_event, { value }) => change({ clientId: value })}
        />
      </Field>
      <SecretField form={form} message={messageOf(form, 'clientSecret')} />
      <Field label="Time limit of a check, in seconds" required {...messageOf(form, 'timeLimitSeconds')}>
        <Input
          name="timeLimitSeconds"
          className={styles.short}
          value={draft.timeLimitSeconds}
          autoComplete="off"
          inputMode="numeric"
          onBlur={() => form.leave('timeLimitSeconds')}
          onChange={(_event, { value }) => change({ timeLimitSeconds: value })}
        />
      </Field>
    </div>
  );
}

/** An error once there is one to show, else how the text was understood, else the usual hint. */
function messageOf(form: DraftForm, field: DraftField, hint?: string) {
  const error = form.errorOf(field);
  const understood = form.checked.hints[field];
  if (error !== undefined) return { validationMessage: error };
  if (understood !== undefined) return { validationMessage: understood, validationState: 'none' as const };
  return hint === undefined ? {} : { hint };
}
