import type { FormEvent } from 'react';
import { Button, Field, Select } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { grants } from '../../../shared/client/choices.ts';
import type { Attempt } from '../../../shared/test-client.ts';
import { turnTo } from '../client.ts';
import { cancelAttempt } from '../start.ts';
import { neededFor, targetOf } from './check.ts';
import { Choices } from './Choices.tsx';
import { ClientFields } from './ClientFields.tsx';
import { CredentialFields } from './CredentialFields.tsx';
import type { AddressField, RequestDraft } from './draft.ts';
import { FurtherEndpoints } from './FurtherEndpoints.tsx';
import { Line } from './Line.tsx';
import { MoreParameters } from './MoreParameters.tsx';
import { RedirectFields } from './RedirectFields.tsx';
import { SavedRequests } from './SavedRequests.tsx';
import type { RequestFormState } from './use-request-form.ts';
import {
  authentications,
  authenticationWords,
  directions,
  directionWords,
  fieldWords,
  grantWords,
  scopeHint,
} from './words.ts';
import styles from './request.module.css';

/** The request: every field of it, and what can be done with it. */
export function RequestForm({ form, running }: { form: RequestFormState; running: Attempt | null }) {
  const { draft, change } = form;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (draft.authentication === 'oauth2') form.act({ kind: 'token' }, neededFor(draft));
    else form.act({ kind: 'use', tokenId: null, target: targetOf(draft.target) }, ['target']);
  };
  return (
    <form
      id="client-request"
      className={styles.form}
      noValidate
      onSubmit={submit}
      aria-labelledby="client-request-title"
    >
      <h2 id="client-request-title" className={styles.title}>
        Request
      </h2>
      <div className={styles.fields}>
        <SavedRequests form={form} />
        <Choices
          label="Who calls whom"
          values={directions}
          words={directionWords}
          value={draft.direction}
          onChoose={(direction) => void turnTo(form.profile.id, direction)}
        />
        {draft.direction === 'web-service' && (
          <Choices
            label="Authentication"
            values={authentications}
            words={authenticationWords}
            value={draft.authentication}
            onChoose={(authentication) => change({ authentication })}
          />
        )}
        {draft.authentication === 'oauth2' ? <OAuthFields form={form} /> : <BasicFields form={form} />}
      </div>
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={form.busy}>
          {deedOf(draft)}
        </Button>
        {running !== null && (
          <Button icon={<DismissRegular />} aria-keyshortcuts="Escape" onClick={() => void cancelAttempt(running.id)}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}

function deedOf({ authentication, grant }: RequestDraft): string {
  if (authentication === 'http-basic') return 'Send the request';
  return grant === 'authorization_code' ? 'Log in' : 'Get a token';
}

function BasicFields({ form }: { form: RequestFormState }) {
  return (
    <>
      <ClientFields form={form} />
      <Line
        name="target"
        label="Address of the web service"
        hint="It is read once (GET), with the user name and the password."
        value={form.draft.target}
        error={form.errorOf('target')}
        address
        onType={(target) => form.change({ target })}
      />
    </>
  );
}

function OAuthFields({ form }: { form: RequestFormState }) {
  const { draft, change, errorOf } = form;
  const words = fieldWords[draft.direction];
  const address = (field: AddressField) => (
    <Line
      name={field}
      {...words[field]}
      value={draft[field]}
      error={errorOf(field)}
      address
      onType={(value) => change({ [field]: value })}
    />
  );
  return (
    <>
      <Field label="How it gets its token" hint={grantWords[draft.grant].meaning}>
        <Select
          className={styles.select}
          name="grant"
          value={draft.grant}
          onChange={(_event, { value }) => {
            const grant = grants.find((each) => each === value);
            if (grant) change({ grant });
          }}
        >
          {grants.map((grant) => (
            <option key={grant} value={grant}>
              {grantWords[grant].title}
            </option>
          ))}
        </Select>
      </Field>
      <ClientFields form={form} />
      {draft.grant === 'authorization_code' && address('authorizationUrl')}
      {draft.grant === 'device_code' && address('deviceAuthorizationUrl')}
      {address('tokenUrl')}
      {draft.grant === 'authorization_code' && <RedirectFields form={form} />}
      <CredentialFields form={form} />
      {draft.direction === 'web-service' && address('revocationUrl')}
      <Line
        name="scope"
        {...words.scope}
        hint={scopeHint(draft.direction, draft.grant)}
        value={draft.scope}
        onType={(scope) => change({ scope })}
      />
      <div>
        <MoreParameters form={form} />
        <FurtherEndpoints form={form} address={address} />
      </div>
    </>
  );
}
